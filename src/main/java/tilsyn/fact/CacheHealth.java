package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What protects one RAID controller's write cache, with how long it has been learning.
 *
 * @param current false when its newest statement is too old to count for now
 * @param status the newest statement's state in the tool's word
 * @param forced writes are set to be cached whatever the state
 * @param policy how writes are cached now, in the tool's word; empty when it does not say
 * @param fellBack writes go through although they are set to be cached
 * @param policyKnown whether writes have fallen back can be told
 * @param learningFor from the first of the unbroken row of statements that it learns or charges, to the newest
 * @param learningAtMost the same from the last statement before that row; null when there is none
 * @param ageDays since it was made; -1 when nothing says when
 */
public record CacheHealth(
        String host,
        String controller,
        boolean current,
        CacheBattery.State state,
        String status,
        boolean forced,
        String policy,
        boolean fellBack,
        boolean policyKnown,
        Duration learningFor,
        @Nullable Duration learningAtMost,
        long ageDays,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public CacheHealth {
        basis = List.copyOf(basis);
    }

    public boolean learning() {
        return state == CacheBattery.State.LEARNING;
    }

    @Override
    public String source() {
        return "raid";
    }
}

package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * The newest disaster exercise and the newest check that backups can be opened without the domain.
 *
 * @param exercised when the newest exercise was, {@code escrowed} when keys were last tried; {@link Instant#EPOCH} when never
 * @param failed the exercise failed or took longer than agreed, or the keys opened nothing
 * @param told it states its result, how long it took and what was agreed
 * @param followed an improvement that is not settled, with an owner and a date, answers it
 * @param loose lessons that are no improvement with owner and date; a dash when there are none
 * @param time of the older of the two, so that nothing newer hides it
 */
public record RecoveryExercise(
        Instant exercised,
        Instant escrowed,
        boolean failed,
        boolean told,
        boolean followed,
        String loose,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public RecoveryExercise {
        basis = List.copyOf(basis);
    }

    /** Whether both were ever done. */
    public boolean both() {
        return !exercised.equals(Instant.EPOCH) && !escrowed.equals(Instant.EPOCH);
    }

    @Override
    public String host() {
        return "";
    }

    @Override
    public String source() {
        return "register";
    }
}

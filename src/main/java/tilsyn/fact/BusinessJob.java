package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * A job of the business that a server runs, as the inventory declares it.
 *
 * @param start local time it starts at, as {@code 05:30}
 * @param days on which it starts, {@code MONDAY} to {@code SUNDAY}
 * @param deadline local time it must be done by
 * @param calendar {@code banking_days_no} or {@code workdays_no}: no run is due on other days; empty for every day
 * @param expects what a good run shows: {@code rows}, {@code bytes} or {@code file}
 * @param once whether no more than one run may process data for a business date
 * @param problem why nobody can tell when it is due or what it should give; empty when sound
 * @param time the inventory's as-of
 */
public record BusinessJob(
        String host,
        String job,
        String start,
        List<String> days,
        String deadline,
        String calendar,
        String expects,
        boolean once,
        String problem,
        Instant time,
        Origin origin)
        implements Fact {
    public BusinessJob {
        if (job.isBlank()) throw new IllegalArgumentException("a business job without a name (%s)".formatted(origin));
        days = List.copyOf(days);
    }

    @Override
    public String source() {
        return "register";
    }

    @Override
    public Kind kind() {
        return Kind.REGISTER;
    }
}

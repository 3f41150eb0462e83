package tilsyn.fact;

import java.time.Instant;

/**
 * The hours agreed for a backup job.
 *
 * @param host the host whose data the job copies
 * @param job as the job's own log names it
 * @param hours in local time, as the register writes it: {@code 22:00-05:00} for every day, {@code Mon-Fri 18:00-22:00}
 */
public record BackupWindow(String host, String job, String hours, Instant time, Origin origin) implements Fact {
    public BackupWindow {
        if (job.isBlank()) throw new IllegalArgumentException("backup window of no job (%s)".formatted(origin));
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

package tilsyn.fact;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A suggested improvement, from the register of improvements.
 *
 * @param findings what it answers, as {@code HOST|ITEM} or {@code ITEM}
 * @param due null when no date is set
 * @param status {@code open}, {@code in_progress} or {@code done}
 * @param decision {@code done}, {@code new_date}, {@code accepted_risk}, or empty
 * @param time the register's as-of
 */
public record Improvement(
        String id,
        String title,
        List<String> findings,
        String owner,
        @Nullable LocalDate due,
        String effort,
        String effect,
        String status,
        String decision,
        Instant time,
        Origin origin)
        implements Fact {
    public Improvement {
        findings = List.copyOf(findings);
    }

    @Override
    public String host() {
        return "";
    }

    /** Whether it is done, or the risk has been accepted instead. A new date settles nothing once it has passed. */
    public boolean settled() {
        return status.equals("done") || decision.equals("done") || decision.equals("accepted_risk");
    }

    /** Whether it says what to do, who does it and until when. */
    public boolean concrete() {
        return !title.isBlank() && !owner.isBlank() && due != null;
    }

    /** Whether it answers that finding. */
    public boolean answers(String host, String item) {
        return findings.stream()
                .map(finding -> finding.replace(" ", ""))
                .anyMatch(finding -> finding.equalsIgnoreCase(item) || finding.equalsIgnoreCase(host + "|" + item));
    }

    /** Days since its due date; negative before it, 0 when there is none. */
    public long overdueDays(LocalDate today) {
        return due == null ? 0 : today.toEpochDay() - due.toEpochDay();
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

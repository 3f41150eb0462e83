package tilsyn.fact;

import java.time.Instant;

/**
 * A host that is declared away; it makes the host's items NOT_APPLICABLE until it ends (R6).
 *
 * @param time start, inclusive
 * @param until end, exclusive: the local midnight after the last day
 */
public record AbsenceDeclaration(
        String host, Instant time, Instant until, String reason, String approver, Origin origin) implements Fact {
    public AbsenceDeclaration {
        if (until.isBefore(time))
            throw new IllegalArgumentException("absence of %s ends before it begins (%s)".formatted(host, origin));
    }

    public boolean holdsAt(Instant moment) {
        return !moment.isBefore(time) && moment.isBefore(until);
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

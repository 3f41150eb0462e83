package tilsyn.fact;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * When something in use ends, by the register and by what its services show.
 *
 * @param category as in {@link ExpiringItem}
 * @param usedBy what stops when it ends; empty when nobody says
 * @param notAfter last day, in the customer's local time
 * @param daysLeft to that day; negative once it has passed
 * @param awaited it renews itself, and the day when that should have happened has not passed
 * @param overdue that day has passed without a new certificate
 */
public record Expiry(
        String object,
        String category,
        String usedBy,
        LocalDate notAfter,
        long daysLeft,
        boolean awaited,
        boolean overdue,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public Expiry {
        basis = List.copyOf(basis);
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

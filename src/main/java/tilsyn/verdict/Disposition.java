package tilsyn.verdict;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.MaintenanceWindow;

/**
 * What people have agreed about a finding; it never changes verdict or score.
 *
 * @param state {@code open}, {@code waived} or {@code maintenance}; {@code none} for what needs no follow-up
 * @param reference id of the waiver, or reason of the window; empty otherwise
 * @param until last day it holds; null when open
 * @param windows all windows of work that hold now, the earliest first; empty for a waived finding
 */
public record Disposition(
        String state,
        String reference,
        String approver,
        @Nullable LocalDate until,
        List<MaintenanceWindow> windows) {
    public Disposition {
        windows = List.copyOf(windows);
    }

    public Disposition(String state, String reference, String approver, @Nullable LocalDate until) {
        this(state, reference, approver, until, List.of());
    }

    public static final Disposition NONE = new Disposition("none", "", "", null);
    public static final Disposition OPEN = new Disposition("open", "", "", null);
}

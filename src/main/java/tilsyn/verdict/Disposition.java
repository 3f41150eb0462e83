package tilsyn.verdict;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What people have agreed about a finding; it never changes verdict or score.
 *
 * @param state {@code open}, {@code waived} or {@code maintenance}; {@code none} for what needs no follow-up
 * @param reference id of the waiver, or reason of the window; empty otherwise
 * @param until last day it holds; null when open
 */
public record Disposition(
        String state,
        String reference,
        String approver,
        @Nullable LocalDate until) {
    public static final Disposition NONE = new Disposition("none", "", "", null);
    public static final Disposition OPEN = new Disposition("open", "", "", null);
}

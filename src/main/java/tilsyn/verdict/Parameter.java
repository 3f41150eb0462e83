package tilsyn.verdict;

import org.jspecify.annotations.Nullable;
import tilsyn.fact.Tuning;

/**
 * The value a rule works with, and where it comes from (R12).
 *
 * @param name as rules ask for it; {@code name.workstation} style variants are resolved before
 * @param value a number, a duration's number in {@code unit}, a list joined by commas, or true and false
 * @param standard what it would be if nobody had set it
 * @param tuned who set it, when and why; null when nobody did
 * @param change what that does
 */
public record Parameter(
        String name,
        String value,
        String unit,
        String standard,
        @Nullable Tuning tuned,
        Change change) {
    /** What a value lets pass, against the standard one. */
    public enum Change {
        NONE,
        LOOSER,
        STRICTER,
        EITHER
    }

    /** One that nobody has set. */
    public static Parameter standard(String name, String value, String unit) {
        return new Parameter(name, value, unit, value, null, Change.NONE);
    }

    /** {@code default}, or {@code customer} or {@code host} with by whom, when and why. */
    public String origin() {
        if (tuned == null) return "default";
        return "%s, by %s on %s: %s (%s:%d; default %s)"
                .formatted(
                        tuned.host().isEmpty() ? "customer" : "host",
                        tuned.who(),
                        tuned.origin().timeText(),
                        tuned.why(),
                        tuned.origin().file(),
                        tuned.origin().line(),
                        standard);
    }
}

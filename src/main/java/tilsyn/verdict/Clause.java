package tilsyn.verdict;

import java.util.Map;
import java.util.TreeSet;

/**
 * One numbered reason within an item.
 *
 * @param id {@code F1}, {@code N1}, {@code W1}, ...: letter and position in its list
 * @param sentence what it says when it fires, as the ticket shows it
 * @param bare what it says instead when a value that {@code sentence} names is not there, such as the time of a feed that was
 *     never heard; the same as {@code sentence} when the card has no such words
 * @param absence fires because something is absent or old, so only while its source is alive (R3)
 * @param place file and line of the rule, {@code rules/backup/BCK-01-recent-restore-point.drl:14}; empty when built in
 */
public record Clause(String id, Words sentence, Words bare, boolean absence, String place) {
    public Clause {
        if (!id.matches("[FNW][1-9]"))
            throw new IllegalArgumentException(
                    "clause '%s' (%s): expected F, N or W and a number".formatted(id, place));
    }

    /** What it says of these values, by placeholder. */
    public Words said(Map<String, Words> values) {
        var told = new TreeSet<>(values.keySet());
        told.removeIf(name -> Words.NONE.equals(values.get(name)));
        return (sentence.filledBy(told) ? sentence : bare).with(values);
    }

    public Outcome outcome() {
        return switch (id.charAt(0)) {
            case 'F' -> Outcome.FAIL;
            case 'N' -> Outcome.NO_EVIDENCE;
            default -> Outcome.WARN;
        };
    }
}

package tilsyn.verdict;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items whose findings belong together, as {@code rules/links.yaml} says.
 *
 * @param lead item whose finding a story starts from
 * @param with items whose findings join it, in the order to tell them
 * @param everywhere whether findings on other hosts than the lead's join too
 * @param within how far from what the lead's finding rests on something may have happened; null where time doesn't matter
 * @param action what puts all of it right, told as something to do
 * @param effort what that takes
 */
public record Link(
        String id,
        Pick lead,
        List<Pick> with,
        boolean everywhere,
        @Nullable Duration within,
        Words title,
        Words says,
        Words action,
        Effort effort) {
    /** @param clause the one that decided; empty when it may be any */
    public record Pick(String item, String clause) {
        boolean matches(Verdict verdict) {
            return verdict.item().id().equals(item)
                    && (clause.isEmpty() || verdict.clause().equals(clause));
        }
    }

    public Link {
        with = List.copyOf(with);
    }
}

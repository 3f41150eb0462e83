package tilsyn.ticket;

import java.time.Instant;
import java.util.List;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Words;

/**
 * Follow-up of one problem: one open ticket per key.
 *
 * @param key {@code customer|subject|item|object}
 * @param priority 1 (most urgent) to 4, checklist section 3.2
 * @param opened as-of of the assessment that opened it
 * @param covered other items of the same host that nobody can judge for the same reason, such as a silent host
 */
public record Ticket(
        String key,
        String customer,
        String subject,
        String item,
        String object,
        Outcome outcome,
        String clause,
        int priority,
        Instant opened,
        Words title,
        List<Words> steps,
        List<String> covered)
        implements Comparable<Ticket> {
    public Ticket {
        steps = List.copyOf(steps);
        covered = List.copyOf(covered);
    }

    Ticket openedAt(Instant earlier) {
        return new Ticket(
                key, customer, subject, item, object, outcome, clause, priority, earlier, title, steps, covered);
    }

    /** Most urgent first. */
    @Override
    public int compareTo(Ticket other) {
        int byPriority = Integer.compare(priority, other.priority);
        return byPriority != 0 ? byPriority : key.compareTo(other.key);
    }
}

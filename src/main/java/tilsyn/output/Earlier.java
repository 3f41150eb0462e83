package tilsyn.output;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import tilsyn.verdict.Outcome;

/**
 * An assessment that was made before, as far as a report compares itself with it.
 *
 * @param grade empty when there was too little evidence for one
 * @param cells what became of each subject and item
 */
public record Earlier(
        Instant asOf, int criticalFails, double coverage, double total, String grade, SortedMap<Cell, Outcome> cells) {
    public Earlier {
        cells = Collections.unmodifiableSortedMap(new TreeMap<>(cells));
    }

    /** Subject and item. */
    public record Cell(String subject, String item) implements Comparable<Cell> {
        @Override
        public int compareTo(Cell other) {
            int byItem = item.compareTo(other.item);
            return byItem != 0 ? byItem : subject.compareTo(other.subject);
        }
    }
}

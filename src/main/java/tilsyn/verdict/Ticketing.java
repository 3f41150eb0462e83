package tilsyn.verdict;

import java.util.List;

/** Texts of an item's ticket, with {placeholders} for what a finding names, and how much work it usually is. */
public record Ticketing(Effort effort, Words title, List<Words> steps) {
    public Ticketing {
        steps = List.copyOf(steps);
    }
}

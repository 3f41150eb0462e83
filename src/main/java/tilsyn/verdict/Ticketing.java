package tilsyn.verdict;

import java.util.List;

/** Texts of an item's ticket, with {placeholders} for what a finding names. */
public record Ticketing(Words title, List<Words> steps) {
    public Ticketing {
        steps = List.copyOf(steps);
    }
}

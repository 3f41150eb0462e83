package tilsyn.ticket;

import java.util.List;

/**
 * A ticket as it is after something happened to it.
 *
 * @param steps in order; empty when only what is remembered of it has changed
 */
public record FollowUp(Followed ticket, List<Step> steps) {
    public FollowUp {
        steps = List.copyOf(steps);
    }
}

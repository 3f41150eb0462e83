package tilsyn.ticket;

import java.time.Instant;
import tilsyn.verdict.Words;

/**
 * What happened to a ticket, for its history and for those who are told.
 *
 * @param at as-of of the assessment that decided it, or when a person did it
 * @param who the person; empty for Tilsyn itself
 */
public record Step(Kind kind, Instant at, String who, Words said) {
    /** What kind of step; those that leave go to the connectors. */
    public enum Kind {
        PENDING(false, false),
        HELD(false, false),
        DROPPED(false, false),
        OPENED(true, true),
        /** Another clause or verdict at the same priority, or nobody can say any more. */
        COMMENTED(true, false),
        RAISED(true, true),
        LOWERED(true, false),
        /** Text and counters as they are now. */
        REFRESHED(true, false),
        CLOSED(true, false),
        REOPENED(true, true),
        WAIVED(true, false),
        REMINDED(true, true),
        ACKNOWLEDGED(true, false),
        NOTED(true, false),
        /** Read back from outside, so not sent there again. */
        HEARD(false, false);

        private final boolean leaves;
        private final boolean notifies;

        Kind(boolean leaves, boolean notifies) {
            this.leaves = leaves;
            this.notifies = notifies;
        }

        public boolean leaves() {
            return leaves;
        }

        /** Whether someone should look now. */
        public boolean notifies() {
            return notifies;
        }
    }
}

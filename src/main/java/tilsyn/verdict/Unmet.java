package tilsyn.verdict;

import java.util.List;
import tilsyn.fact.Fact;

/**
 * Why a rule of a clause did not fire: the first of its conditions that nothing met.
 *
 * @param clause such as {@code F2}
 * @param rule the rule's sentence
 * @param place {@code file:line} of the rule
 * @param kind what was in the way
 * @param condition as it stands in the rule; of a fact type where no fact of it was there at all
 * @param left how many facts, or joined facts, had met all conditions before it
 * @param seen value nearest to what was asked for; empty where the condition compares nothing
 * @param asked what it was compared with; empty likewise
 * @param distance between the two; empty where they can't be measured against each other
 * @param facts that came nearest, or that were there and must not be
 */
public record Unmet(
        String clause,
        String rule,
        String place,
        Kind kind,
        String condition,
        int left,
        String seen,
        String asked,
        String distance,
        List<Fact> facts) {
    /** What was in the way. */
    public enum Kind {
        /** There is no fact of that type. */
        NOTHING_THERE,
        /** The facts there don't meet the condition. */
        NOT_MET,
        /** Something is there that must not be. */
        IN_THE_WAY
    }

    public Unmet {
        facts = List.copyOf(facts);
    }
}

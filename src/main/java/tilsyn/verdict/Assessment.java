package tilsyn.verdict;

import java.time.Instant;
import java.util.List;
import tilsyn.fact.Customer;

/**
 * One judging of a rulebook over one customer's facts.
 *
 * @param rulebook its content hash
 * @param cutOff latest receipt of the facts judged
 * @param verdicts sorted
 * @param stories findings that belong together
 * @param retired items that the rulebook judges no more, and who decided that
 * @param rejectedRules rules that threw, by item and clause, with what they threw
 */
public record Assessment(
        Customer customer,
        Instant asOf,
        Instant cutOff,
        String rulebook,
        List<Verdict> verdicts,
        Score score,
        List<Story> stories,
        List<Retired> retired,
        List<String> rejectedRules) {
    public Assessment {
        verdicts = List.copyOf(verdicts);
        stories = List.copyOf(stories);
        retired = List.copyOf(retired);
        rejectedRules = List.copyOf(rejectedRules);
    }
}

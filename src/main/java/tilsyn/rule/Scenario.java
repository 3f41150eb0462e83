package tilsyn.rule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tilsyn.fact.Accounting;
import tilsyn.fact.Customer;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Origin;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Verdict;

/**
 * Facts as someone wrote them down, and the verdicts that an item must reach on them.
 *
 * @param item the item under test; others are judged too, but not looked at
 * @param name a sentence naming the edge
 * @param facts raw, as decoders would give them
 * @param expect by subject: outcome, clause, reason, in any order, what matters of them; {@code NONE} for no row
 */
public record Scenario(
        String item,
        String name,
        String file,
        int line,
        Instant asOf,
        ZoneId zone,
        List<Fact> facts,
        Map<String, String> expect) {
    static final String NO_ROW = "NONE";

    public Scenario {
        facts = List.copyOf(facts);
        expect = Collections.unmodifiableMap(new TreeMap<>(expect));
    }

    /**
     * What came of it.
     *
     * @param differences between expected and got, told for people; empty when all is as expected
     * @param fired clauses of the item that fired on any subject
     */
    public record Result(Scenario scenario, List<String> differences, SortedSet<String> fired) {
        public Result {
            differences = List.copyOf(differences);
            fired = Collections.unmodifiableSortedSet(new TreeSet<>(fired));
        }

        public boolean passed() {
            return differences.isEmpty();
        }
    }

    public Result run(Rulebook rulebook) {
        try {
            return compared(assess(rulebook));
        } catch (RulesBroken refused) {
            return new Result(this, List.of(refused.getMessage()), new TreeSet<>());
        }
    }

    private Assessment assess(Rulebook rulebook) throws RulesBroken {
        var origin = new Origin(file, line, -1, "", name, "", "", asOf);
        var customer = new Customer("", "", zone, "", null, false, asOf, origin);
        return rulebook.assess(Facts.of(facts), new Accounting(List.of(), List.of()), customer, asOf, asOf, 1);
    }

    private Result compared(Assessment assessment) {
        var verdicts = new TreeMap<String, Verdict>();
        var fired = new TreeSet<String>();
        for (var verdict : assessment.verdicts())
            if (verdict.item().id().equals(item)) {
                verdicts.put(verdict.subject(), verdict);
                verdict.matched().forEach(finding -> fired.add(finding.clause()));
                verdict.suppressed().forEach(finding -> fired.add(finding.clause()));
            }
        var differences = new ArrayList<String>();
        expect.forEach((subject, expected) -> {
            var verdict = verdicts.get(subject);
            if (verdict == null ? !expected.equals(NO_ROW) : !agrees(expected, verdict))
                differences.add("%s: expected %s, got %s".formatted(subject, expected, Told.of(verdict)));
        });
        for (var fault : assessment.rejectedRules())
            if (fault.startsWith(item + " ")) differences.add("rule failed: " + fault);
        return new Result(this, differences, fired);
    }

    private static boolean agrees(String expected, Verdict verdict) {
        for (var word : expected.split(" ", -1)) {
            boolean said = word.equals(verdict.outcome().name())
                    || word.equals(verdict.clause())
                    || verdict.reason() != null && word.equals(verdict.reason().name());
            if (!said) return false;
        }
        return true;
    }
}

package tilsyn.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tilsyn.fact.Maybe;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Reason;

/** The words of a scenario's expectation. */
final class Expected {
    private static final List<String> WORDS = words();

    private Expected() {}

    /** The words, parted by single spaces; a word that no verdict can say is a problem. */
    static String read(Entry entry) {
        var words = entry.text().split("\\s+");
        for (var word : words)
            if (!WORDS.contains(word) && !word.matches("[FNW][1-9]"))
                entry.problem(
                        "'%s' is no outcome, clause or reason. Expected such as PASS, FAIL F1, NO_EVIDENCE STALE or %s."
                                .formatted(word, Scenario.NO_ROW),
                        Maybe.word(word, WORDS));
        return String.join(" ", words);
    }

    private static List<String> words() {
        var words = new ArrayList<String>();
        Arrays.stream(Outcome.values()).map(Outcome::name).forEach(words::add);
        Arrays.stream(Reason.values()).map(Reason::name).forEach(words::add);
        words.add(Scenario.NO_ROW);
        return List.copyOf(words);
    }
}

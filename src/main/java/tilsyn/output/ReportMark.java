package tilsyn.output;

import tilsyn.verdict.Outcome;

/**
 * A verdict as the report shows it: colour, shape, sign and word, so that none of them is needed alone.
 *
 * @param style name of its symbol and style class
 * @param meaning what the word stands for
 */
public record ReportMark(String style, String word, String meaning) {
    static ReportMark of(Outcome outcome, String language) {
        return new ReportMark(
                outcome.name(),
                Phrases.of(outcome).in(language),
                Phrases.meaning(outcome).in(language));
    }
}

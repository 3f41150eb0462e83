package tilsyn.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Stream;
import tilsyn.trace.Citation;
import tilsyn.verdict.Verdict;

/**
 * {@code verdicts.csv}, for spreadsheets: one row a verdict, semicolons, every cell quoted, UTF-8 with byte order mark. No
 * cell is a formula, whatever strangers wrote.
 */
public final class VerdictsCsv implements Output {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String FORMULA_STARTS = "=+-@\t\r\n|%＝＋－＠";
    private static final List<String> COLUMNS = List.of(
            "customer",
            "asOf",
            "subject",
            "item",
            "title",
            "severity",
            "verdict",
            "clause",
            "reason",
            "atHand",
            "finding",
            "disposition",
            "agreedReference",
            "agreedBy",
            "agreedUntil",
            "source",
            "sourceSha256",
            "sources",
            "rulebook");

    @Override
    public String file() {
        return "verdicts.csv";
    }

    @Override
    public void write(Results results, Writer out) throws IOException {
        out.write(BYTE_ORDER_MARK);
        var csv = CsvWriter.builder()
                .fieldSeparator(';')
                .quoteStrategy(QuoteStrategies.ALWAYS)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(out);
        csv.writeRecord(COLUMNS);
        for (var verdict : results.assessment().verdicts())
            csv.writeRecord(cells(verdict, results).map(VerdictsCsv::safe).toList());
        csv.flush();
    }

    private static Stream<String> cells(Verdict verdict, Results results) {
        var assessment = results.assessment();
        var agreed = verdict.disposition();
        var cited = Citation.of(verdict.cited());
        var first = cited.isEmpty() ? null : cited.get(0).origin();
        return Stream.of(
                assessment.customer().id(),
                assessment.asOf().toString(),
                verdict.subject(),
                verdict.item().id(),
                verdict.item().title().in(results.language()),
                Phrases.of(verdict.item().severity()).in(results.language()),
                verdict.outcome().name(),
                verdict.clause(),
                verdict.reason() == null ? "" : verdict.reason().name(),
                verdict.atHand().name(),
                Stated.sentence(verdict, results.language()),
                agreed.state(),
                agreed.reference(),
                agreed.approver(),
                agreed.until() == null ? "" : agreed.until().toString(),
                first == null ? "" : first.place(),
                first == null ? "" : first.sha256(),
                Integer.toString(cited.size()),
                assessment.rulebook());
    }

    /** With an apostrophe before what a spreadsheet would calculate, also behind space that it skips. */
    static String safe(String text) {
        var shown = Visible.line(text);
        var start = shown.stripLeading();
        boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0
                || !start.isEmpty() && FORMULA_STARTS.indexOf(start.charAt(0)) >= 0;
        return formula ? "'" + shown : shown;
    }
}

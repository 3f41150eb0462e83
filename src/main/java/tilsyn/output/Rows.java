package tilsyn.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Rows as CSV for people and spreadsheets: commas, every cell quoted, no cell a formula, whatever strangers wrote. */
public final class Rows {
    private Rows() {}

    /** @param rows each with as many cells as there are columns */
    public static void write(List<String> columns, List<List<String>> rows, Writer out) throws IOException {
        var csv = CsvWriter.builder()
                .quoteStrategy(QuoteStrategies.ALWAYS)
                .lineDelimiter(LineDelimiter.LF)
                .build(out);
        csv.writeRecord(columns);
        for (var row : rows) csv.writeRecord(row.stream().map(VerdictsCsv::safe).toList());
        csv.flush();
    }
}

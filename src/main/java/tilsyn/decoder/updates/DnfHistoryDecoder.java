package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.fact.UpdateInstall;

/**
 * Reads the table of {@code dnf history} or {@code yum history}. Signs behind the number of packages tell what went wrong:
 * {@code *} was cut off, {@code #} and {@code E} ended with errors.
 */
public final class DnfHistoryDecoder implements Decoder {
    private static final Pattern HEADING = Pattern.compile(
            "ID {1,20}\\| (?:Command line|Login user) {1,100}\\| Date and time {1,40}\\| Action\\(s\\) {1,40}\\| Altered.{0,40}");
    private static final Pattern ROW = Pattern.compile(
            "(\\d{1,9}) {0,20}\\| ?(.{0,400}?) {0,200}\\| (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d) {0,40}\\| ([\\w, ]{1,100}?) {0,40}\\| {0,20}(\\d{1,9}) ?([<>*#EPs ]{0,10})");
    private static final int LONGEST = 1_500;

    @Override
    public Format format() {
        return new Format(
                "dnf-history",
                Family.UPDATES,
                "Transactions of dnf or yum (history)",
                "LC_ALL=C dnf history > dnf-history-HOST-$(date +%F).txt",
                List.of("UPD-04"));
    }

    @Override
    public boolean recognises(Head head) {
        return !head.binary()
                && head.lines(10).stream()
                        .anyMatch(line -> line.length() <= LONGEST
                                && HEADING.matcher(line.strip()).matches());
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        boolean begun = false;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text().strip();
                if (text.isEmpty()) continue;
                if (text.length() <= LONGEST && HEADING.matcher(text).matches()) {
                    begun = true;
                    sink.ignored("the heading");
                    continue;
                }
                var row = text.length() > LONGEST ? null : ROW.matcher(text);
                if (row == null || !row.matches()) {
                    if (begun && !text.startsWith("---") && !text.equals("history list"))
                        sink.rejected(
                                input.origin(line), "expected a transaction's id, command, time, actions and packages");
                    else sink.ignored("not of the table");
                    continue;
                }
                var time = dates.end(row.group(3));
                if (time == null) sink.rejected(input.origin(line), "'%s' is no time".formatted(row.group(3)));
                else
                    sink.fact(new UpdateInstall(
                            "",
                            time.instant(),
                            "transaction " + row.group(1),
                            "%s (%s, %s packages)".formatted(row.group(2), row.group(4), row.group(5)),
                            result(row.group(6)),
                            row.group(6).strip(),
                            "updates",
                            time.on(input.origin(line))));
            }
        }
    }

    private static UpdateInstall.Result result(String signs) {
        if (signs.contains("*")) return UpdateInstall.Result.BROKEN;
        return signs.contains("#") || signs.contains("E")
                ? UpdateInstall.Result.FAILED
                : UpdateInstall.Result.INSTALLED;
    }
}

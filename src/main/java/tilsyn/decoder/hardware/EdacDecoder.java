package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.MemoryError;

/**
 * Reads Linux's counters of memory errors, since the machine started: {@code edac-util -v} and {@code --report=full},
 * {@code ras-mc-ctl --error-count}, and the files of {@code /sys/devices/system/edac} with their paths.
 */
public final class EdacDecoder implements Decoder {
    private static final Pattern VERBOSE = Pattern.compile(
            "(mc\\d{1,4}): (?:(csrow\\d{1,4}): )?(?:(.{1,100}): )?(\\d{1,15}) (Corrected|Uncorrected) Errors(?: with no DIMM info)?");
    private static final Pattern FULL =
            Pattern.compile("(mc\\d{1,4}):(csrow\\d{1,4}|noinfo|all):(.{1,100}):(CE|UE|all):(\\d{1,15})");
    private static final Pattern FILE = Pattern.compile(
            "(?:/sys/devices/system/edac/)?(?:mc/)?(mc\\d{1,4}(?:/[\\w-]{1,40}){0,2})/(?:dimm_|ch\\d{1,2}_)?(ce|ue)_(?:noinfo_)?count: ?(\\d{1,15})");
    private static final Pattern LABELLED = Pattern.compile("(\\S.{0,100}?)\\t+ *(\\d{1,15})\\t+ *(\\d{1,15})");
    private static final String HEADING = "Label";

    @Override
    public Format format() {
        return new Format(
                "edac",
                Family.HARDWARE,
                "Memory errors that Linux counts (EDAC)",
                "grep -r . /sys/devices/system/edac/mc/ --include='*[cu]e_count' > edac-HOST-$(date +%Y%m%dT%H%M).txt   (daily)",
                List.of("HW-08"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        var lines = head.lines(5);
        return lines.stream()
                .anyMatch(line -> line.length() < 300
                        && (VERBOSE.matcher(line.strip()).matches()
                                || FULL.matcher(line.strip()).matches()
                                || FILE.matcher(line.strip()).matches()
                                || isHeading(line)
                                || line.startsWith("edac-util: ")));
    }

    private static boolean isHeading(String line) {
        return line.startsWith(HEADING) && line.contains("\tCE") && line.contains("\tUE");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var time = Dating.of(input);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text().strip();
                if (text.isEmpty() || isHeading(text)) continue;
                var told = text.length() > 300 ? null : counted(text, line, time, input);
                if (told != null) sink.fact(told);
                else if (text.startsWith("edac-util: ")) sink.ignored("no memory named; right would be edac-util -v");
                else sink.rejected(input.origin(line), "expected a counter of memory errors");
            }
        }
    }

    private static @Nullable MemoryError counted(String text, Line line, When time, Input input) {
        var verbose = VERBOSE.matcher(text);
        if (verbose.matches())
            return error(
                    join(verbose.group(1), verbose.group(2), verbose.group(3)),
                    verbose.group(5).equals("Corrected"),
                    verbose.group(4),
                    line,
                    time,
                    input);
        var full = FULL.matcher(text);
        if (full.matches() && !full.group(4).equals("all"))
            return error(
                    join(full.group(1), full.group(2), full.group(3)),
                    full.group(4).equals("CE"),
                    full.group(5),
                    line,
                    time,
                    input);
        var file = FILE.matcher(text);
        if (file.matches())
            return error(file.group(1).replace('/', ' '), file.group(2).equals("ce"), file.group(3), line, time, input);
        var labelled = LABELLED.matcher(line.text().strip());
        return labelled.matches()
                ? error(
                        labelled.group(1).strip(),
                        Quantity.count(labelled.group(2)),
                        Quantity.count(labelled.group(3)),
                        line,
                        time,
                        input)
                : null;
    }

    private static String join(String controller, @Nullable String row, @Nullable String module) {
        return controller + (row == null ? "" : " " + row) + (module == null ? "" : " " + module);
    }

    private static MemoryError error(
            String module, boolean corrected, String count, Line line, When time, Input input) {
        long counted = Quantity.count(count);
        return error(module, corrected ? counted : -1, corrected ? -1 : counted, line, time, input);
    }

    private static MemoryError error(
            String module, long corrected, long uncorrected, Line line, When time, Input input) {
        return new MemoryError(
                "",
                module,
                corrected,
                uncorrected,
                MemoryError.State.UNKNOWN,
                "",
                time.instant(),
                time.on(input.origin(line)));
    }
}

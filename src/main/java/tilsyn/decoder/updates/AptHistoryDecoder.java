package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.UpdateInstall;

/**
 * Reads apt's {@code history.log}: what each transaction installed or upgraded. One with an error, or without an end, left
 * its packages half done for all that the log says.
 */
public final class AptHistoryDecoder implements Decoder {
    private static final Pattern FIELD = Pattern.compile("([A-Z][A-Za-z-]{2,20}): (.{0,1000000})");
    private static final Pattern PACKAGE =
            Pattern.compile("([a-z0-9][a-z0-9+.-]{0,200})(?::[a-z0-9]{1,20})? \\(([^)]{1,300})\\)");
    private static final int MOST = 5_000;

    @Override
    public Format format() {
        return new Format(
                "apt-history",
                Family.UPDATES,
                "What apt installed on Debian or Ubuntu (history.log)",
                "cp /var/log/apt/history.log apt-history-HOST.log",
                List.of("UPD-04"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        var lines = head.lines(3);
        return !lines.isEmpty()
                && lines.get(0).startsWith("Start-Date: ")
                && (lines.size() == 1 || FIELD.matcher(lines.get(1)).matches());
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var reading = new Reading(input, sink, Dates.of(input));
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) reading.line(line);
        }
        reading.end();
    }

    private static final class Reading {
        private final Input input;
        private final Sink sink;
        private final Dates dates;
        private @Nullable Line first;
        private @Nullable When start;
        private @Nullable When end;
        private String error = "";
        private final List<String[]> packages = new ArrayList<>();

        Reading(Input input, Sink sink, Dates dates) {
            this.input = input;
            this.sink = sink;
            this.dates = dates;
        }

        void line(Line line) {
            if (line.text().isBlank()) return;
            var field = FIELD.matcher(line.text());
            if (!line.whole() || !field.matches()) {
                sink.rejected(input.origin(line), "expected a field of a transaction, such as Upgrade:");
                return;
            }
            var value = field.group(2).strip().replace("  ", " ");
            if (field.group(1).equals("Start-Date")) {
                end();
                first = line;
                start = dates.start(value);
                if (start == null) sink.rejected(input.origin(line), "'%s' is no time".formatted(value));
            } else if (first == null) sink.ignored("of a transaction whose beginning lies before this log");
            else {
                field(field.group(1), value);
                sink.ignored("a further line of the same transaction");
            }
        }

        private void field(String name, String value) {
            switch (name) {
                case "End-Date" -> end = dates.end(value);
                case "Error" -> error = value;
                case "Install", "Upgrade", "Reinstall", "Downgrade" -> {
                    var found = PACKAGE.matcher(value);
                    while (found.find() && packages.size() < MOST)
                        packages.add(new String[] {found.group(1), found.group(2)});
                }
                default -> {}
            }
        }

        void end() {
            var when = end != null ? end : start;
            if (first != null && when != null) {
                var origin = when.on(input.origin(first));
                var result = !error.isEmpty()
                        ? UpdateInstall.Result.FAILED
                        : end == null ? UpdateInstall.Result.BROKEN : UpdateInstall.Result.INSTALLED;
                if (packages.isEmpty()) sink.ignored("a transaction that installed nothing");
                for (var each : packages)
                    sink.fact(new UpdateInstall(
                            "", when.instant(), each[0], version(each[1]), result, error, "updates", origin));
            }
            first = null;
            start = null;
            end = null;
            error = "";
            packages.clear();
        }

        /** The new version: of {@code old, new}, or of {@code new, automatic}. */
        private static String version(String text) {
            var parts = text.split(", ", -1);
            return parts.length > 1 && !parts[1].equals("automatic") ? parts[1] : parts[0];
        }
    }
}

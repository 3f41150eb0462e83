package tilsyn.decoder.updates;

import java.io.IOException;
import java.time.Duration;
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
import tilsyn.fact.AutoUpdateRun;
import tilsyn.fact.Origin;

/**
 * Reads {@code unattended-upgrades.log}. Its sentences follow the machine's language, its levels don't: a run with an ERROR
 * failed. A run whose end is in words not known here is neither good nor failed.
 */
public final class UnattendedUpgradesDecoder implements Decoder {
    private static final Pattern LINE = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d),\\d{3} (DEBUG|INFO|WARNING|ERROR|CRITICAL) (.*)");
    private static final List<String> MARKS = List.of("unattended", "o=Debian", "o=Ubuntu", "dpkg");
    private static final Duration APART = Duration.ofHours(2);
    private static final List<String> GOOD = List.of(
            "All upgrades installed",
            "No packages found that can be upgraded unattended",
            "Packages that were upgraded:");
    private static final List<String> BAD = List.of(
            "Installing the upgrades failed",
            "error message:",
            "dpkg returned a error",
            "Lock could not be acquired",
            "Lock file is already taken",
            "Cache has broken packages",
            "An error occurred:");

    @Override
    public Format format() {
        return new Format(
                "unattended-upgrades",
                Family.UPDATES,
                "Automatic updates of Debian or Ubuntu (unattended-upgrades.log)",
                "cp /var/log/unattended-upgrades/unattended-upgrades.log unattended-upgrades-HOST.log",
                List.of("UPD-06"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        int looked = 0;
        int read = 0;
        for (var line : head.lines(30)) {
            looked++;
            if (line.length() < 10_000 && LINE.matcher(line).matches()) read++;
        }
        return read * 2 > looked && MARKS.stream().anyMatch(head.text()::contains);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        Run run = null;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var found = line.text().length() > 100_000 ? null : LINE.matcher(line.text());
                var time = found == null || !found.matches() ? null : dates.start(found.group(1));
                if (found == null || time == null) {
                    if (run == null && !line.text().isBlank())
                        sink.rejected(input.origin(line), "expected a time, a level and a message");
                    else sink.ignored("continues the line before");
                    continue;
                }
                if (run == null || found.group(3).startsWith("Starting unattended upgrades") || run.isOver(time)) {
                    if (run != null) run.emit(input, sink);
                    run = new Run();
                } else sink.ignored("a further line of the same run");
                run.add(line, time, found.group(2), found.group(3));
            }
        }
        if (run != null) run.emit(input, sink);
    }

    private static final class Run {
        private @Nullable When last;
        private @Nullable Line cited;
        private final StringBuilder raw = new StringBuilder();
        private boolean good;
        private boolean bad;
        private String detail = "";

        boolean isOver(When time) {
            return last != null
                    && Duration.between(last.instant(), time.instant()).compareTo(APART) >= 0;
        }

        void add(Line line, When time, String level, String text) {
            last = time;
            if (cited == null) cited = line;
            if (GOOD.stream().anyMatch(text::startsWith)) {
                good = true;
                tell(line, text);
            }
            boolean says = level.equals("ERROR")
                    || level.equals("CRITICAL")
                    || BAD.stream().anyMatch(text::startsWith);
            if (!says) return;
            if (!bad) detail = "";
            bad = true;
            tell(line, text);
        }

        private void tell(Line line, String text) {
            if (detail.isEmpty()) {
                detail = text.length() > 300 ? text.substring(0, 300) : text;
                cited = line;
            }
            if (raw.length() < Origin.RAW_LIMIT) raw.append(line.text()).append('\n');
        }

        void emit(Input input, Sink sink) {
            if (last == null || cited == null) return;
            if (!good && !bad) {
                sink.ignored("a run of which no outcome is said in words known here");
                return;
            }
            var origin = last.on(
                    input.origin(cited.number(), cited.offset(), raw.toString().strip()));
            sink.fact(new AutoUpdateRun("", last.instant(), "unattended-upgrades", !bad, detail, origin));
        }
    }
}

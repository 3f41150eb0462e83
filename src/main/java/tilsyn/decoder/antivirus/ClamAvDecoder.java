package tilsyn.decoder.antivirus;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.AvDetection;
import tilsyn.fact.AvStatus;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;

/**
 * Reads ClamAV's own logs (clamd, freshclam), what clamscan prints, and {@code clamscan --version}, which alone says when the
 * definitions were made. That an update went well says that they are the newest there are, not how old they are.
 */
public final class ClamAvDecoder implements Decoder {
    private static final Pattern STAMPED =
            Pattern.compile("([A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}) -> (.{0,4000})");
    private static final Pattern FOUND = Pattern.compile("(.{1,2000}): ([\\w.:/()+-]{1,200}) FOUND");
    private static final Pattern ACTED =
            Pattern.compile("(.{1,2000}): (Removed\\.|moved to '.{1,1000}'|copied to '.{1,1000}')");
    private static final Pattern VERSION = Pattern.compile(
            "ClamAV ([\\w.-]{1,40})/(\\d{1,9})/([A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4})");
    private static final Pattern DAILY =
            Pattern.compile("daily\\.c[lv]d (?:database is up.to.date|updated) \\(version: (\\d{1,9}),.{0,200}");
    private static final Pattern ENDED =
            Pattern.compile("End Date: {1,5}(\\d{4}):(\\d\\d):(\\d\\d) (\\d\\d:\\d\\d:\\d\\d)");
    private static final Pattern INFECTED = Pattern.compile("Infected files: (\\d{1,12})");
    private static final Pattern TELLING = Pattern.compile(
            "-{5,20} SCAN SUMMARY -{5,20}|ClamAV update process started at .{1,60}|SelfCheck: Database .{1,100}"
                    + "|clamd daemon .{1,200}|Known viruses: \\d{1,12}|Protecting against \\d{1,12} viruses\\..{0,40}");
    private static final int LONGEST = 5_000;

    @Override
    public Format format() {
        return new Format(
                "clamav",
                Family.ANTIVIRUS,
                "ClamAV: clamscan, clamd.log, freshclam.log, version",
                "(clamscan --version; clamscan -ri /) > clamav-HOST-$(date +%Y%m%dT%H%M).txt"
                        + "   (and cp /var/log/clamav/clamav.log /var/log/clamav/freshclam.log)",
                List.of("AV-01", "AV-03", "AV-04", "AV-05"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        for (var line : head.lines(100)) {
            if (line.length() > LONGEST) continue;
            var said = said(line.strip());
            if (TELLING.matcher(said).matches()
                    || VERSION.matcher(said).matches()
                    || DAILY.matcher(said).matches()
                    || line.contains(" -> ") && FOUND.matcher(said).matches()) return true;
        }
        return false;
    }

    private static String said(String line) {
        var stamped = STAMPED.matcher(line);
        return stamped.matches() ? stamped.group(2).strip() : line;
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
        private final When undated;
        private boolean freshclam;
        private @Nullable Line summary;
        private @Nullable When ended;

        Reading(Input input, Sink sink, Dates dates) {
            this.input = input;
            this.sink = sink;
            this.dates = dates;
            this.undated = Dating.of(input);
        }

        void line(Line line) {
            var text = line.text().strip();
            if (text.isEmpty() || text.length() > LONGEST) {
                sink.ignored("says nothing of protection");
                return;
            }
            var stamped = STAMPED.matcher(text);
            if (!stamped.matches()) {
                printed(text, line);
                return;
            }
            var time = dates.start(stamped.group(1));
            if (time == null) sink.rejected(input.origin(line), "'%s' is no time".formatted(stamped.group(1)));
            else logged(stamped.group(2).strip(), time, line);
        }

        private void logged(String said, When time, Line line) {
            if (said.startsWith("ClamAV update process started")) freshclam = true;
            var daily = DAILY.matcher(said);
            if (daily.matches()) {
                freshclam = true;
                sink.fact(status(time, null, daily.group(1), null, null, line));
            } else if (said.startsWith("Protecting against ") || said.equals("SelfCheck: Database status OK."))
                sink.fact(status(time, true, "", null, null, line));
            else if (!found(said, time, line)) event(said, time, line);
        }

        /** As an event, so that signatures name it. */
        private void event(String said, When time, Line line) {
            if (said.isEmpty() || said.startsWith("-----")) {
                sink.ignored("says nothing of protection");
                return;
            }
            var level = said.startsWith("ERROR") || said.startsWith("LibClamAV Error")
                    ? Level.ERROR
                    : said.startsWith("WARNING") || said.startsWith("LibClamAV Warning") ? Level.WARNING : Level.INFO;
            sink.fact(new LogEvent(
                    "",
                    LogEvent.SYSLOG,
                    freshclam ? "freshclam" : "clamd",
                    -1,
                    level,
                    -1,
                    time.instant(),
                    Map.of(),
                    said,
                    "",
                    time.on(input.origin(line))));
        }

        private void printed(String text, Line line) {
            var version = VERSION.matcher(text);
            var infected = INFECTED.matcher(text);
            var end = ENDED.matcher(text);
            if (version.matches()) {
                var made = dates.start(version.group(3));
                sink.fact(status(undated, null, version.group(2), made == null ? null : made.instant(), null, line));
            } else if (infected.matches()) summary = line;
            else if (end.matches())
                ended = dates.end("%s-%s-%s %s".formatted(end.group(1), end.group(2), end.group(3), end.group(4)));
            else if (!found(text, undated, line)) sink.ignored("says nothing of protection");
        }

        private boolean found(String text, When time, Line line) {
            var found = FOUND.matcher(text);
            var acted = ACTED.matcher(text);
            boolean acts = acted.matches();
            if (!found.matches() && !acts) return false;
            boolean copied = acts && acted.group(2).startsWith("copied");
            sink.fact(new AvDetection(
                    "",
                    time.instant(),
                    "ClamAV",
                    acts ? "" : found.group(2),
                    "",
                    acts ? acted.group(1) : found.group(1),
                    "",
                    acts && !copied ? AvDetection.State.RESOLVED : AvDetection.State.DETECTED,
                    acts ? acted.group(2) : "FOUND",
                    "",
                    time.on(input.origin(line))));
            return true;
        }

        /** A summary stands behind a scan that came to its end. */
        void end() {
            if (summary == null) return;
            var when = ended != null ? ended : undated;
            sink.fact(status(when, null, "", null, when.instant(), summary));
        }

        private AvStatus status(
                When time,
                @Nullable Boolean on,
                String version,
                @Nullable Instant created,
                @Nullable Instant scanned,
                Line line) {
            return new AvStatus(
                    "",
                    time.instant(),
                    "ClamAV",
                    "",
                    on,
                    null,
                    null,
                    version,
                    created,
                    scanned,
                    null,
                    null,
                    time.on(input.origin(line)));
        }
    }
}

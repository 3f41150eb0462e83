package tilsyn.decoder.antivirus;

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
import tilsyn.fact.AvDetection;

/**
 * Reads the activity logs of McAfee VirusScan Enterprise and of its successor, Trellix Endpoint Security: what was found and what
 * became of it. That a rule of access protection kept a program from something is no find.
 */
public final class McAfeeLogDecoder implements Decoder {
    private static final Pattern SCAN = Pattern.compile(
            "(\\d{1,4}[/.-]\\d{1,2}[/.-]\\d{1,4})\\t(\\d{1,2}:\\d\\d:\\d\\d(?: [AP]M)?)\\t([^\\t]{1,100}?) ?\\t([^\\t]{0,200})\\t([^\\t]{0,1000})\\t([^\\t]{1,2000})\\t([^\\t]{1,200}) \\(([A-Z][\\w -]{2,40})\\)\\s{0,10}");
    private static final Pattern RULE = Pattern.compile(
            "(\\d{1,4}[/.-]\\d{1,2}[/.-]\\d{1,4})\\t(\\d{1,2}:\\d\\d:\\d\\d(?: [AP]M)?)\\t(?:Would be blocked|Blocked) by [a-zA-Z ]{1,60}rule\\b.{0,6000}");
    private static final Pattern ENDPOINT = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?Z?) ?\\|.{0,400}\\| ?.{0,1000}? ran .{1,1000}?, which (?:attempted to access|accessed) (.{1,1500}?)\\. The (.{1,60}?) named (.{1,200}?) was detected and (.{1,200}?)\\.\\s{0,10}");
    private static final Pattern ENDPOINT_LINE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?Z? ?\\|.{0,9000}");
    private static final int LONGEST = 10_000;

    @Override
    public Format format() {
        return new Format(
                "mcafee-log",
                Family.ANTIVIRUS,
                "McAfee VirusScan or Trellix Endpoint Security activity log",
                "copy \"C:\\ProgramData\\McAfee\\Endpoint Security\\Logs\\OnAccessScan_Activity.log\" trellix-HOST.log"
                        + "   (VirusScan: C:\\ProgramData\\McAfee\\DesktopProtection\\OnAccessScanLog.txt)",
                List.of("AV-05", "AV-06"));
    }

    @Override
    public boolean recognises(Head head) {
        return !head.binary()
                && head.lines(60).stream()
                        .anyMatch(line -> line.length() <= LONGEST
                                && (SCAN.matcher(line).matches()
                                        || RULE.matcher(line).matches()
                                        || ENDPOINT.matcher(line).matches()));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text();
                if (text.isBlank()) continue;
                if (text.length() > LONGEST) {
                    sink.rejected(input.origin(line), "expected a line of at most %d characters".formatted(LONGEST));
                    continue;
                }
                var scan = SCAN.matcher(text);
                var endpoint = ENDPOINT.matcher(text);
                if (RULE.matcher(text).matches()) {
                    sink.ignored("a rule of access protection, which is no find");
                    continue;
                }
                boolean old = scan.matches();
                if (!old && !endpoint.matches()) {
                    if (isKnown(text)) sink.ignored("neither a find nor what became of one");
                    else sink.rejected(input.origin(line), "expected a date, a time and what was found");
                    continue;
                }
                var time = dates.start(old ? scan.group(1) + " " + scan.group(2) : endpoint.group(1));
                if (time == null) {
                    sink.rejected(input.origin(line), "expected a time of which the day and the month are known");
                    continue;
                }
                var action = old ? scan.group(3).strip() : endpoint.group(5);
                sink.fact(new AvDetection(
                        "",
                        time.instant(),
                        old ? "McAfee VirusScan" : "Trellix Endpoint Security",
                        old ? scan.group(7) : endpoint.group(4),
                        "",
                        old ? scan.group(6) : endpoint.group(2),
                        "",
                        Threats.state(action),
                        action,
                        "",
                        time.on(input.origin(line))));
            }
        }
    }

    /** A line of the log that tells of something else, such as an engine's version or a summary. */
    private static boolean isKnown(String text) {
        return ENDPOINT_LINE.matcher(text).matches() || text.matches("\\d{1,4}[/.-]\\d{1,2}[/.-]\\d{1,4}\\t.{0,9000}");
    }
}

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

/** Reads the log of Sophos Anti-Virus on Windows, {@code SAV.txt}: what it found, and what became of it. */
public final class SophosLogDecoder implements Decoder {
    private static final Pattern LINE =
            Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d) (\\d\\d)(\\d\\d)(\\d\\d)\\s{1,4}(.{1,3000})");
    private static final Pattern FOUND =
            Pattern.compile("(?:File|Process|Registry key) \"(.{1,1500})\" belongs to [\\w/ -]{1,60} '(.{1,200})'\\.");
    private static final Pattern ACTED = Pattern.compile(
            "(?:The file|Infected file|File|Process) \"(.{1,1500}?)\" ((?:has been|was|could not be|cannot be|moved in) .{1,1200})");
    private static final Pattern CLEANED = Pattern.compile(
            "(?:The )?(?:[Vv]irus/spyware|[Aa]dware or PUA|[Ss]uspicious behavior|[Mm]alware) '(.{1,200}?)' ((?:has|was|could not|cannot|detected in) .{1,1500})");
    private static final int LONGEST = 4_000;

    @Override
    public Format format() {
        return new Format(
                "sophos-log",
                Family.ANTIVIRUS,
                "Sophos Anti-Virus log (SAV.txt)",
                "copy \"C:\\ProgramData\\Sophos\\Sophos Anti-Virus\\logs\\SAV.txt\" sophos-HOST.txt",
                List.of("AV-05", "AV-06"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        boolean lines = false;
        boolean sophos = false;
        for (var text : head.lines(60)) {
            if (text.length() > LONGEST) continue;
            var line = LINE.matcher(text.strip());
            if (!line.matches()) continue;
            lines = true;
            sophos |= FOUND.matcher(line.group(7)).matches()
                    || line.group(7).contains("Sophos")
                    || line.group(7).contains("data detection (detection engine");
        }
        return lines && sophos;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text().strip();
                if (text.isEmpty()) continue;
                var found = text.length() > LONGEST ? null : LINE.matcher(text);
                var time = found == null || !found.matches()
                        ? null
                        : dates.start("%s-%s-%s %s:%s:%s"
                                .formatted(
                                        found.group(1),
                                        found.group(2),
                                        found.group(3),
                                        found.group(4),
                                        found.group(5),
                                        found.group(6)));
                if (found == null || time == null) {
                    sink.rejected(input.origin(line), "expected a date, a time and what was found");
                    continue;
                }
                var said = found.group(7).strip();
                var threat = FOUND.matcher(said);
                var acted = ACTED.matcher(said);
                var cleaned = CLEANED.matcher(said);
                if (!threat.matches() && !acted.matches() && !cleaned.matches()) {
                    sink.ignored("neither a find nor what became of one");
                    continue;
                }
                boolean first = threat.matches();
                var action = first ? "" : cleaned.matches() ? cleaned.group(2) : acted.group(2);
                sink.fact(new AvDetection(
                        "",
                        time.instant(),
                        "Sophos",
                        first ? threat.group(2) : cleaned.matches() ? cleaned.group(1) : "",
                        "",
                        first ? threat.group(1) : cleaned.matches() ? "" : acted.group(1),
                        "",
                        Threats.state(action),
                        action,
                        "",
                        time.on(input.origin(line))));
            }
        }
    }
}

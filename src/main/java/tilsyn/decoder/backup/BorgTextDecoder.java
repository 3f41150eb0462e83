package tilsyn.decoder.backup;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;

/** Reads what BorgBackup prints for people, and the log file of borgmatic around it. */
public final class BorgTextDecoder implements Decoder {
    private static final Pattern STAMPED = Pattern.compile(
            "\\[(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d),\\d{3}\\] (DEBUG|INFO|ANSWER|WARNING|ERROR|CRITICAL): ?(.{0,4000})");
    private static final List<Pattern> TELLING = List.of(
            Pattern.compile("Archive fingerprint: [0-9a-f]{64}"),
            Pattern.compile("terminating with (?:success|warning|error) status, rc \\d{1,3}"),
            Pattern.compile("(?:.{0,100}: )?Starting repository check"),
            Pattern.compile("Index object count m(?:ism)?atch\\."),
            Pattern.compile("Repository /.{1,300} does not exist\\."),
            Pattern.compile("\\S{1,80}: Creating archive"),
            Pattern.compile("\\S{1,80}: Error running actions for repository"),
            Pattern.compile("Need some help\\? https://torsion\\.org/borgmatic/.{0,40}"));

    @Override
    public Format format() {
        return new Format(
                "borg-text",
                Family.BACKUP,
                "BorgBackup and borgmatic (text)",
                "borg --show-rc create --stats REPO::NAME PATHS > borg-HOST-$(date +%Y%m%dT%H%M).txt 2>&1"
                        + "   (or borgmatic --log-file borgmatic-HOST.log --log-file-verbosity 1)",
                List.of("BCK-01", "BCK-03", "BCK-06"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary() || head.firstChar() == '{') return false;
        for (var line : head.lines(400)) {
            if (line.length() > 5_000) continue;
            if (BorgListed.of(line) != null) return true;
            var stamped = STAMPED.matcher(line);
            var said = (stamped.matches() ? stamped.group(3) : line).strip();
            for (var telling : TELLING) if (telling.matcher(said).matches()) return true;
        }
        return false;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        var run = new BorgRun();
        var cited = new Cited();
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var stamped = line.text().length() > 5_000 ? null : STAMPED.matcher(line.text());
                boolean told = false;
                if (stamped != null && stamped.matches()) {
                    run.at(dates.start(stamped.group(1)));
                    told = run.message(stamped.group(2), unlabelled(stamped.group(3)), dates);
                } else if (stamped != null) told = run.message("", line.text(), dates);
                var listed = stamped == null || stamped.matches() ? null : BorgListed.of(line.text());
                if (listed != null && !listed.pruned()) listed.into(sink, dates, input, input.origin(line));
                else if (told) cited.add(line);
                else sink.ignored("says nothing of the outcome");
            }
        }
        if (run.isEmpty() && !cited.isEmpty()) sink.ignored("another command than create and check");
        else run.made(input, cited, Dating.of(input), sink);
    }

    /** borgmatic puts a repository's label before some messages. */
    private static String unlabelled(String said) {
        return said.startsWith("local: ") ? said.substring("local: ".length()) : said;
    }
}

package tilsyn.decoder.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;

/** Reads {@code barman check}, {@code status}, {@code list-backups}, {@code show-backup} and {@code verify-backup} as text. */
public final class BarmanTextDecoder implements Decoder {
    private static final Pattern SERVER = Pattern.compile("Server ([\\w.-]{1,100}):");
    private static final Pattern ASKED =
            Pattern.compile("\\t([A-Za-z][\\w \\-./']{1,100}): (OK|FAILED|WARNING)(?: \\((.{0,500})\\))?");
    private static final Pattern REDUNDANCY =
            Pattern.compile("\\tMinimum redundancy requirements: (satisfied|FAILED) \\((.{1,40})\\)");
    private static final Pattern LISTED =
            Pattern.compile("([\\w.-]{1,100}) (\\d{8}T\\d{6})(?: '[^']{1,200}')? - (.{1,500})");
    private static final Pattern STATE = Pattern.compile("[A-Z_]{4,30}");
    private static final Set<String> RETENTION = Set.of("VALID", "OBSOLETE");
    private static final Pattern SHOWN = Pattern.compile("Backup (\\d{8}T\\d{6}):");
    private static final Pattern FIELD = Pattern.compile(" {2,8}([A-Z][\\w ]{1,40}?) {1,30}: (.{0,500})");
    private static final Pattern SIZE = Pattern.compile("([\\d.]{1,12} [KMGTP]?i?B).{0,100}");
    private static final int LONGEST = 2_000;

    private static final ToolText VERIFIED = new ToolText(
            "barman",
            Sign.of(
                    "Verifying backup '.{1,100}' on server \\['(.{1,200})'\\]",
                    Sign.Meaning.TELLING,
                    Sign.Meaning.CHECK,
                    Sign.Meaning.COMPARED,
                    Sign.Meaning.JOB),
            Sign.of("backup successfully verified", Sign.Meaning.GOOD, Sign.Meaning.SAID),
            Sign.of(
                    "ERROR: verify backup failure on directory '(.{1,500})'",
                    Sign.Meaning.TELLING,
                    Sign.Meaning.CHECK,
                    Sign.Meaning.COMPARED,
                    Sign.Meaning.TARGET,
                    Sign.Meaning.BAD),
            Sign.of("(?:ERROR: )?pg_verifybackup: error: .{1,1000}", Sign.Meaning.BAD),
            Sign.of(
                    "Starting (?:local|remote) restore for server (\\S{1,100}) using backup .{1,100}",
                    Sign.Meaning.TELLING,
                    Sign.Meaning.RESTORE,
                    Sign.Meaning.JOB),
            Sign.of(
                    "(?:Restore operation|Recovery) completed \\(start time: (\\S{10} [\\d:.]{8,15}[+-]\\d\\d:\\d\\d), .{1,100}\\)",
                    Sign.Meaning.RESTORE,
                    Sign.Meaning.END,
                    Sign.Meaning.GOOD,
                    Sign.Meaning.SAID),
            Sign.of(
                    "WARNING: IMPORTANT: .{0,200}The backup we have restored IS NOT VALID\\..{0,500}",
                    Sign.Meaning.TELLING,
                    Sign.Meaning.RESTORE,
                    Sign.Meaning.ODD,
                    Sign.Meaning.SAID),
            Sign.of("ERROR: .{1,1000}", Sign.Meaning.BAD));

    @Override
    public Format format() {
        return new Format(
                "barman-text",
                Family.BACKUP,
                "Barman check, status, list-backups, show-backup, verify-backup (text)",
                "barman check all > barman-check-$(date +%Y%m%dT%H%M).txt; barman list-backups all > barman-list-$(date +%F).txt"
                        + "   (better with barman -f json)",
                List.of("BCK-01", "BCK-06", "BCK-07"));
    }

    @Override
    public boolean recognises(Head head) {
        return isBarman(head);
    }

    static boolean isBarman(Head head) {
        if (head.binary() || head.firstChar() == '{') return false;
        if (VERIFIED.recognises(head)) return true;
        boolean server = false;
        boolean shown = false;
        for (var line : head.lines(40)) {
            if (line.length() > LONGEST) return false;
            if (SERVER.matcher(line).matches()) server = true;
            else if (server
                    && (ASKED.matcher(line).matches()
                            || REDUNDANCY.matcher(line).matches())) return true;
            else if (SHOWN.matcher(line).matches()) shown = true;
            else if (shown && line.strip().startsWith("Server Name")) return true;
            else if (LISTED.matcher(line).matches()) return true;
        }
        return false;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        if (VERIFIED.recognises(input.head())) {
            VERIFIED.decode(input, sink);
            return;
        }
        var reading = new Reading(input, sink, Dates.of(input));
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) reading.line(line);
        }
        reading.end();
    }

    private static final class Reading {
        private static final int MOST = 100;

        private final Input input;
        private final Sink sink;
        private final Dates dates;
        private String server = "";
        private int asked;
        private final List<String> failed = new ArrayList<>();
        private String shown = "";
        private final Map<String, String> fields = new TreeMap<>();
        private Cited cited = new Cited();

        Reading(Input input, Sink sink, Dates dates) {
            this.input = input;
            this.sink = sink;
            this.dates = dates;
        }

        void line(Line line) {
            var text = line.text().stripTrailing();
            if (text.length() > LONGEST || !told(text, line)) sink.ignored("says nothing of a backup");
        }

        private boolean told(String text, Line line) {
            var named = SERVER.matcher(text);
            var backup = SHOWN.matcher(text);
            if (named.matches() || backup.matches()) {
                end();
                if (named.matches()) server = named.group(1);
                else shown = backup.group(1);
                cited.add(line);
                return true;
            }
            if (!server.isEmpty() && asked(text)) {
                cited.add(line);
                return true;
            }
            var field = FIELD.matcher(text);
            if (!shown.isEmpty() && field.matches()) {
                if (fields.size() < MOST)
                    fields.putIfAbsent(field.group(1).strip(), field.group(2).strip());
                cited.add(line);
                return true;
            }
            return listed(text, line);
        }

        private boolean asked(String text) {
            var check = ASKED.matcher(text);
            var redundancy = REDUNDANCY.matcher(text);
            boolean bad;
            if (check.matches()) bad = check.group(2).equals("FAILED");
            else if (redundancy.matches()) bad = redundancy.group(1).equals("FAILED");
            else return false;
            asked++;
            if (bad && failed.size() < MOST) failed.add(text.strip());
            return true;
        }

        private boolean listed(String text, Line line) {
            var found = LISTED.matcher(text);
            if (!found.matches()) return false;
            var type = "";
            var status = "";
            long size = -1;
            When end = null;
            for (var part : found.group(3).split(" - ", -1)) {
                var said = part.strip();
                if (said.length() == 1) type = said;
                else if (said.startsWith("Size: ")) size = Attempt.size(said.substring("Size: ".length()), 1024);
                else if (STATE.matcher(said).matches() && !RETENTION.contains(said)) status = said;
                else if (end == null) end = dates.end(said);
            }
            // the list names a state only when it is not DONE
            if (status.isEmpty() && end != null && size >= 0) status = "DONE";
            new BarmanBackup(
                            found.group(1),
                            found.group(2),
                            status,
                            type,
                            dates.start(moment(found.group(2))),
                            end,
                            size)
                    .into(input.origin(line), input, sink);
            return true;
        }

        /** Barman names a backup by its beginning, such as {@code 20261122T235702}. */
        private static String moment(String id) {
            return "%s-%s-%s %s:%s:%s"
                    .formatted(
                            id.substring(0, 4),
                            id.substring(4, 6),
                            id.substring(6, 8),
                            id.substring(9, 11),
                            id.substring(11, 13),
                            id.substring(13, 15));
        }

        void end() {
            if (asked > 0) sink.fact(BarmanBackup.check(server, asked, failed, cited.origin(input), input));
            if (!shown.isEmpty()) {
                var size = SIZE.matcher(fields.getOrDefault("Backup Size", fields.getOrDefault("Disk usage", "")));
                new BarmanBackup(
                                fields.getOrDefault("Server Name", ""),
                                shown,
                                fields.getOrDefault("Status", ""),
                                fields.getOrDefault("Backup Type", ""),
                                dates.start(fields.get("Begin time")),
                                dates.end(fields.get("End time")),
                                size.matches() ? Attempt.size(size.group(1), 1024) : -1)
                        .into(cited.origin(input), input, sink);
            }
            server = "";
            shown = "";
            asked = 0;
            failed.clear();
            fields.clear();
            cited = new Cited();
        }
    }
}

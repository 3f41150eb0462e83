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
    private static final Pattern STATE = Pattern.compile("[A-Z_]{4,30}");
    private static final Set<String> RETENTION = Set.of("VALID", "OBSOLETE");
    private static final Pattern FIELD = Pattern.compile(" {2,8}([A-Z][\\w ]{1,40}?) {1,30}: (.{0,500})");
    private static final Pattern SIZE = Pattern.compile("([\\d.]{1,12} [KMGTP]?i?B).{0,100}");

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
        return BarmanText.recognises(head);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        if (BarmanText.VERIFIED.recognises(input.head())) {
            BarmanText.VERIFIED.decode(input, sink);
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
            if (text.length() > BarmanText.LONGEST || !told(text, line)) sink.ignored("says nothing of a backup");
        }

        private boolean told(String text, Line line) {
            var named = BarmanText.SERVER.matcher(text);
            var backup = BarmanText.SHOWN.matcher(text);
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
            var check = BarmanText.ASKED.matcher(text);
            var redundancy = BarmanText.REDUNDANCY.matcher(text);
            boolean bad;
            if (check.matches()) bad = check.group(2).equals("FAILED");
            else if (redundancy.matches()) bad = redundancy.group(1).equals("FAILED");
            else return false;
            asked++;
            if (bad && failed.size() < MOST) failed.add(text.strip());
            return true;
        }

        private boolean listed(String text, Line line) {
            var found = BarmanText.LISTED.matcher(text);
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

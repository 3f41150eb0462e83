package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.Origin;
import tilsyn.fact.RebootPending;

/**
 * Reads what Linux tools say of a waiting restart: {@code needrestart -b}, {@code needs-restarting -r}, and the listing of
 * {@code /var/run/reboot-required}, which is there exactly while one waits.
 */
public final class LinuxRestartDecoder implements Decoder {
    private static final Pattern BATCH = Pattern.compile("NEEDRESTART-([A-Z]{2,8}): ?(.*)");
    private static final Pattern LISTED = Pattern.compile(
            "-\\S{9,12} .{3,80}? (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)\\.\\d{9} ([+-]\\d{4}) (?:/var)?/run/reboot-required");
    private static final Pattern NONE = Pattern.compile(".{0,60}'?(?:/var)?/run/reboot-required'?: .{3,80}");
    private static final int MOST_REASONS = 50;

    @Override
    public Format format() {
        return new Format(
                "linux-restart",
                Family.UPDATES,
                "Whether a restart of a Linux host is waiting (needrestart -b, reboot-required, needs-restarting -r)",
                "(needrestart -b; ls -l --time-style=full-iso /var/run/reboot-required) > reboot-HOST-$(date +%Y%m%dT%H%M).txt 2>&1",
                List.of("UPD-03"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        return head.lines(20).stream().anyMatch(LinuxRestartDecoder::isStatement);
    }

    private static boolean isStatement(String line) {
        return line.length() < 500
                && (line.startsWith("NEEDRESTART-VER: ")
                        || line.startsWith("NEEDRESTART-KSTA: ")
                        || line.startsWith("*** System restart required ***")
                        || line.startsWith("Reboot is required to ensure")
                        || line.startsWith("Reboot should not be necessary")
                        || LISTED.matcher(line).matches()
                        || isAbsent(line));
    }

    /** The message follows the machine's language, its file does not. */
    private static boolean isAbsent(String line) {
        return line.startsWith("ls: ") && NONE.matcher(line).matches();
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var reading = new Reading(input);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (line.text().isBlank() || line.text().length() > 2_000) sink.ignored("says nothing of a restart");
                else reading.line(line.text().stripTrailing(), input.origin(line), sink);
            }
        }
        reading.end(sink);
    }

    private static final class Reading {
        private final Input input;
        private final Dates dates;
        private final Map<String, String> batch = new TreeMap<>();
        private final List<String> reasons = new ArrayList<>();
        private @Nullable Boolean pending;
        private @Nullable When since;
        private @Nullable Origin cited;
        private @Nullable Origin first;

        Reading(Input input) throws IOException {
            this.input = input;
            this.dates = Dates.of(input);
        }

        void line(String text, Origin origin, Sink sink) {
            if (first == null) first = origin;
            var listed = LISTED.matcher(text);
            var field = BATCH.matcher(text);
            if (field.matches()) {
                batch.putIfAbsent(field.group(1), field.group(2).strip());
                if (field.group(1).equals("KSTA")) cited = origin;
            } else if (listed.matches()) {
                since = dates.start(listed.group(1) + " " + listed.group(2));
                said(true, "reboot-required", origin);
            } else if (text.startsWith("*** System restart required")) said(true, "reboot-required", origin);
            else if (text.startsWith("Reboot is required to ensure")) said(true, "needs-restarting", origin);
            else if (text.startsWith("Reboot should not be necessary") || isAbsent(text)) said(false, "", origin);
            else if (text.startsWith("  * ") && reasons.size() < MOST_REASONS)
                reasons.add(text.strip().substring(2));
            else {
                sink.ignored("says nothing of a restart");
                return;
            }
            if (first != origin) sink.ignored("a further line of the same statement");
        }

        /** That one waits is believed whatever else is said. */
        private void said(boolean waits, String reason, Origin origin) {
            if (pending == null || waits) {
                pending = waits;
                cited = origin;
            }
            if (!reason.isEmpty() && reasons.size() < MOST_REASONS) reasons.add(reason);
        }

        void end(Sink sink) {
            if (first == null) return;
            kernel();
            var place = cited == null ? first : cited;
            if (pending == null) {
                sink.rejected(place, "nothing is said of a waiting restart (NEEDRESTART-KSTA 0 or missing)");
                return;
            }
            var time = Dating.of(input);
            sink.fact(new RebootPending(
                    "",
                    time.instant(),
                    pending,
                    since == null || !pending ? null : since.instant(),
                    pending ? reasons : List.of(),
                    time.on(place)));
        }

        /** 1: the newest kernel runs; 2 and 3: another waits. 0 is "unknown". Of microcode 2 is "outdated". */
        private void kernel() {
            var state = batch.getOrDefault("KSTA", "");
            if (state.equals("2") || state.equals("3")) {
                pending = true;
                reasons.add("kernel %s, running %s"
                        .formatted(batch.getOrDefault("KEXP", "?"), batch.getOrDefault("KCUR", "?")));
            } else if (state.equals("1") && pending == null) pending = false;
            if (batch.getOrDefault("UCSTA", "").equals("2")) {
                pending = true;
                reasons.add("microcode");
            }
        }
    }
}

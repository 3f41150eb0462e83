package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

/** Reads {@code zpool status}: each pool's state, its data errors, its disks and its last scrub. */
public final class ZpoolTextDecoder implements Decoder {
    private static final Pattern POOL = Pattern.compile("\\s*pool: (\\S{1,255})");
    private static final Pattern DEVICE = Pattern.compile(
            "\\s+(\\S{1,200})\\s+([A-Z]{4,9})(?:\\s+([\\d.]{1,12}[KMGTP]?)\\s+([\\d.]{1,12}[KMGTP]?)\\s+([\\d.]{1,12}[KMGTP]?)\\b.*)?.*");
    private static final Pattern SCRUB = Pattern.compile("scrub repaired .{1,80}? with (\\d{1,18}) errors on (.*)");
    private static final Pattern DONE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?)% done");
    private static final Pattern DATA_ERRORS = Pattern.compile("(\\d{1,18}) data errors.*");
    private static final int NOWHERE = Integer.MAX_VALUE;
    private static final Set<String> STATES = Set.of(
            "ONLINE", "DEGRADED", "FAULTED", "UNAVAIL", "REMOVED", "OFFLINE", "AVAIL", "INUSE", "SUSPENDED", "SPLIT");

    @Override
    public Format format() {
        return new Format(
                "zpool-status",
                Family.HARDWARE,
                "ZFS pools (zpool status)",
                "zpool status > zpool-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-01", "OPS-05"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        var lines = head.lines(40);
        return lines.stream()
                                .limit(5)
                                .anyMatch(line ->
                                        POOL.matcher(line.stripTrailing()).matches())
                        && lines.stream().anyMatch(line -> line.strip().startsWith("state: "))
                || !lines.isEmpty()
                        && (lines.get(0).equals("all pools are healthy")
                                || lines.get(0).equals("no pools available"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var time = Dating.of(input);
        Shown shown = null;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text().stripTrailing();
                if (text.length() > 1_000) continue;
                var pool = POOL.matcher(text);
                if (pool.matches()) {
                    if (shown != null) shown.emit(time, sink);
                    shown = new Shown(new Pool(pool.group(1)), line, input);
                } else if (shown != null) shown.add(line, text);
                else if (text.equals("all pools are healthy"))
                    sink.ignored("that all are healthy names no pool; right would be all of zpool status");
                else if (!text.isBlank()) sink.ignored("nothing of a pool");
            }
        }
        if (shown != null) shown.emit(time, sink);
    }

    /** One pool's part of the output. */
    private static final class Shown {
        private final Pool pool;
        private final Cited cited;
        private final Input input;
        private String key = "";
        private boolean devices;
        private String apart = "";

        private @Nullable String waiting;
        private String waitingState = "";
        private long waitingErrors;
        private int waitingIndent;
        private boolean waitingReplaced;
        private int replacingIndent = NOWHERE;

        Shown(Pool pool, Line line, Input input) {
            this.pool = pool;
            this.cited = new Cited(line);
            this.input = input;
            pool.whole = false;
        }

        void add(Line line, String text) {
            var bare = text.strip();
            if (bare.startsWith("state: ")) {
                pool.state = bare.substring(7).strip();
                cited.add(line);
            } else if (bare.startsWith("scan: ") || bare.startsWith("scrub: ")) {
                scan(bare.substring(bare.indexOf(' ') + 1));
                cited.add(line);
            } else if (bare.startsWith("errors: ")) {
                told();
                devices = false;
                key = "errors";
                errors(bare.substring(8));
                pool.whole = true;
                cited.add(line);
            } else if (bare.startsWith("status: ") || bare.startsWith("action: ") || bare.startsWith("see: ")) {
                key = "";
                cited.add(line);
            } else if (bare.equals("config:")) key = "";
            else if (bare.startsWith("NAME ") && bare.contains("STATE")) devices = true;
            else if (devices && !bare.isEmpty()) device(line, text);
            else if (key.equals("scan")) progress(bare);
        }

        private void scan(String said) {
            key = "scan";
            pool.scan = said;
            pool.resilvering = said.startsWith("resilver in progress");
            var scrub = SCRUB.matcher(said);
            if (!scrub.matches()) return;
            pool.scrubbed = WrittenTime.of(scrub.group(2), input);
            pool.scrubErrors = Quantity.count(scrub.group(1));
        }

        private void progress(String bare) {
            var done = DONE.matcher(bare);
            if (done.find()) pool.percent = Quantity.number(done.group(1));
        }

        private void errors(String said) {
            var counted = DATA_ERRORS.matcher(said);
            if (said.startsWith("No known data errors")) pool.lost = 0;
            else if (counted.matches()) pool.lost = Quantity.count(counted.group(1));
            else pool.lost = 1;
        }

        /** A row stands for a disk unless the row below it is set further in. */
        private void device(Line line, String text) {
            int indent = Assigned.indent(text);
            var bare = text.strip();
            if (waiting != null && indent <= waitingIndent) told();
            waiting = null;
            if (bare.indexOf(' ') < 0) {
                apart = bare;
                return;
            }
            var row = DEVICE.matcher(text);
            if (!row.matches() || !STATES.contains(row.group(2))) return;
            cited.add(line);
            if (indent <= replacingIndent) replacingIndent = NOWHERE;
            if (Pool.isReplacing(row.group(1))) replacingIndent = indent;
            if (Pool.isGroup(row.group(1)) || row.group(1).equals(pool.name)) return;
            waiting = row.group(1);
            waitingState = row.group(2);
            waitingErrors = count(row.group(3)) + count(row.group(4)) + count(row.group(5));
            waitingIndent = indent;
            waitingReplaced = indent > replacingIndent;
        }

        /** Spares and caches hold no data of their own. */
        private void told() {
            if (waiting != null && waitingReplaced) pool.replacing(waiting, waitingState, waitingErrors);
            else if (waiting != null && !apart.equals("spares") && !apart.equals("cache"))
                pool.device(waiting, waitingState, waitingErrors);
            waiting = null;
        }

        private static long count(@Nullable String text) {
            if (text == null) return 0;
            var count = Quantity.bytes(text.toUpperCase(Locale.ROOT), false, 1000);
            return count == null ? 0 : count;
        }

        void emit(When time, Sink sink) {
            told();
            pool.emit(time, cited.on(time, input), sink);
        }
    }
}

package tilsyn.decoder.hardware;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.IntegrityCheck;
import tilsyn.fact.RaidArray;

/**
 * Reads {@code btrfs filesystem show}, {@code device stats}, {@code scrub status} and {@code check}, several in one file. The
 * counters of device stats only ever grow, so that they tell of errors, but not whether they are mended; zeros prove nothing.
 */
public final class BtrfsDecoder implements Decoder {
    private static final Pattern STATS =
            Pattern.compile("\\[(.{1,200})\\]\\.(write_io|read_io|flush_io|corruption|generation)_errs\\s+(\\d{1,18})");
    private static final Pattern SHOWN = Pattern.compile("Label: (.{1,260}?)\\s+uuid: ([0-9a-f-]{36})");
    private static final Pattern TOTAL = Pattern.compile("\\s*Total devices (\\d{1,4}) FS bytes used .*");
    private static final Pattern DEVICE = Pattern.compile("\\s*devid +\\d{1,6} size \\S+ used \\S+ path (.*)");
    private static final Pattern CHECKED = Pattern.compile("Checking filesystem on (\\S{1,200})");
    private static final Pattern SCRUBBED = Pattern.compile("Scrub device (\\S{1,200}) \\(id \\d{1,6}\\).*");

    @Override
    public Format format() {
        return new Format(
                "btrfs",
                Family.HARDWARE,
                "Btrfs file systems (filesystem show, device stats, scrub status)",
                "(btrfs filesystem show; btrfs device stats /; btrfs scrub status /) > btrfs-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-01", "OPS-05"));
    }

    @Override
    public boolean recognises(Head head) {
        return RaidReport.isMarked(head, BtrfsDecoder::marks);
    }

    private static boolean marks(String line) {
        var bare = line.stripTrailing();
        return STATS.matcher(bare).matches()
                || SHOWN.matcher(bare).matches()
                || SCRUBBED.matcher(bare).matches()
                || CHECKED.matcher(bare).matches()
                || bare.startsWith("Scrub started:  ")
                || bare.startsWith("WARNING: errors detected during scrubbing");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        new Report(input, sink).read();
    }

    private static final class Report extends RaidReport {
        private final Map<String, Long> errors = new TreeMap<>();
        private final Map<String, Cited> counters = new TreeMap<>();
        private @Nullable Volume volume;
        private int total;
        private @Nullable Scrub scrub;
        private String object = "";
        private @Nullable Line missing;

        Report(Input input, Sink sink) {
            super(input, sink);
        }

        @Override
        void line(Line line, String text) {
            var bare = text.strip();
            var stats = STATS.matcher(bare);
            var shown = SHOWN.matcher(bare);
            var checked = CHECKED.matcher(bare);
            var scrubbed = SCRUBBED.matcher(bare);
            if (stats.matches()) stats(stats.group(1), Quantity.count(stats.group(3)), line);
            else if (shown.matches()) {
                concluded();
                var label = shown.group(1).replaceAll("^'|'$", "");
                volume = shown(label.equals("none") ? shown.group(2) : label, line);
                if (volume != null) volume.level = "btrfs";
            } else if (checked.matches()) object = checked.group(1);
            else if (scrubbed.matches()) {
                concluded();
                object = scrubbed.group(1);
            } else if (bare.startsWith("warning, device ") && bare.endsWith(" is missing")) missing = line;
            else if (volume != null && ofVolume(volume, bare, line)) return;
            else if (bare.startsWith("found ") && bare.contains(" bytes used")) checked(bare, line);
            else if (bare.startsWith("WARNING: errors detected during scrubbing"))
                told("btrfs scrub", object, IntegrityCheck.Result.UNKNOWN, -1, bare, time, new Cited(line));
            else scrub(text, line);
        }

        private void stats(String device, long count, Line line) {
            if (errors.size() > 2_000) return;
            errors.merge(device, count, Long::sum);
            if (count > 0)
                counters.computeIfAbsent(device, first -> new Cited(line)).add(line);
        }

        private boolean ofVolume(Volume volume, String bare, Line line) {
            var devices = TOTAL.matcher(bare);
            var device = DEVICE.matcher(bare);
            if (devices.matches()) total = Integer.parseInt(devices.group(1));
            else if (device.matches()) volume.member(!device.group(1).strip().endsWith("MISSING"));
            else if (bare.startsWith("*** Some devices missing")) volume.member(false);
            else return false;
            volume.cited.add(line);
            return true;
        }

        private void checked(String bare, Line line) {
            boolean clean = bare.endsWith("no error found");
            told(
                    "btrfs check",
                    object,
                    clean ? IntegrityCheck.Result.CLEAN : IntegrityCheck.Result.DAMAGED,
                    clean ? 0 : -1,
                    bare,
                    time,
                    new Cited(line));
            if (missing == null) return;
            var lacking = volume(object, missing);
            if (lacking != null)
                lacking.says(RaidArray.State.DEGRADED, missing.text().strip());
            missing = null;
        }

        private void scrub(String text, Line line) {
            var assigned = Assigned.of(text);
            if (assigned == null) return;
            var value = assigned.value();
            if (assigned.key().equals("uuid")) {
                concluded();
                object = value;
            } else if (assigned.key().equals("scrub started")) {
                scrub = new Scrub(new Cited(line));
                scrub.started = WrittenTime.of(value, input);
            } else if (scrub != null) {
                scrub.cited.add(line);
                scrub.says(assigned.key(), value);
            }
        }

        private void told(
                String check,
                String of,
                IntegrityCheck.Result result,
                long found,
                String words,
                When when,
                Cited cited) {
            sink.fact(new IntegrityCheck("", check, of, result, found, words, when.instant(), cited.on(when, input)));
        }

        /** Also in between, when the next file system begins. */
        @Override
        void concluded() {
            if (volume != null) {
                boolean whole = volume.ok >= 0 && volume.ok == volume.members && volume.members == total;
                if (total == 1 && whole) forget(volume);
                else
                    volume.says(
                            whole ? RaidArray.State.OPTIMAL : RaidArray.State.DEGRADED,
                            "%d of %d devices".formatted(Math.max(0, volume.ok), total));
                if (volume.members != total) volume.members = total;
            }
            volume = null;
            if (scrub != null)
                told(
                        "btrfs scrub",
                        object,
                        scrub.result(),
                        scrub.found(),
                        scrub.words(),
                        scrub.ended(time),
                        scrub.cited);
            scrub = null;
            counters.forEach((device, cited) -> told(
                    "btrfs device stats",
                    device,
                    IntegrityCheck.Result.UNKNOWN,
                    errors.getOrDefault(device, -1L),
                    "errors counted",
                    time,
                    cited));
            if (counters.isEmpty() && !errors.isEmpty()) sink.ignored("devices without an error counted");
            counters.clear();
            errors.clear();
        }
    }

    /** What a scrub says of itself. */
    private static final class Scrub {
        private static final Pattern CLOCK = Pattern.compile("(\\d{1,5}):(\\d\\d):(\\d\\d)");

        private final Cited cited;
        private @Nullable When started;
        private Duration lasted = Duration.ZERO;
        private String status = "";
        private String summary = "";
        private long corrected = -1;
        private long uncorrectable = -1;

        Scrub(Cited cited) {
            this.cited = cited;
        }

        void says(String key, String value) {
            switch (key) {
                case "status" -> status = value;
                case "error summary" -> summary = value;
                case "corrected" -> corrected = Quantity.count(value);
                case "uncorrectable" -> uncorrectable = Quantity.count(value);
                case "duration" -> {
                    var clock = CLOCK.matcher(value);
                    if (clock.matches())
                        lasted = Duration.ofHours(Long.parseLong(clock.group(1)))
                                .plusMinutes(Long.parseLong(clock.group(2)))
                                .plusSeconds(Long.parseLong(clock.group(3)));
                }
                default -> {}
            }
        }

        IntegrityCheck.Result result() {
            if (uncorrectable > 0) return IntegrityCheck.Result.DAMAGED;
            if (!status.equals("finished")) return IntegrityCheck.Result.UNKNOWN;
            if (summary.equals("no errors found")) return IntegrityCheck.Result.CLEAN;
            return corrected > 0 && uncorrectable == 0 ? IntegrityCheck.Result.REPAIRED : IntegrityCheck.Result.UNKNOWN;
        }

        long found() {
            if (summary.equals("no errors found")) return 0;
            return corrected < 0 ? -1 : corrected + Math.max(0, uncorrectable);
        }

        String words() {
            return status + ", " + summary;
        }

        When ended(When file) {
            return started == null ? file : new When(started.instant().plus(lasted), started.text(), started.note());
        }
    }
}

package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.RaidArray;
import tilsyn.fact.SensorReading;

/** Reads {@code cciss_vol_status} of HP Smart Array, with {@code -V} its disks and enclosures, too. */
public final class CcissDecoder implements Decoder {
    private static final Pattern VOLUME = Pattern.compile(
            "(/dev/\\S{1,40}): \\((.{1,60}?)\\) (RAID \\S{1,10}(?:\\(1\\+0\\))?) Volume (\\d{1,4})(?:\\(.{0,60}?\\))? status: (.{1,200}?)\\. ?.*");
    private static final Pattern ENCLOSURE = Pattern.compile(
            "(/dev/\\S{1,40}): \\(.{1,60}?\\) Enclosure (.{0,120}?) on Bus .{1,80}? status: (.{1,200}?)\\.? ?");
    private static final Pattern DISK = Pattern.compile(
            "(?:b\\d{1,3}t\\d{1,3} )?connector (\\S{1,4}) box (\\d{1,3}) bay (\\d{1,3}) +(\\S.{1,60}?) {2,}(\\S{1,40}) +(\\S{1,10}) (\\S.*)");
    private static final Pattern CONTROLLER = Pattern.compile("Controller: (.{1,60})");
    private static final Pattern FIRMWARE = Pattern.compile("Running firmware: (\\S{1,40})");

    @Override
    public Format format() {
        return new Format(
                "cciss",
                Family.HARDWARE,
                "HP Smart Array by cciss_vol_status",
                "cciss_vol_status -V /dev/sg0 > cciss-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-01", "HW-02"));
    }

    @Override
    public boolean recognises(Head head) {
        return RaidReport.isMarked(head, line -> VOLUME.matcher(line.strip()).matches());
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        new Report(input, sink).read();
    }

    private static final class Report extends RaidReport {
        private String controller = "";
        private @Nullable Volume volume;

        Report(Input input, Sink sink) {
            super(input, sink);
        }

        @Override
        void line(Line line, String text) {
            var bare = text.strip();
            if (bare.length() > 400) return;
            var said = VOLUME.matcher(bare);
            var enclosure = ENCLOSURE.matcher(bare);
            var disk = DISK.matcher(bare);
            var named = CONTROLLER.matcher(bare);
            var running = FIRMWARE.matcher(bare);
            if (said.matches()) {
                volume = volume(said.group(1) + " volume " + said.group(4), line);
                if (volume == null) return;
                volume.level = said.group(3).toLowerCase(Locale.ROOT).replace(" ", "");
                volume.says(state(said.group(5)), said.group(5));
                if (said.group(5).startsWith("Volume is currently being rebuilt")
                        || said.group(5).contains("rebuilding")) volume.rebuild = 0.0;
            } else if (enclosure.matches()) enclosure(enclosure.group(2), enclosure.group(3), line);
            else if (disk.matches())
                disk(
                        disk.group(1) + ":" + disk.group(2) + ":" + disk.group(3),
                        disk.group(4),
                        disk.group(5),
                        disk.group(7),
                        line);
            else if (named.matches()) controller = named.group(1);
            else if (running.matches()) firmware(controller, running.group(1), line);
        }

        private void disk(String slot, String model, String serial, String words, Line line) {
            var disk = disk(slot, line);
            if (disk == null) return;
            disk.drive().model = model.replaceAll("\\s+", " ");
            disk.drive().serial = serial;
            disk.drive().nativeState = words.strip();
            var lower = words.strip().toLowerCase(Locale.ROOT);
            disk.drive().predictive = lower.contains("predict");
            disk.drive().state = lower.equals("ok") || disk.drive().predictive
                    ? PhysicalDisk.State.ONLINE
                    : lower.contains("fail") ? PhysicalDisk.State.FAILED : PhysicalDisk.State.UNKNOWN;
        }

        /** Told when it is bad, as nothing else would show it then. */
        private void enclosure(String name, String words, Line line) {
            if (words.equals("OK")) return;
            var status = Sensors.states(words);
            sink.fact(new SensorReading(
                    "",
                    "other",
                    "enclosure " + name,
                    null,
                    "",
                    words.endsWith("problem") ? SensorReading.Status.CRITICAL : status,
                    words,
                    time.instant(),
                    origin(line)));
        }
    }

    private static RaidArray.State state(String words) {
        if (words.equals("OK")) return RaidArray.State.OPTIMAL;
        if (words.startsWith("FAILED")
                || words.startsWith("Volume is offline")
                || words.startsWith("Logical drive is not configured")) return RaidArray.State.FAILED;
        return words.startsWith("Using interim recovery mode")
                        || words.startsWith("Ready for recovery")
                        || words.startsWith("Currently recovering")
                        || words.contains("rebuil")
                ? RaidArray.State.DEGRADED
                : RaidArray.State.UNKNOWN;
    }
}

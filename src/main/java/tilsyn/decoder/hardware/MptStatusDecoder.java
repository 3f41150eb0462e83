package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.RaidArray;

/** Reads {@code mpt-status} of LSI Fusion-MPT. */
public final class MptStatusDecoder implements Decoder {
    private static final Pattern VOLUME = Pattern.compile(
            "(ioc\\d{1,2}) vol_id (\\d{1,3}) type (\\w{1,6}), (\\d{1,3}) phy, \\d{1,6} GB, state (\\w{1,20}), flags (.{1,100})");
    private static final Pattern DISK = Pattern.compile(
            "(ioc\\d{1,2}) phy (\\d{1,3}) scsi_id (\\d{1,3}) (.{1,60}), \\d{1,6} GB, state (\\w{1,20}), flags (.{1,100})");
    private static final Pattern SYNC = Pattern.compile("resync (\\d{1,3})%");

    @Override
    public Format format() {
        return new Format(
                "mpt-status",
                Family.HARDWARE,
                "LSI Fusion-MPT controller by mpt-status",
                "mpt-status > mpt-HOST-$(date +%Y%m%dT%H%M).txt",
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
        Report(Input input, Sink sink) {
            super(input, sink);
        }

        @Override
        void line(Line line, String text) {
            var said = VOLUME.matcher(text.strip());
            var disk = DISK.matcher(text.strip());
            if (said.matches()) {
                var volume = volume(said.group(1) + "/v" + said.group(2), line);
                if (volume == null) return;
                volume.level =
                        said.group(3).startsWith("IM") ? "raid1" : said.group(3).toLowerCase(Locale.ROOT);
                volume.members = Integer.parseInt(said.group(4));
                boolean syncing = said.group(6).contains("RESYNC_IN_PROGRESS");
                volume.says(state(said.group(5), syncing), said.group(5) + ", " + said.group(6));
                var percent = SYNC.matcher(said.group(6));
                if (syncing) volume.rebuild = percent.find() ? Quantity.number(percent.group(1)) : Double.valueOf(0);
            } else if (disk.matches()) {
                var known = disk(disk.group(1) + " phy " + disk.group(2), line);
                if (known == null) return;
                known.drive().model = disk.group(4).replaceAll("\\s+", " ");
                known.drive().nativeState = disk.group(5) + ", " + disk.group(6);
                known.drive().state = diskState(disk.group(5));
            }
        }
    }

    private static RaidArray.State state(String word, boolean syncing) {
        return switch (word) {
            case "OPTIMAL" -> syncing ? RaidArray.State.DEGRADED : RaidArray.State.OPTIMAL;
            case "DEGRADED" -> RaidArray.State.DEGRADED;
            case "FAILED", "MISSING" -> RaidArray.State.FAILED;
            default -> RaidArray.State.UNKNOWN;
        };
    }

    private static PhysicalDisk.State diskState(String word) {
        return switch (word) {
            case "ONLINE" -> PhysicalDisk.State.ONLINE;
            case "MISSING" -> PhysicalDisk.State.MISSING;
            case "FAILED", "OFFLINE" -> PhysicalDisk.State.FAILED;
            default -> PhysicalDisk.State.UNKNOWN;
        };
    }
}

package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
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

/** Reads {@code megarc} of MegaRAID controllers from before MegaCli. */
public final class MegarcDecoder implements Decoder {
    private static final Pattern VOLUME =
            Pattern.compile("Logical Drive ?: ?(\\d{1,3}) ?\\( ?Adapter: (\\d{1,3}) ?\\): +Status: (\\S{1,30})");
    private static final Pattern LEVEL = Pattern.compile(".{0,40}\\bRaidLevel: ?(\\d{1,2})\\b.*");
    private static final Pattern DISK =
            Pattern.compile("(\\d{1,2}) +(\\d{1,3}) +0x\\p{XDigit}{1,16} +0x\\p{XDigit}{1,16} +(\\S{1,30})");

    @Override
    public Format format() {
        return new Format(
                "megarc",
                Family.HARDWARE,
                "MegaRAID controller of before MegaCli by megarc",
                "megarc -ldInfo -a0 -Lall > megarc-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-01", "HW-02"));
    }

    @Override
    public boolean recognises(Head head) {
        return RaidReport.isMarked(head, line -> line.strip().startsWith("MEGARC MegaRAID Configuration Utility"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        new Report(input, sink).read();
    }

    private static final class Report extends RaidReport {
        private @Nullable Volume volume;
        private String adapter = "0";

        Report(Input input, Sink sink) {
            super(input, sink);
        }

        @Override
        void line(Line line, String text) {
            var bare = text.strip();
            var named = VOLUME.matcher(bare);
            var level = LEVEL.matcher(bare);
            var row = DISK.matcher(bare);
            if (named.matches()) {
                adapter = named.group(2);
                volume = shown("c" + adapter + "/v" + named.group(1), line);
                if (volume != null) volume.says(state(named.group(3)), named.group(3));
            } else if (level.matches() && volume != null) volume.level = "raid" + level.group(1);
            else if (row.matches()) {
                if (volume != null) volume.member(row.group(3).equals("ONLINE"));
                var disk = disk("c" + adapter + " " + row.group(1) + ":" + Integer.parseInt(row.group(2)), line);
                if (disk == null) return;
                disk.drive().state = diskState(row.group(3));
                disk.drive().nativeState = row.group(3);
            }
        }

        @Override
        void concluded() {
            for (var each : volumes())
                if (each.state == RaidArray.State.OPTIMAL && each.ok < each.members)
                    each.says(RaidArray.State.DEGRADED, each.nativeState + ", a disk of it is not online");
        }
    }

    private static RaidArray.State state(String word) {
        return switch (word) {
            case "OPTIMAL" -> RaidArray.State.OPTIMAL;
            case "DEGRADED" -> RaidArray.State.DEGRADED;
            case "OFFLINE", "FAILED" -> RaidArray.State.FAILED;
            default -> RaidArray.State.UNKNOWN;
        };
    }

    private static PhysicalDisk.State diskState(String word) {
        return switch (word) {
            case "ONLINE" -> PhysicalDisk.State.ONLINE;
            case "HOTSPARE", "HOTSP" -> PhysicalDisk.State.SPARE;
            case "REBUILD", "REBLD" -> PhysicalDisk.State.REBUILDING;
            case "FAILED", "FAIL" -> PhysicalDisk.State.FAILED;
            default -> PhysicalDisk.State.UNKNOWN;
        };
    }
}

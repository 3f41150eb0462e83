package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

/**
 * Reads the tables of Areca's cli64: RAID sets and disks. A disk's usage is the name of its set, which tells health only
 * where the set is shown, too.
 */
public final class ArecaDecoder implements Decoder {
    private static final Pattern SET = Pattern.compile(
            "(\\d{1,3})\\s+(\\S.{0,40}?)\\s+(\\d{1,3})\\s+[\\d.]{1,12}[GT]B\\s+[\\d.]{1,12}[GT]B\\s+(\\S+)\\s+(\\S.*)");
    private static final Pattern DISK = Pattern.compile(
            "(\\d{1,3})\\s+(\\d{1,3})\\s+(?:(?i:slot) ?#?(\\d{1,3})\\s+)?(\\S.{0,60}?)\\s+([\\d.]{1,12}[GT]B)\\s+(\\S.*)");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,2})?)%");

    @Override
    public Format format() {
        return new Format(
                "areca",
                Family.HARDWARE,
                "Areca RAID controller by cli64",
                "(cli64 rsf info; cli64 disk info) > areca-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-01", "HW-02", "HW-03"));
    }

    private static boolean marks(String line) {
        return isSets(line.strip()) || isDisks(line.strip());
    }

    private static boolean isSets(String line) {
        return line.startsWith("# ") && line.contains("Disks TotalCap") && line.endsWith("State");
    }

    private static boolean isDisks(String line) {
        return line.startsWith("# ") && line.contains(" ModelName ") && line.endsWith("Usage");
    }

    @Override
    public boolean recognises(Head head) {
        return RaidReport.isMarked(head, ArecaDecoder::marks);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        new Report(input, sink).read();
    }

    private static final class Report extends RaidReport {
        private final Set<String> sets = new HashSet<>();
        private boolean disks;
        private boolean shown;

        Report(Input input, Sink sink) {
            super(input, sink);
        }

        @Override
        void line(Line line, String text) {
            var bare = text.strip();
            if (bare.length() > 300) return;
            if (isSets(bare) || isDisks(bare)) {
                disks = isDisks(bare);
                shown = true;
            } else if (bare.startsWith("GuiErrMsg<")) {
                shown = false;
                if (!bare.startsWith("GuiErrMsg<0x00>")) rejected(line, "the command failed: " + bare);
            } else if (shown && disks) place(bare, line);
            else if (shown) set(bare, line);
        }

        private void set(String bare, Line line) {
            var said = SET.matcher(bare);
            if (!said.matches()) return;
            var volume = volume(said.group(2), line);
            if (volume == null) return;
            sets.add(said.group(2));
            var words = said.group(5);
            volume.members = Integer.parseInt(said.group(3));
            volume.says(state(words), words);
            if (words.startsWith("Rebuilding")) {
                var percent = PERCENT.matcher(words);
                volume.rebuild = percent.find() ? Quantity.number(percent.group(1)) : Double.valueOf(0);
            }
        }

        private void place(String bare, Line line) {
            var said = DISK.matcher(bare);
            if (!said.matches()) return;
            if (said.group(4).equals("N.A.")) {
                sink.ignored("an empty bay");
                return;
            }
            var disk = disk("slot " + said.group(1), line);
            if (disk == null) return;
            disk.drive().model = said.group(4);
            disk.drive().size(said.group(5), 1000);
            disk.drive().nativeState = said.group(6);
        }

        @Override
        void concluded() {
            var apart = new ArrayList<Disk>();
            for (var disk : disks()) if (!judge(disk.drive())) apart.add(disk);
            for (var disk : apart) {
                forget(disk);
                sink.ignored("a disk of a set that isn't shown, of which nothing else is said");
            }
        }

        private boolean judge(Drive drive) {
            var usage = drive.nativeState.toLowerCase(Locale.ROOT).replace(" ", "");
            if (sets.contains(drive.nativeState)) {
                drive.state = PhysicalDisk.State.ONLINE;
                drive.role = drive.nativeState;
            } else if (usage.startsWith("hotspare") || usage.contains("[global]") || usage.contains("[dedicated"))
                drive.state = PhysicalDisk.State.SPARE;
            else if (usage.equals("failed")) drive.state = PhysicalDisk.State.FAILED;
            else if (usage.equals("missing")) drive.state = PhysicalDisk.State.MISSING;
            else if (usage.equals("passthrough") || usage.equals("free") || usage.equals("jbod"))
                drive.state = PhysicalDisk.State.ONLINE;
            return drive.state != PhysicalDisk.State.UNKNOWN || !sets.isEmpty();
        }
    }

    private static RaidArray.State state(String words) {
        if (words.equals("Normal") || words.startsWith("Checking")) return RaidArray.State.OPTIMAL;
        if (words.startsWith("Rebuilding") || words.startsWith("Degraded")) return RaidArray.State.DEGRADED;
        return words.startsWith("Failed") || words.startsWith("Incomplete") || words.startsWith("Offline")
                ? RaidArray.State.FAILED
                : RaidArray.State.UNKNOWN;
    }
}

package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.RaidArray;

/** Reads {@code metastat} of Solaris Volume Manager: mirrors, RAID-5, hot spare pools and their slices. */
public final class MetastatDecoder implements Decoder {
    private static final Pattern SECTION = Pattern.compile(
            "(\\S{1,60}): (Mirror|RAID|Submirror of \\S{1,60}|Concat/Stripe|Soft Partition|Trans|\\d{1,4} hot spares?|Hot spare)");
    private static final Pattern SUBMIRROR = Pattern.compile("Submirror \\d{1,3}: (\\S{1,60})");
    private static final Pattern STATE = Pattern.compile("State: (\\S.{0,60}?) *(?:\\(.{0,80}\\))?");
    private static final Pattern PROGRESS = Pattern.compile("Resync in progress: +(\\d{1,3}(?:\\.\\d{1,4})?) ?% done");
    private static final Pattern SLICE = Pattern.compile(
            "(?:/dev/dsk/)?(c\\d{1,5}(?:t\\w{1,40})?d\\d{1,5})(?:s\\d{1,3})? +\\d{1,18} +(?:Yes|No) +(Last Erred|[A-Z][A-Za-z]{2,30})(?: .*)?");
    private static final Pattern SPARE = Pattern.compile(
            "(?:/dev/dsk/)?(c\\d{1,5}(?:t\\w{1,40})?d\\d{1,5})(?:s\\d{1,3})? +(Available|In use|Broken|[A-Z][a-z]{2,20}) .*blocks.*");

    @Override
    public Format format() {
        return new Format(
                "metastat",
                Family.HARDWARE,
                "Solaris Volume Manager (metastat)",
                "metastat > metastat-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-01", "HW-02"));
    }

    @Override
    public boolean recognises(Head head) {
        return RaidReport.isMarked(head, line -> SECTION.matcher(line.strip()).matches());
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        new Report(input, sink).read();
    }

    private static final class Report extends RaidReport {
        private final Map<String, Told> told = new LinkedHashMap<>();
        private @Nullable Told section;
        private boolean submirror;

        Report(Input input, Sink sink) {
            super(input, sink);
        }

        @Override
        void line(Line line, String text) {
            var bare = text.strip().replace('\t', ' ');
            var named = SECTION.matcher(bare);
            var state = STATE.matcher(bare);
            var progress = PROGRESS.matcher(bare);
            var slice = SLICE.matcher(bare);
            var spare = SPARE.matcher(bare);
            if (named.matches()) section(named.group(1), named.group(2), line);
            else if (bare.startsWith("Device Relocation Information")) section = null;
            else if (SUBMIRROR.matcher(bare).matches()) submirror = true;
            else if (state.matches()) state(state.group(1));
            else if (progress.matches() && section != null) section.volume.rebuild = Quantity.number(progress.group(1));
            else if (slice.matches()) slice(slice.group(1), slice.group(2), line);
            else if (spare.matches()) disk(spare.group(1), spare.group(2), line);
        }

        private void section(String name, String kind, Line line) {
            submirror = false;
            section = null;
            if (!kind.equals("Mirror") && !kind.equals("RAID")) return;
            var volume = volume(name, line);
            if (volume == null) return;
            volume.level = kind.equals("Mirror") ? "raid1" : "raid5";
            section = told.computeIfAbsent(name, each -> new Told(volume));
        }

        private void state(String words) {
            if (section == null) return;
            if (section.isMirror() == submirror) section.says(words);
            submirror = false;
        }

        private void slice(String disk, String word, Line line) {
            disk(disk, word, line);
            if (section == null || section.isMirror()) return;
            section.volume.member(word.equals("Okay"));
            section.lastErred |= word.equals("Last Erred");
        }

        /** The worst that is said of any of its slices. */
        private void disk(String name, String word, Line line) {
            var disk = disk(name, line);
            if (disk == null) return;
            var state = diskState(word);
            var drive = disk.drive();
            if (!drive.nativeState.isEmpty() && badness(state) <= badness(drive.state)) return;
            drive.state = state;
            drive.nativeState = word;
        }

        @Override
        void concluded() {
            told.values().forEach(Told::conclude);
        }
    }

    /** What is said of one array. */
    private static final class Told {
        private final Volume volume;
        private String words = "";
        private boolean resyncing;
        private boolean unknown;
        private boolean lastErred;

        Told(Volume volume) {
            this.volume = volume;
        }

        boolean isMirror() {
            return volume.level.equals("raid1");
        }

        /** Of each half of a mirror, or of the whole. */
        void says(String state) {
            var lower = state.toLowerCase(Locale.ROOT);
            boolean okay = lower.equals("okay");
            resyncing |=
                    lower.startsWith("resync") || lower.startsWith("initializing") || lower.startsWith("regenerat");
            unknown |=
                    !okay && !resyncing && !lower.startsWith("needs maintenance") && !lower.startsWith("unavailable");
            if (words.isEmpty() || words.equals("Okay")) words = state;
            if (isMirror()) volume.member(okay);
        }

        void conclude() {
            volume.says(state(), words);
            if (!resyncing) volume.rebuild = null;
            else if (volume.rebuild == null) volume.rebuild = 0.0;
        }

        private RaidArray.State state() {
            if (words.isEmpty()) return RaidArray.State.UNKNOWN;
            if (lastErred || isMirror() && volume.ok == 0 && !resyncing && !unknown) return RaidArray.State.FAILED;
            if (unknown) return RaidArray.State.UNKNOWN;
            // a mirror of one half keeps nothing twice
            boolean whole = words.equals("Okay") && volume.members > 1 && volume.ok == volume.members;
            return whole ? RaidArray.State.OPTIMAL : RaidArray.State.DEGRADED;
        }
    }

    private static PhysicalDisk.State diskState(String word) {
        return switch (word) {
            case "Okay", "In use" -> PhysicalDisk.State.ONLINE;
            case "Available" -> PhysicalDisk.State.SPARE;
            case "Resyncing", "Resync", "Initializing" -> PhysicalDisk.State.REBUILDING;
            case "Maintenance", "Last Erred", "Broken" -> PhysicalDisk.State.FAILED;
            default -> PhysicalDisk.State.UNKNOWN;
        };
    }

    private static int badness(PhysicalDisk.State state) {
        return switch (state) {
            case FAILED, MISSING -> 3;
            case UNKNOWN -> 2;
            case REBUILDING -> 1;
            case ONLINE, SPARE -> 0;
        };
    }
}

package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.FirmwareState;
import tilsyn.fact.Origin;
import tilsyn.fact.RaidArray;

/**
 * What a controller's tool tells of arrays, disks and cache batteries, line by line. All of it is told at the end, as one
 * thing stands in many lines. Each thing has the name it has in other tools of the same controller, where they agree.
 */
abstract class RaidReport {
    private static final int MOST = 4_000;
    private static final int LOOKED_AT = 200;
    private static final int LONGEST = 2_000;

    final Input input;
    final Sink sink;
    When time;
    private final Map<String, Volume> volumes = new LinkedHashMap<>();
    private final Map<String, Disk> disks = new LinkedHashMap<>();
    private final Map<String, Battery> batteries = new LinkedHashMap<>();
    private final Map<String, Firmware> firmware = new LinkedHashMap<>();

    /** A disk with the lines that tell of it. */
    record Disk(Drive drive, Cited cited) {}

    private record Firmware(String version, Cited cited) {}

    RaidReport(Input input, Sink sink) {
        this.input = input;
        this.sink = sink;
        this.time = Dating.of(input);
    }

    /** Whether one of the first lines is one that only this tool prints. */
    static boolean isMarked(Head head, Predicate<String> marks) {
        return !head.binary()
                && head.firstChar() != '{'
                && head.firstChar() != '<'
                && head.lines(LOOKED_AT).stream().anyMatch(line -> line.length() < LONGEST && marks.test(line));
    }

    /** The whole input. */
    final void read() throws IOException {
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (line.text().isBlank()) continue;
                if (line.text().length() > LONGEST) rejected(line, "a line too long to be of this tool");
                else line(line, line.text());
            }
        }
        end();
    }

    /** One line that isn't blank. */
    abstract void line(Line line, String text);

    /** What follows from all that was read. */
    void concluded() {}

    private void end() {
        concluded();
        volumes.values().forEach(volume -> sink.fact(volume.at(time, input)));
        disks.values().forEach(disk -> sink.fact(disk.drive.at("", time.instant(), disk.cited.on(time, input))));
        batteries.values().removeIf(battery -> !battery.isTold());
        batteries.values().forEach(battery -> sink.fact(battery.at(time, input)));
        firmware.forEach((component, known) -> sink.fact(
                new FirmwareState("", component, known.version, time.instant(), known.cited.on(time, input))));
        if (volumes.isEmpty() && disks.isEmpty() && batteries.isEmpty())
            sink.ignored("no array or disk in what was shown");
    }

    /** The array of that name, a new one if need be; null when there are too many. */
    final @Nullable Volume volume(String name, Line line) {
        var known = volumes.get(name);
        if (known == null && volumes.size() < MOST) volumes.put(name, known = new Volume(name, new Cited(line)));
        return known;
    }

    /** The same, its members to be counted anew. */
    final @Nullable Volume shown(String name, Line line) {
        var volume = volume(name, line);
        if (volume != null) volume.ok = volume.members = -1;
        return volume;
    }

    final @Nullable Disk disk(String slot, Line line) {
        var known = disks.get(slot);
        if (known == null && disks.size() < MOST) {
            disks.put(slot, known = new Disk(new Drive(), new Cited(line)));
            known.drive.slot = slot;
        }
        return known;
    }

    /** What was taken for a disk and is none. */
    final void forget(Disk disk) {
        disks.values().remove(disk);
    }

    final void forget(Volume volume) {
        volumes.values().remove(volume);
    }

    final @Nullable Battery battery(String controller, Line line) {
        var known = batteries.get(controller);
        if (known == null && batteries.size() < MOST)
            batteries.put(controller, known = new Battery(controller, new Cited(line)));
        return known;
    }

    final void firmware(String component, String version, Line line) {
        if (!version.isBlank() && firmware.size() < MOST)
            firmware.putIfAbsent(component, new Firmware(version.strip(), new Cited(line)));
    }

    final void rejected(Line line, String reason) {
        sink.rejected(input.origin(line), reason);
    }

    final Iterable<Volume> volumes() {
        return volumes.values();
    }

    final Iterable<Disk> disks() {
        return disks.values();
    }

    /**
     * Degraded arrays are being rebuilt when as many disks or more are; which is rebuilt into which is not said.
     *
     * @param percent how far the slowest is; 0 when not said
     */
    final void rebuilding(int disks, double percent) {
        int degraded = 0;
        for (var volume : volumes()) if (volume.state == RaidArray.State.DEGRADED) degraded++;
        if (degraded == 0 || disks < degraded) return;
        for (var volume : volumes())
            if (volume.state == RaidArray.State.DEGRADED && volume.rebuild == null) volume.rebuild = percent;
    }

    final Origin origin(Line line) {
        return time.on(input.origin(line));
    }
}

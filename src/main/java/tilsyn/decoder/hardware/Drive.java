package tilsyn.decoder.hardware;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Quantity;
import tilsyn.fact.Origin;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.PhysicalDisk.State;

/** What is gathered of one disk until all of it is read. */
final class Drive {
    /** What smartctl says in the drive's error log of a sector it could not read. */
    static final String UNREADABLE = "Error: UNC";

    private static final int MOST_NOTES = 20;

    String slot = "";
    String serial = "";
    String model = "";
    String role = "";
    State state = State.UNKNOWN;
    String nativeState = "";
    long size = -1;

    @Nullable
    Boolean passed;

    boolean predictive;
    long mediaErrors = -1;
    final Map<Integer, Long> smart = new TreeMap<>();
    long usedPercent = -1;
    long sparePercent = -1;
    long spareThreshold = -1;
    long criticalWarning;
    long hours = -1;
    boolean rawValues;
    private final List<String> notes = new ArrayList<>();

    void note(String note) {
        if (notes.size() < MOST_NOTES && !note.isBlank() && !notes.contains(note)) notes.add(note);
    }

    /** Of a size such as {@code 3.637 TB [0x1d1a94ab0 Sectors]}; {@code kilo} as in {@link Quantity#bytes}. */
    void size(String words, long kilo) {
        int rest = words.indexOf('[');
        var bytes = Quantity.bytes(rest < 0 ? words : words.substring(0, rest), false, kilo);
        if (bytes != null && bytes > 0) size = bytes;
    }

    /** Errors that no correction helped against; several counters add up. */
    void uncorrected(long count) {
        if (count >= 0) mediaErrors = Math.max(0, mediaErrors) + count;
    }

    /** Drives without attribute 187 still list in their error log what they could not read. */
    void couldNotRead(long errors) {
        if (errors > 0) smart.putIfAbsent(187, errors);
    }

    /** Whether anything was said of its health. */
    boolean saysSomething() {
        return passed != null || rawValues || !smart.isEmpty() || usedPercent >= 0;
    }

    PhysicalDisk at(String host, Instant time, Origin origin) {
        return new PhysicalDisk(
                host,
                slot,
                serial,
                model,
                role,
                state,
                nativeState,
                size,
                passed,
                predictive,
                mediaErrors,
                smart,
                percent(usedPercent),
                percent(sparePercent),
                percent(spareThreshold),
                (int) Math.min(Math.max(0, criticalWarning), Integer.MAX_VALUE),
                hours,
                rawValues,
                notes,
                time,
                origin);
    }

    private static int percent(long value) {
        return value < 0 || value > 1_000 ? -1 : (int) value;
    }
}

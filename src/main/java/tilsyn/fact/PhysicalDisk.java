package tilsyn.fact;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of one disk. Counters are raw values, -1 when the source does not give them.
 *
 * @param slot the tool's name for its place, such as {@code 252:2} or {@code /dev/sda}
 * @param size in bytes, as the tool rounds it; -1 when not given
 * @param passed the drive's own SMART verdict; null when not given
 * @param predictive the controller or drive expects failure
 * @param mediaErrors media or uncorrectable errors (NVMe, SAS, controller)
 * @param smart raw SMART attributes by id; of interest are 5, 187, 197 and 198
 * @param usedPercent SSD wear, 0 to 255; -1 when not given
 * @param sparePercent and {@code spareThreshold} NVMe available spare; -1 when not given
 * @param criticalWarning NVMe critical warning bits; 0 when none or not given
 * @param rawValues false when only normalised values are known, which prove nothing
 * @param notes oddities worth showing, such as entries in the error log
 */
public record PhysicalDisk(
        String host,
        String slot,
        String serial,
        String model,
        String role,
        State state,
        String nativeState,
        long size,
        @Nullable Boolean passed,
        boolean predictive,
        long mediaErrors,
        Map<Integer, Long> smart,
        int usedPercent,
        int sparePercent,
        int spareThreshold,
        int criticalWarning,
        long powerOnHours,
        boolean rawValues,
        List<String> notes,
        Instant time,
        Origin origin)
        implements Fact {
    public PhysicalDisk {
        smart = Collections.unmodifiableMap(new TreeMap<>(smart));
        notes = List.copyOf(notes);
    }

    public enum State {
        ONLINE,
        SPARE,
        REBUILDING,
        FAILED,
        MISSING,
        UNKNOWN
    }

    /** The raw value of a SMART attribute, -1 when not reported. */
    public long smart(int id) {
        return smart.getOrDefault(id, -1L);
    }

    /** The disk whatever slot it sits in: its serial number, or the slot when that is not known. */
    public String identity() {
        return serial.isEmpty() ? slot : serial;
    }

    @Override
    public String source() {
        return "disks";
    }

    @Override
    public Kind kind() {
        return Kind.SNAPSHOT;
    }
}

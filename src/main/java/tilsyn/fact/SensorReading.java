package tilsyn.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one sensor of the machine.
 *
 * @param sensor {@code fan}, {@code temperature}, {@code voltage}, {@code power}, {@code current}, {@code other}
 * @param value null when the sensor gives none
 * @param unit rpm, Cel, V, W, A, or what the tool says
 * @param nativeStatus the tool's own word
 */
public record SensorReading(
        String host,
        String sensor,
        String name,
        @Nullable Double value,
        String unit,
        Status status,
        String nativeStatus,
        Instant time,
        Origin origin)
        implements Fact {

    public enum Status {
        OK,
        WARNING,
        CRITICAL,
        /** The bay or sensor is not populated: "ns". */
        ABSENT,
        /** The reading failed: "na", "nr" without a value. */
        UNREADABLE
    }

    @Override
    public String source() {
        return "sensors";
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }
}

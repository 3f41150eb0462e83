package tilsyn.fact;

import java.time.Instant;

/**
 * How full a volume is. Sizes in bytes.
 */
public record VolumeUsage(String host, String volume, long size, long free, Instant time, Origin origin)
        implements Fact {
    public VolumeUsage {
        if (size <= 0 || free < 0 || free > size)
            throw new IllegalArgumentException(
                    "volume %s of %d bytes cannot have %d free (%s)".formatted(volume, size, free, origin));
    }

    /** Free space in per cent of the size. */
    public double freePercent() {
        return 100.0 * free / size;
    }

    /** Free space in GB of 10^9 bytes. */
    public double freeGb() {
        return free / 1e9;
    }

    @Override
    public String source() {
        return "volumes";
    }

    @Override
    public Kind kind() {
        return Kind.SNAPSHOT;
    }
}

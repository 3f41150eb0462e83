package tilsyn.decoder.hardware;

import java.time.Duration;

/** How clocks are spoken of. */
final class Clock {
    private static final double MOST = 9e9;

    private Clock() {}

    /** So many seconds, to the nanosecond. */
    static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(Math.max(-MOST, Math.min(MOST, seconds)) * 1e9));
    }
}

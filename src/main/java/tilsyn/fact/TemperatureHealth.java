package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One temperature sensor over the last 24 hours. Values that no sensor in order gives are left out.
 *
 * @param sensor the tool's name for it
 * @param inlet it measures the air that goes in
 * @param valid it gave a value in the last 26 hours; else only in the two weeks before
 * @param value the newest, °C; null when the tool only says how it is, or nothing
 * @param critical it was at or above its upper critical limit
 * @param high the newest value is above its upper limit, short of the critical one
 * @param peak the highest, °C; null when there is none
 * @param overFailFor how long the air was warmer than {@code inlet_fail_c}, from the first to the last reading of the
 *     longest row; zero when it is no inlet's
 * @param overWarnFor the same for {@code inlet_warn_c}
 * @param rise how much warmer the air was at most than usual at that hour; null when nobody can say
 * @param usual the median of that hour over the 14 days before; null when nobody can say
 * @param since when it was critical or at its peak
 * @param time newest reading that counts
 */
public record TemperatureHealth(
        String host,
        String sensor,
        boolean inlet,
        boolean valid,
        @Nullable Double value,
        boolean critical,
        boolean high,
        @Nullable Double peak,
        Duration overFailFor,
        Duration overWarnFor,
        @Nullable Double rise,
        @Nullable Double usual,
        Instant since,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public TemperatureHealth {
        basis = List.copyOf(basis);
    }

    /** Degrees for a sentence: the peak, or what the tool says when it gives none. */
    public String degrees() {
        return peak == null ? "?" : String.valueOf(Math.round(peak));
    }

    /** Degrees for a sentence: what is usual. */
    public String usually() {
        return usual == null ? "?" : String.valueOf(Math.round(usual));
    }

    @Override
    public String source() {
        return "sensors";
    }
}

package tilsyn.fact;

import java.time.Instant;

/**
 * The version below which a product or a firmware is out of date, from the baseline.
 *
 * @param component {@code software}, {@code firmware}, or {@code bmc} for a management controller's firmware
 * @param released when that version was released
 * @param severity {@code critical} or {@code other}
 * @param time the table's as-of
 */
public record SoftwareBaseline(
        String product,
        String component,
        String minVersion,
        Instant released,
        String severity,
        Instant time,
        Origin origin)
        implements Fact {
    @Override
    public String host() {
        return "";
    }

    @Override
    public String source() {
        return "register";
    }

    @Override
    public Kind kind() {
        return Kind.REGISTER;
    }
}

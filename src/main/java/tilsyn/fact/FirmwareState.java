package tilsyn.fact;

import java.time.Instant;

/**
 * The version of the firmware of one component.
 *
 * @param component what it runs on, as the source names it, such as {@code PERC H730P (c0)}
 * @param version as the source writes it
 */
public record FirmwareState(String host, String component, String version, Instant time, Origin origin)
        implements Fact {
    public FirmwareState {
        if (version.isBlank())
            throw new IllegalArgumentException("firmware of %s has no version (%s)".formatted(component, origin));
    }

    @Override
    public String source() {
        return "firmware";
    }

    @Override
    public Kind kind() {
        return Kind.SNAPSHOT;
    }
}

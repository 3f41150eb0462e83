package tilsyn.fact;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

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

    /** Whether it is the firmware of a RAID controller, by what vendors call these. */
    public boolean controller() {
        var name = component.toLowerCase(Locale.ROOT);
        return List.of("raid", "perc", "smart array", "serveraid", "hba", "(c").stream()
                .anyMatch(name::contains);
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

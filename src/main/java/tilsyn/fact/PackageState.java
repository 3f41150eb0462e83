package tilsyn.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The packages a Linux host could upgrade.
 *
 * @param tellsSecurity whether the list can tell security updates from others
 */
public record PackageState(String host, Instant time, boolean tellsSecurity, List<Pending> pending, Origin origin)
        implements Fact {
    public PackageState {
        pending = List.copyOf(pending);
    }

    /** One waiting upgrade; {@code firstSeen} is null when the list does not say since when it waits. */
    public record Pending(
            String name,
            String version,
            boolean security,
            @Nullable Instant firstSeen,
            boolean held) {}

    @Override
    public String source() {
        return "updates";
    }

    @Override
    public Kind kind() {
        return Kind.SNAPSHOT;
    }
}

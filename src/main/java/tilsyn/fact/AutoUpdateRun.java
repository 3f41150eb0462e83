package tilsyn.fact;

import java.time.Instant;

/**
 * One run of unattended-upgrades or dnf-automatic.
 */
public record AutoUpdateRun(String host, Instant time, String tool, boolean good, String detail, Origin origin)
        implements Fact {

    @Override
    public String source() {
        return "updates";
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }
}

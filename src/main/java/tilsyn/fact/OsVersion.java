package tilsyn.fact;

import java.time.Instant;

/**
 * The operating system a host runs.
 *
 * @param product with its edition, such as {@code Windows 10 Pro}
 * @param version such as {@code 22H2}; empty when the source does not say
 * @param build such as {@code 19045}; empty when the source does not say
 */
public record OsVersion(String host, Instant time, String product, String version, String build, Origin origin)
        implements Fact {
    @Override
    public String source() {
        return "software";
    }

    @Override
    public Kind kind() {
        return Kind.SNAPSHOT;
    }
}

package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * One family of threats, or one file, over the customer's hosts: where it was found in the 7 days in which it was on most of
 * them, and how often on one of them.
 *
 * @param family the family's name, or the file's SHA-256
 * @param hosts where it was found in those days, sorted; {@code servers} those of them that are servers
 * @param again finds on the host that had most of them in the look-back
 * @param againHost that host
 * @param concluded whether a person has closed a ticket of the outbreak with a conclusion since
 * @param time first find of those days, {@code until} the last
 */
public record ThreatSpread(
        String family,
        List<String> hosts,
        List<String> servers,
        int again,
        String againHost,
        boolean concluded,
        Instant time,
        Instant until,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public ThreatSpread {
        hosts = List.copyOf(hosts);
        servers = List.copyOf(servers);
        basis = List.copyOf(basis);
    }

    public int on() {
        return hosts.size();
    }

    public int onServers() {
        return servers.size();
    }

    @Override
    public String host() {
        return "";
    }

    @Override
    public String source() {
        return "antivirus";
    }
}

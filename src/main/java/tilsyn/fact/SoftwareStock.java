package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * The newest list of a host's programs.
 *
 * @param products how many it holds
 * @param unknown those that the baseline does not name
 */
public record SoftwareStock(
        String host, int products, List<String> unknown, Instant time, List<Fact> basis, Origin origin)
        implements Derived {
    public SoftwareStock {
        basis = List.copyOf(basis);
        unknown = List.copyOf(unknown);
    }

    /** The first program without a required version, empty when all have one. */
    public String firstUnknown() {
        return unknown.isEmpty() ? "" : unknown.get(0);
    }

    @Override
    public String source() {
        return "software";
    }
}

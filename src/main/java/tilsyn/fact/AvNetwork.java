package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * How much of the customer's antivirus can be heard, and how much it finds.
 *
 * @param hosts active hosts that must have an antivirus and are not declared absent
 * @param heard those whose log of protection is alive and without a hole in the look-back
 * @param percent of {@code hosts}
 * @param unheard the others
 * @param lastWeek finds in the last 7 days, {@code usual} in an average week of the four before
 */
public record AvNetwork(
        int hosts,
        int heard,
        double percent,
        List<String> unheard,
        int lastWeek,
        double usual,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public AvNetwork {
        unheard = List.copyOf(unheard);
        basis = List.copyOf(basis);
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

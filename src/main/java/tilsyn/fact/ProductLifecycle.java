package tilsyn.fact;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Until when a product gets security updates, from the table of lifecycles.
 *
 * @param edition and {@code version}: empty for all
 * @param eol last day of support
 * @param reference where the date was looked up
 * @param time the table's as-of
 */
public record ProductLifecycle(
        String product, String edition, String version, LocalDate eol, String reference, Instant time, Origin origin)
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

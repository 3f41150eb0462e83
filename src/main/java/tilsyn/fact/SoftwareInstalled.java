package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * The programs a host has, by the name and version they give themselves.
 */
public record SoftwareInstalled(String host, Instant time, List<Product> products, Origin origin) implements Fact {
    public SoftwareInstalled {
        products = List.copyOf(products);
    }

    public record Product(String name, String version) {}

    @Override
    public String source() {
        return "software";
    }

    @Override
    public Kind kind() {
        return Kind.SNAPSHOT;
    }
}

package tilsyn.fact;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that ends on a known date, from the register of expiries.
 *
 * @param category {@code certificate, licence, domain, warranty, password, contract} or {@code other}; an entry of
 *     {@code published_services} named {@code none} says that the customer publishes none
 * @param notAfter last day; null only for {@code published_services}
 * @param endpoints where a certificate is shown, as {@code host:port}
 * @param renewalExpected by when it should have renewed itself; null when not stated
 * @param inUse unless the register says that nothing needs it any more
 * @param time the register's as-of
 */
public record ExpiringItem(
        String object,
        String category,
        @Nullable LocalDate notAfter,
        String usedBy,
        List<String> endpoints,
        String owner,
        boolean autoRenew,
        @Nullable LocalDate renewalExpected,
        boolean inUse,
        Instant time,
        Origin origin)
        implements Fact {
    public static final String PUBLISHED = "published_services";

    public ExpiringItem {
        endpoints = List.copyOf(endpoints);
    }

    /** Whether it says in so many words that nothing is published. */
    public boolean publishesNothing() {
        return category.equals(PUBLISHED) && object.equalsIgnoreCase("none");
    }

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

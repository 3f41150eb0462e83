package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the certificate of a published service is followed.
 *
 * @param endpoint as {@code host:port}
 * @param age since a scan last got its certificate; null when none ever did
 * @param time of that scan, or of what names the endpoint
 */
public record CertificateWatch(String endpoint, @Nullable Duration age, Instant time, List<Fact> basis, Origin origin)
        implements Derived {
    public CertificateWatch {
        basis = List.copyOf(basis);
    }

    @Override
    public String host() {
        return "";
    }

    @Override
    public String source() {
        return "certificates";
    }
}

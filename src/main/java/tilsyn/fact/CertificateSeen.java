package tilsyn.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that a service showed when it was scanned.
 *
 * @param endpoint where it was asked for, as {@code host:port}
 * @param subject whom it is made out to; empty when not told
 * @param notAfter until when it is valid; null when the scan got none
 * @param time when it was scanned
 */
public record CertificateSeen(
        String endpoint, String subject, @Nullable Instant notAfter, Instant time, Origin origin) implements Fact {
    public CertificateSeen {
        if (endpoint.isBlank()) throw new IllegalArgumentException("a scan of no endpoint (%s)".formatted(origin));
    }

    @Override
    public String host() {
        return "";
    }

    @Override
    public String source() {
        return "certificates";
    }

    @Override
    public Kind kind() {
        // a published name belongs to no host, and a reading of no host would be a stranger's
        return Kind.REGISTER;
    }
}

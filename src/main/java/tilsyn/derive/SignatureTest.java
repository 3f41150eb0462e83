package tilsyn.derive;

import java.util.Optional;
import tilsyn.fact.LogEvent;

/**
 * An event that stands beside a signature and must, or must not, be named by it.
 *
 * @param place where it stands
 */
record SignatureTest(String signature, LogEvent event, boolean matches, String place) {
    Optional<String> failure(Signatures signatures) {
        var named = signatures.name(event);
        var found = named == null ? "none" : named.signature().id();
        if (found.equals(signature) == matches) return Optional.empty();
        return Optional.of(
                matches
                        ? "%s  must be named %s, is named %s".formatted(place, signature, found)
                        : "%s  must not be named %s".formatted(place, signature));
    }
}

package tilsyn.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A secret by reference, {@code env:NAME} or {@code file:PATH}; looked up each time it is used, and never printed. */
record Secret(String reference) {
    private static final long LARGEST = 64 * 1024;

    /** @throws IllegalArgumentException if it is no reference; what was written there is not repeated */
    static Secret of(String reference, String place) {
        if (!reference.matches("env:[A-Za-z_][A-Za-z0-9_]{0,99}|file:.{1,1000}"))
            throw new IllegalArgumentException(
                    place
                            + ": a secret is given as env:NAME or file:PATH, never itself. If it stands there now, give it out anew.");
        return new Secret(reference);
    }

    String value(Map<String, String> environment) throws NotDelivered {
        var name = reference.substring(reference.indexOf(':') + 1);
        if (reference.startsWith("env:")) {
            var value = environment.get(name);
            if (value == null || value.isEmpty()) throw NotDelivered.because("the variable " + name + " is not set");
            return value;
        }
        var file = Path.of(name);
        try {
            if (Files.size(file) > LARGEST) throw NotDelivered.because(file + " is too large for a secret");
            var value = Files.readString(file).strip();
            if (value.isEmpty()) throw NotDelivered.because(file + " is empty");
            return value;
        } catch (IOException unreadable) {
            throw NotDelivered.because("the secret in " + file + " can't be read");
        }
    }
}

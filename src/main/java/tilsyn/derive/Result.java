package tilsyn.derive;

import java.util.Locale;
import java.util.Set;
import tilsyn.fact.Attestation;

/** How something that a person tried went, by the word of the entry; any other word, or none, proves nothing. */
enum Result {
    GOOD,
    BAD,
    UNKNOWN;

    private static final Set<String> GOOD_WORDS =
            Set.of("ok", "success", "successful", "passed", "pass", "vellykket", "bestått", "godkjent");

    private static final Set<String> BAD_WORDS = Set.of("failed", "fail", "failure", "feilet", "mislykket", "ikke ok");

    static Result of(Attestation entry) {
        return of(entry.result());
    }

    static Result of(String said) {
        var word = said.strip().toLowerCase(Locale.ROOT);
        return GOOD_WORDS.contains(word) ? GOOD : BAD_WORDS.contains(word) ? BAD : UNKNOWN;
    }
}

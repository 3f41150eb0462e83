package tilsyn.decoder.antivirus;

import java.util.List;
import java.util.Locale;
import tilsyn.fact.AvDetection.State;

/** What products call what they did with something harmful, in the words of their own lists. */
final class Threats {
    /** Looked for in this order: what could not be done names what was tried. */
    private static final List<String> FAILED = List.of(
            "failed",
            "failure",
            "unable",
            "cannot",
            "could not",
            "not cleaned",
            "not deleted",
            "unresolved",
            "error",
            "still present",
            "cleanupfailed",
            "cleanfailed",
            "uncleanable",
            "impossible",
            "manual");

    private static final List<String> ALLOWED = List.of(
            "allowed", "passed", "ignored", "retained", "logged", "no action", "not blocked", "excluded", "permitted");
    private static final List<String> RESTORED = List.of("restored");
    private static final List<String> RESOLVED = List.of(
            "cleaned",
            "cleanedup",
            "cleaned up",
            "deleted",
            "quarantine",
            "blocked",
            "removed",
            "disinfected",
            "access denied",
            "terminated",
            "moved",
            "coreclean",
            "delete",
            "clean");

    private Threats() {}

    /** A word that is on no list leaves it detected, so that someone looks. */
    static State state(String action) {
        var word = action.strip().toLowerCase(Locale.ROOT);
        if (word.isEmpty()) return State.DETECTED;
        if (FAILED.stream().anyMatch(word::contains)) return State.FAILED;
        if (RESTORED.stream().anyMatch(word::contains)) return State.RESTORED;
        if (ALLOWED.stream().anyMatch(word::contains)) return State.ALLOWED;
        return RESOLVED.stream().anyMatch(word::contains) ? State.RESOLVED : State.DETECTED;
    }
}

package tilsyn.decoder.hardware;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Input;
import tilsyn.decoder.When;
import tilsyn.fact.CacheBattery;
import tilsyn.fact.CacheBattery.State;

/** What is gathered of one controller's cache battery and of how it caches, until all of it is read. */
final class Battery {
    final String controller;
    final Cited cited;
    State state = State.UNKNOWN;
    String nativeState = "";

    @Nullable
    Double charge;

    String policy = "";
    String configured = "";
    boolean forced;

    @Nullable
    LocalDate made;

    Battery(String controller, Cited cited) {
        this.controller = controller;
        this.cited = cited;
    }

    /** One of several words on it: what is broken outweighs all, what is not known outweighs health. */
    void says(State says, String words) {
        if (nativeState.isEmpty() || rank(says) > rank(state)) state = says;
        nativeState = nativeState.isEmpty() ? words : nativeState + ", " + words;
    }

    /** The policy of one of the controller's arrays; that of one that fell back stays. */
    void caches(String set, String now) {
        if (!configured.isEmpty() && !configured.equals(policy)) return;
        configured = set;
        policy = now;
    }

    /** Whether there is more to tell than that caching is as it was set. */
    boolean isTold() {
        return !nativeState.isEmpty() || !configured.equals(policy);
    }

    private static int rank(State state) {
        return switch (state) {
            case OPTIMAL -> 0;
            case LEARNING -> 1;
            case UNKNOWN -> 2;
            case DEGRADED -> 3;
            case MISSING -> 4;
            case FAILED -> 5;
        };
    }

    CacheBattery at(When time, Input input) {
        return new CacheBattery(
                "",
                controller,
                state,
                nativeState,
                charge,
                policy,
                configured,
                forced,
                made,
                time.instant(),
                cited.on(time, input));
    }
}

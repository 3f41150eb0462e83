package tilsyn.decoder.hardware;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Input;
import tilsyn.decoder.When;
import tilsyn.fact.RaidArray;
import tilsyn.fact.RaidArray.State;

/** What is gathered of one array until all of it is read. */
final class Volume {
    final String array;
    final Cited cited;
    String level = "";
    State state = State.UNKNOWN;
    String nativeState = "";
    int ok = -1;
    int members = -1;

    @Nullable
    Double rebuild;

    @Nullable
    Instant lastCheck;

    long mismatches = -1;

    Volume(String array, Cited cited) {
        this.array = array;
        this.cited = cited;
    }

    void says(State says, String words) {
        state = says;
        nativeState = words;
    }

    /** One member more, in place or not. */
    void member(boolean inPlace) {
        members = Math.max(0, members) + 1;
        ok = Math.max(0, ok) + (inPlace ? 1 : 0);
    }

    RaidArray at(When time, Input input) {
        return new RaidArray(
                "",
                array,
                level,
                state,
                nativeState,
                ok,
                members,
                -1,
                state == State.OPTIMAL ? null : rebuild,
                lastCheck,
                mismatches,
                time.instant(),
                cited.on(time, input));
    }
}

package tilsyn.fact;

import java.util.List;

/** A fact that Tilsyn computed from other facts; it can be followed back to them. */
public sealed interface Derived extends Fact
        permits Boot, HostVerdict, RecordSequence, SeenDays, Sighting, SourceHeartbeat {
    /** The facts it rests on, so that a citation never ends at a computed value. */
    List<Fact> basis();

    @Override
    default Kind kind() {
        return Kind.DERIVED;
    }
}

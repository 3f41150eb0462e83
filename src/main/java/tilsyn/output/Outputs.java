package tilsyn.output;

import java.util.List;

/** Every way verdicts leave Tilsyn. Add one here. */
public final class Outputs {
    private Outputs() {}

    /** The one for people first. */
    public static List<Output> all() {
        return List.of(new Report(), new VerdictsJson(), new TicketsJson(), new TraceJson());
    }
}

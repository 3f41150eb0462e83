package tilsyn.derive;

import java.util.List;
import tilsyn.fact.Arrivals;
import tilsyn.fact.Fact;

/** Whether the collecting works at all. */
final class Collected {
    private Collected() {}

    /** Empty when nothing ever arrived of any host. */
    static List<Fact> of(String host, Context context) {
        var newest = context.heard();
        return newest == null
                ? List.of()
                : List.of(new Arrivals(host, newest.time(), List.of(newest), newest.origin()));
    }
}

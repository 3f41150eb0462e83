package tilsyn.trace;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tilsyn.fact.Derived;
import tilsyn.fact.Fact;

/** Follows facts to what was really read: a citation ends at a line of a file, never at a computed value. */
public final class Citation {
    /** Most readings one verdict cites; the trace says how many there were. */
    public static final int MOST = 25;

    private Citation() {}

    /** The readings the facts rest on, in the order given, each once, at most {@link #MOST}. */
    public static List<Fact> of(List<Fact> facts) {
        var readings = new LinkedHashSet<Fact>();
        for (var fact : facts) follow(fact, readings);
        return List.copyOf(new ArrayList<>(readings).subList(0, Math.min(MOST, readings.size())));
    }

    private static void follow(Fact fact, Set<Fact> readings) {
        if (readings.size() >= MOST) return;
        if (fact instanceof Derived derived && !derived.basis().isEmpty())
            for (var basis : derived.basis()) follow(basis, readings);
        else readings.add(fact);
    }
}

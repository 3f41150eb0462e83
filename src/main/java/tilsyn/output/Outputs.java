package tilsyn.output;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every way verdicts leave Tilsyn. Add one here. */
public final class Outputs {
    private Outputs() {}

    /** What every check writes, the one for people first. */
    public static List<Output> all() {
        return List.of(new Report(), new VerdictsJson(), new TicketsJson(), new TraceJson());
    }

    /** What is written when someone asks for it by name, for tools that speak another language: {@code docs/exports.md}. */
    public static SortedMap<String, Output> onRequest() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(
                "csv", new VerdictsCsv(),
                "hdf", new Hdf(),
                "junit", new JunitXml(),
                "oscal", new Oscal(),
                "sarif", new Sarif())));
    }
}

package tilsyn.verdict;

import java.util.List;
import java.util.Map;

/**
 * One checklist item: what is judged, of whom, by which clauses, on which evidence.
 *
 * @param version hash of its card and clauses
 * @param perHost judged per host; else once for the customer
 * @param clauses fail clauses first, then no-evidence, then warn, each in the order of their numbers
 * @param mappings control ids by framework, such as {@code nsm: [2.9.1]}
 */
public record Item(
        String id,
        String version,
        Words title,
        Words why,
        Severity severity,
        boolean perHost,
        List<Clause> clauses,
        List<EvidenceLine> evidence,
        List<Parameter> parameters,
        Ticketing ticket,
        Map<String, List<String>> mappings)
        implements Comparable<Item> {
    public Item {
        clauses = List.copyOf(clauses);
        evidence = List.copyOf(evidence);
        parameters = List.copyOf(parameters);
        mappings = Map.copyOf(mappings);
    }

    public Area area() {
        return Area.valueOf(id.substring(0, id.indexOf('-')));
    }

    public Clause clause(String clauseId) {
        return clauses.stream()
                .filter(clause -> clause.id().equals(clauseId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s has no clause %s".formatted(id, clauseId)));
    }

    /** In the checklist's order: areas as in {@link Area}, then by number. */
    @Override
    public int compareTo(Item other) {
        int byArea = area().compareTo(other.area());
        return byArea != 0 ? byArea : id.compareTo(other.id);
    }
}

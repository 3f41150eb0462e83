package tilsyn.rule;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A rules folder that can't be used, with everything found wrong in it. */
public final class RulesBroken extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    RulesBroken(Collection<Problem> problems) {
        super(problems.stream().sorted().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(new TreeSet<>(problems));
    }

    /** Sorted by file and line. */
    public List<Problem> problems() {
        return problems;
    }
}

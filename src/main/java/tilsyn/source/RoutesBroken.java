package tilsyn.source;

import java.util.List;
import java.util.stream.Collectors;

/** The routes can't be used; the message has one line a problem, with file and line. */
public final class RoutesBroken extends RuntimeException {
    /**
     * @param file the route file, or the folder
     * @param line 1-based; 0 when it is the file as a whole
     */
    public record Problem(String file, int line, String sentence) {
        @Override
        public String toString() {
            return line > 0 ? file + ":" + line + "  " + sentence : file + "  " + sentence;
        }
    }

    private final transient List<Problem> problems;

    RoutesBroken(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}

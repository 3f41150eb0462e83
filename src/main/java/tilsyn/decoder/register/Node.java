package tilsyn.decoder.register;

import java.util.List;
import java.util.Map;

/** A register file as read, each part with the line it stands on. */
sealed interface Node {
    int line();

    /** A value, always as text; empty when the file gives none. */
    record Scalar(String text, int line) implements Node {}

    record Items(List<Node> nodes, int line) implements Node {}

    /**
     * Keys with their values.
     *
     * @param lines line of each key
     * @param last last line of the whole
     */
    record Fields(Map<String, Node> values, Map<String, Integer> lines, int line, int last) implements Node {}
}

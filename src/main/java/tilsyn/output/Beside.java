package tilsyn.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;

/**
 * What an explanation shows beside the trace.
 *
 * @param around a cited reading's lines in its file, ten around the one cited; empty when they can't be shown
 * @param rule the text of the rule at such as {@code rules/backup/BCK-01-recent-restore-point.drl:14}, as it was then
 */
public record Beside(Function<JsonNode, List<Line>> around, Function<String, List<String>> rule) {
    public static final Beside NOTHING = new Beside(reading -> List.of(), rule -> List.of());

    /** @param cited whether it is the line that the verdict rests on */
    public record Line(long number, String text, boolean cited) {}
}

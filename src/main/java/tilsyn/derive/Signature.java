package tilsyn.derive;

import java.util.List;
import java.util.Map;

/**
 * A named pattern over log events, as ops write it in {@code rules/signatures/}.
 *
 * @param id such as {@code disk.bad-block}
 * @param says what it means, by language
 * @param counted whether its events are counted by the hour, or kept each
 * @param by data fields that its counts are kept apart by
 * @param place file and line where it stands
 */
public record Signature(String id, Map<String, String> says, boolean counted, List<String> by, String place) {
    public Signature {
        says = Map.copyOf(says);
        by = List.copyOf(by);
    }
}

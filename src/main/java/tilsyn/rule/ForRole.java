package tilsyn.rule;

import java.util.List;
import java.util.Map;

/** Values that differ by role. */
final class ForRole {
    private ForRole() {}

    /** The value of the first role in the map that the subject has; without any, a server's, else the first. */
    static <T> T of(Map<String, T> values, List<String> roles) {
        for (var value : values.entrySet()) if (roles.contains(value.getKey())) return value.getValue();
        var server = values.get("server");
        return server != null ? server : values.values().iterator().next();
    }
}

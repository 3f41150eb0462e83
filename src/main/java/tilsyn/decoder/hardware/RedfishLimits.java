package tilsyn.decoder.hardware;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.SensorReading.Status;

/** A reading against the thresholds that a Redfish sensor states, in the older form or the newer. Zeros stand for none. */
final class RedfishLimits {
    private RedfishLimits() {}

    /** Null when there is no reading, or no threshold to hold it against. */
    static @Nullable Status of(JsonNode node, @Nullable Double value) {
        if (value == null) return null;
        boolean known = false;
        var worst = Status.OK;
        for (var level : new Status[] {Status.WARNING, Status.CRITICAL}) {
            for (var word : level == Status.WARNING ? new String[] {"Caution"} : new String[] {"Critical", "Fatal"}) {
                var upper = limit(node, "Upper", word);
                var lower = limit(node, "Lower", word);
                known |= upper != null || lower != null;
                if (upper != null && value >= upper || lower != null && value <= lower) worst = level;
            }
        }
        return known ? worst : null;
    }

    private static @Nullable Double limit(JsonNode node, String side, String word) {
        var newer = node.at("/Thresholds/" + side + word + "/Reading");
        var older = node.path(side + "Threshold" + (word.equals("Caution") ? "NonCritical" : word));
        var limit = newer.isNumber() ? newer : older;
        return limit.isNumber() && limit.doubleValue() != 0 ? limit.doubleValue() : null;
    }
}

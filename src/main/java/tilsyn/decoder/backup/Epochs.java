package tilsyn.decoder.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.When;

/** Times written as seconds since 1970. */
final class Epochs {
    private static final double FIRST = 631_152_000;
    private static final double LAST = 4_102_444_800.0;

    private Epochs() {}

    /** The number as it stands in JSON, without an exponent. */
    static String text(JsonNode number) {
        return number.isNumber() && Double.isFinite(number.doubleValue())
                ? number.decimalValue().toPlainString()
                : "";
    }

    /** Null outside the years 1990 to 2100, as zeros and milliseconds are no seconds. */
    static @Nullable When when(@Nullable Double seconds, String text) {
        if (seconds == null || !(seconds >= FIRST && seconds < LAST)) return null;
        return new When(Instant.ofEpochMilli(Math.round(seconds * 1000)), text, "");
    }
}

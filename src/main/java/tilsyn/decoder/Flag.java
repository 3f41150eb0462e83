package tilsyn.decoder;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Yes and no as exports write them, in English and Norwegian. */
public final class Flag {
    private Flag() {}

    /** Null when it is neither. */
    public static @Nullable Boolean of(@Nullable String text) {
        if (text == null) return null;
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "ja", "sann", "on", "på", "1" -> true;
            case "false", "no", "nei", "usann", "off", "av", "0" -> false;
            default -> null;
        };
    }
}

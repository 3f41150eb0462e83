package tilsyn.decoder.updates;

import java.util.regex.Pattern;

/** The number Microsoft gives an update. */
final class Kb {
    private static final Pattern IN_TEXT = Pattern.compile("(?i)\\bKB ?(\\d{6,7})\\b");

    private Kb() {}

    /** With its letters, from a field that holds it or else from a title that names it; empty when neither does. */
    static String of(String field, String title) {
        if (field.matches("(?i)(?:KB)?\\d{6,7}")) return "KB" + field.replaceFirst("(?i)^KB", "");
        var named = IN_TEXT.matcher(title.length() > 2_000 ? title.substring(0, 2_000) : title);
        return named.find() ? "KB" + named.group(1) : "";
    }
}

package tilsyn.decoder.backup;

import java.util.Locale;
import java.util.regex.Pattern;
import tilsyn.decoder.Head;

/** How lines look that restic and scripts around it write. */
final class ResticLines {
    static final Pattern STAMPED = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?)[: ] ?(.*)");
    static final Pattern NAMED = Pattern.compile("([\\w.-]{1,60})(?:\\[\\d{1,10}\\])?: (.*)");
    static final Pattern BEGINS = Pattern.compile(
            "(?:restic )?(?:backup )?(?:start|started|starting|begin)\\b(.*)", Pattern.CASE_INSENSITIVE);
    static final Pattern ENDS = Pattern.compile(
            "(?:restic )?(?:backup )?(?:(?:finished|ended|done|end|failed)\\b.{0,40}?)?\\b(?:exit|rc|exit[ _-]?(?:code|status))[=: ]+(\\d{1,3})\\b(.*)",
            Pattern.CASE_INSENSITIVE);

    private ResticLines() {}

    /** Whether restic wrote the line for machines. */
    static boolean isMessage(String line) {
        return line.startsWith("{\"message_type\":\"");
    }

    /** Whether starts and ends with a time stand around what restic says. */
    static boolean isLog(Head head) {
        if (head.binary()) return false;
        boolean stamped = false;
        boolean restic = false;
        for (var line : head.lines(60)) {
            if (isMessage(line)) restic = true;
            if (line.length() > 5_000) continue;
            var found = STAMPED.matcher(line);
            if (!found.matches()) continue;
            var said = said(found.group(2));
            if (BEGINS.matcher(said).matches() || ENDS.matcher(said).matches()) stamped = true;
            if (found.group(2).toLowerCase(Locale.ROOT).contains("restic")) restic = true;
        }
        return stamped && restic;
    }

    private static String said(String text) {
        var named = NAMED.matcher(text);
        return named.matches() ? named.group(2) : text;
    }
}

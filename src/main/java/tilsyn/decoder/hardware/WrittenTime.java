package tilsyn.decoder.hardware;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Input;
import tilsyn.decoder.When;

/** Times as C programs write them: {@code Mon Nov 23 00:45:07 2026}, with a zone's letters before the year, behind it or none. */
final class WrittenTime {
    private static final Pattern WRITTEN =
            Pattern.compile("(?:[A-Z][a-z]{2} )?([A-Z][a-z]{2}) +(\\d{1,2}) (\\d\\d:\\d\\d:\\d\\d)"
                    + " (?:([A-Z]{3,5}) )?(\\d{4})(?: (.{1,40}))?");
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendPattern("MMM d HH:mm:ss uuuu").toFormatter(Locale.ENGLISH);
    private static final Map<String, ZoneOffset> ZONES = Map.of(
            "UTC", ZoneOffset.UTC,
            "GMT", ZoneOffset.UTC,
            "CET", ZoneOffset.ofHours(1),
            "CEST", ZoneOffset.ofHours(2),
            "EET", ZoneOffset.ofHours(2),
            "EEST", ZoneOffset.ofHours(3));

    private WrittenTime() {}

    /** Of a text that states UTC; null when it is no such time. */
    static @Nullable Instant of(String text) {
        var found = WRITTEN.matcher(text);
        if (!found.matches()) return null;
        var local = local(found);
        return local == null ? null : local.toInstant(ZoneOffset.UTC);
    }

    private static @Nullable LocalDateTime local(Matcher found) {
        try {
            return LocalDateTime.parse(
                    "%s %s %s %s".formatted(found.group(1), found.group(2), found.group(3), found.group(5)), TIME);
        } catch (DateTimeException none) {
            return null;
        }
    }

    /** Null when it is no such time. */
    static @Nullable When of(String text, Input input) {
        var found = WRITTEN.matcher(text.strip());
        if (!found.matches()) return null;
        var local = local(found);
        if (local == null) return null;
        var letters = found.group(4) != null ? found.group(4) : found.group(6) != null ? found.group(6) : "";
        var named = ZONES.get(letters);
        if (named != null) return new When(local.toInstant(named), text, "");
        var note = letters.isEmpty() ? "" : "; which zone " + letters + " is, nobody can say";
        return new When(local.atZone(input.zone()).toInstant(), text, input.zoneNote() + note);
    }
}

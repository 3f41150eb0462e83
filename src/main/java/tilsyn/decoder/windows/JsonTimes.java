package tilsyn.decoder.windows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Input;
import tilsyn.decoder.LocalTimes;

/** Times as PowerShell and log shippers write them in JSON. */
final class JsonTimes {
    private final LocalTimes times;
    private String note = "";

    JsonTimes(Input input) {
        this.times = new LocalTimes(input, false);
    }

    /**
     * Windows PowerShell's {@code /Date(1763...)/}, which is UTC; ISO 8601 with an offset; without one it is local. Null when
     * it is none of these.
     */
    @Nullable
    Instant read(String text) {
        note = "";
        if (text.startsWith("/Date(")) return ofDate(text);
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException local) {
            return ofLocal(text.replace(' ', 'T'));
        }
    }

    private static @Nullable Instant ofDate(String text) {
        int end = text.indexOf(')');
        if (end < 0 || end > 30) return null;
        var digits = text.substring("/Date(".length(), end).replaceFirst("[+-][0-9]{4}$", "");
        try {
            return Instant.ofEpochMilli(Long.parseLong(digits));
        } catch (NumberFormatException none) {
            return null;
        }
    }

    private @Nullable Instant ofLocal(String text) {
        try {
            var local = LocalDateTime.parse(text);
            var time = times.at(
                    local.getYear(),
                    local.getMonthValue(),
                    local.getDayOfMonth(),
                    local.toLocalTime().toSecondOfDay(),
                    local.getNano());
            note = times.note();
            return time;
        } catch (DateTimeException none) {
            return null;
        }
    }

    /** How the last one became an instant. */
    String note() {
        return note;
    }
}

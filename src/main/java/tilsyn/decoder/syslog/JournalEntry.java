package tilsyn.decoder.syslog;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/**
 * The fields of one entry of the systemd journal that matter, as systemd.journal-fields(7) names them. Its sequence number is
 * left out, as an export that is filtered has gaps without a loss.
 */
final class JournalEntry {
    static final Set<String> FIELDS = Set.of(
            "__REALTIME_TIMESTAMP",
            "_SOURCE_REALTIME_TIMESTAMP",
            "_HOSTNAME",
            "_TRANSPORT",
            "SYSLOG_IDENTIFIER",
            "_COMM",
            "PRIORITY",
            "MESSAGE",
            "MESSAGE_ID",
            "UNIT",
            "_SYSTEMD_UNIT",
            "UNIT_RESULT",
            "JOB_RESULT",
            "EXIT_CODE",
            "EXIT_STATUS");
    private static final Map<String, String> DATA = Map.of(
            "MESSAGE_ID", "msgId",
            "UNIT_RESULT", "unitResult",
            "JOB_RESULT", "jobResult",
            "EXIT_CODE", "exitCode",
            "EXIT_STATUS", "exitStatus");
    private static final long LATEST = 253_402_300_799_999_999L;

    private final Map<String, String> fields = new TreeMap<>();

    /** Of equal names the first; a message of several parts is all of them. */
    void put(String name, String value) {
        if (FIELDS.contains(name))
            fields.merge(name, value, (one, other) -> name.equals("MESSAGE") ? one + "\n" + other : one);
    }

    /** What was expected instead, or null when it is an entry. */
    @Nullable
    String problem() {
        return time() == null ? "expected microseconds since 1970 as __REALTIME_TIMESTAMP" : null;
    }

    /** When it was sent, as journalctl shows it, else when the journal took it. */
    private @Nullable Instant time() {
        var taken = instant("__REALTIME_TIMESTAMP");
        var sent = instant("_SOURCE_REALTIME_TIMESTAMP");
        return taken == null || sent == null ? taken : sent;
    }

    private @Nullable Instant instant(String name) {
        var text = get(name);
        if (text.isEmpty() || text.length() > 18) return null;
        long micros = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') return null;
            micros = micros * 10 + c - '0';
        }
        return micros > LATEST ? null : Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }

    /** The entry as an event; only when it has no problem. */
    LogEvent event(Origin place) {
        var time = time();
        if (time == null) throw new IllegalStateException("an entry without time at " + place);
        var data = new TreeMap<String, String>();
        DATA.forEach((field, name) -> {
            if (!get(field).isEmpty()) data.put(name, get(field));
        });
        var unit = get("UNIT").isEmpty() ? get("_SYSTEMD_UNIT") : get("UNIT");
        if (!unit.isEmpty()) data.put("unit", unit);
        return new LogEvent(
                get("_HOSTNAME"),
                LogEvent.SYSLOG,
                program(),
                -1,
                level(),
                -1,
                time,
                data,
                get("MESSAGE"),
                "",
                place.withTime(get("__REALTIME_TIMESTAMP"), ""));
    }

    private String program() {
        if (!get("SYSLOG_IDENTIFIER").isEmpty()) return get("SYSLOG_IDENTIFIER");
        if (!get("_COMM").isEmpty()) return get("_COMM");
        return get("_TRANSPORT").equals("kernel") ? "kernel" : "";
    }

    private Level level() {
        var priority = get("PRIORITY");
        return priority.length() == 1 ? Level.ofSyslog(priority.charAt(0) - '0') : Level.NONE;
    }

    private String get(String name) {
        return fields.getOrDefault(name, "");
    }
}

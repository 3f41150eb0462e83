package tilsyn.derive;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.PrivilegedChange;

/** Members added to groups, services installed and audit policies changed in the last 35 days, with their change records. */
final class PrivilegedChanges {
    private static final Duration LOOK_BACK = Duration.ofDays(35);
    private static final int MOST = 2_000;

    private PrivilegedChanges() {}

    /** Security 4697 and System 7045 of one minute tell of one service. */
    static List<Fact> of(String host, List<Fact> facts, Context context) {
        var records = context.attestations("change_record", host, facts);
        var window = Duration.ofSeconds(Math.round(3600 * context.limit("LOG-08.match_window_h", host)));
        var from = context.asOf().minus(LOOK_BACK);
        var told = new HashSet<String>();
        var found = new ArrayList<Fact>();
        for (var fact : facts) {
            if (!(fact instanceof LogEvent event) || event.time().isBefore(from) || found.size() >= MOST) continue;
            var change = change(event);
            if (change.isEmpty()) continue;
            var object = object(event, change);
            if (!told.add(change + "|" + object + "|" + group(event) + "|"
                    + event.time().truncatedTo(ChronoUnit.MINUTES))) continue;
            var record = record(change, object, event, records, window);
            found.add(new PrivilegedChange(
                    host,
                    change,
                    object,
                    change.equals("group") ? group(event) : "",
                    event.data("SubjectUserName"),
                    Duration.between(event.time(), context.asOf()),
                    record == null ? "" : record.no(),
                    record != null && isOrdered(record),
                    event.time(),
                    record == null ? List.of(event) : List.of(event, record),
                    event.origin()));
        }
        return found;
    }

    private static String change(LogEvent event) {
        return switch (event.signature()) {
            case "account.privileged" -> "group";
            case "service.installed" -> "service";
            case "log.audit-changed" -> "audit";
            default -> "";
        };
    }

    private static String object(LogEvent event, String change) {
        return switch (change) {
            case "group" -> member(event);
            case "service" -> event.data("ServiceName").isEmpty() ? event.data("param1") : event.data("ServiceName");
            default -> "audit";
        };
    }

    /** {@code erp-konsulent} of {@code CN=erp-konsulent,OU=…}; else the SID. */
    private static String member(LogEvent event) {
        var name = event.data("MemberName");
        if (name.isBlank() || name.equals("-")) name = event.data("account");
        if (name.isBlank()) return event.data("MemberSid");
        if (!name.regionMatches(true, 0, "CN=", 0, 3)) return name;
        int end = name.indexOf(',');
        return name.substring(3, end < 0 ? name.length() : end);
    }

    private static String group(LogEvent event) {
        return event.data("TargetSid").isBlank() ? event.data("group") : event.data("TargetSid");
    }

    private static @Nullable Attestation record(
            String change, String object, LogEvent event, List<Attestation> records, Duration window) {
        for (var record : records) {
            var about = record.about() == null ? record.time() : record.about();
            if (Duration.between(about, event.time()).abs().compareTo(window) <= 0 && names(record, change, object))
                return record;
        }
        return null;
    }

    /** An object nobody names can be explained by nothing. */
    private static boolean names(Attestation record, String change, String object) {
        var text = (record.what() + "\n" + record.more("object")).toLowerCase(Locale.ROOT);
        if (change.equals("audit")) return text.contains("audit") || text.contains("revisjon");
        return !object.isBlank() && text.contains(object.toLowerCase(Locale.ROOT));
    }

    private static boolean isOrdered(Attestation record) {
        var by = record.more("ordered_by").strip();
        return !by.isEmpty() && !by.equalsIgnoreCase(record.who().strip());
    }
}

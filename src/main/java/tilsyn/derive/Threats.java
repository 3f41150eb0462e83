package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Attestation;
import tilsyn.fact.AvDetection;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Person;
import tilsyn.fact.ThreatFound;
import tilsyn.fact.ThreatFound.State;
import tilsyn.fact.TicketState;

/**
 * What the antivirus of a host found in the last 35 days: what products say of their detections, Defender's events of
 * detection, action and quarantine, and ClamAV's messages. What is told of one find shares the product's number of it;
 * without one, threat and path.
 */
final class Threats {
    private static final Duration LOOK_BACK = Duration.ofDays(35);
    private static final Duration TIME_TO_ACT = Duration.ofMinutes(30);
    private static final Duration APPROVAL = Duration.ofHours(72);
    private static final int RESTORED = 1009;
    private static final int MOST = 5_000;
    private static final Set<String> SIGNATURES =
            Set.of("av.detected", "av.acted", "av.action-failed", "av.quarantine");
    private static final Set<String> MILD = Set.of("1", "2", "low", "moderate", "lav", "moderat");

    private Threats() {}

    /** @param facts in the order of time */
    static List<Fact> of(String host, List<Fact> facts, Context context) {
        var finds = new ArrayList<Find>();
        Map<String, Find> open = new LinkedHashMap<>();
        var from = context.asOf().minus(LOOK_BACK);
        for (var fact : facts) {
            var told = fact.time().isBefore(from) ? null : Told.of(fact);
            if (told == null) continue;
            var find = open.get(told.key());
            if (find == null || find.state() == State.RESOLVED && told.state() == State.ACTIVE) {
                if (finds.size() >= MOST) break;
                find = new Find();
                finds.add(find);
                open.put(told.key(), find);
            }
            find.told.add(told);
        }
        var threats = new ArrayList<Fact>();
        for (var find : finds) threats.add(find.threat(host, facts, context));
        return threats;
    }

    /** What one record says of a find. */
    private record Told(String id, String threat, String path, String severity, String sha256, State state, Fact fact) {
        static @Nullable Told of(Fact fact) {
            if (fact instanceof AvDetection detection)
                return new Told(
                        bare(detection.id()),
                        detection.threat(),
                        detection.path(),
                        detection.severity(),
                        detection.sha256(),
                        state(detection.state()),
                        detection);
            if (!(fact instanceof LogEvent event) || !SIGNATURES.contains(event.signature())) return null;
            if (event.signature().equals("av.quarantine") && event.eventId() != RESTORED) return null;
            var path = first(event, "Path", "file");
            return new Told(
                    bare(event.data("Detection ID")),
                    first(event, "Threat Name", "threat"),
                    path.startsWith("file:_") ? path.substring(6) : path,
                    first(event, "Severity ID", "Severity Name"),
                    "",
                    state(event),
                    event);
        }

        /** The product's number of the find, else what it is and where. */
        String key() {
            return id.isEmpty() ? threat + "|" + path : id;
        }

        Instant time() {
            return fact.time();
        }

        private static String bare(String id) {
            return id.replaceAll("[{}\\s]", "").toLowerCase(Locale.ROOT);
        }

        private static String first(LogEvent event, String name, String other) {
            return event.data(name).isEmpty() ? event.data(other) : event.data(name);
        }

        private static State state(AvDetection.State state) {
            return switch (state) {
                case DETECTED -> State.ACTIVE;
                case RESOLVED -> State.RESOLVED;
                case FAILED -> State.FAILED;
                case ALLOWED -> State.ALLOWED;
                case RESTORED -> State.RESTORED;
            };
        }

        private static State state(LogEvent event) {
            return switch (event.signature()) {
                case "av.detected" -> State.ACTIVE;
                case "av.action-failed" -> State.FAILED;
                case "av.quarantine" -> State.RESTORED;
                default -> acted(event);
            };
        }

        /** By Defender's action id; its word only where the id is not told. */
        private static State acted(LogEvent event) {
            var code = event.data("Error Code").strip();
            if (!code.isEmpty() && !code.matches("(0x)?0+")) return State.FAILED;
            var action = first(event, "Action ID", "Action Name").strip();
            if (action.isEmpty()) action = event.data("Action").strip();
            return switch (action.toLowerCase(Locale.ROOT)) {
                case "1", "2", "3", "10", "clean", "quarantine", "remove", "block", "karantene", "fjern", "rens" ->
                    State.RESOLVED;
                case "6", "allow", "tillat" -> State.ALLOWED;
                case "9", "no action", "ingen handling" -> State.ACTIVE;
                default -> State.UNKNOWN;
            };
        }
    }

    /** What was told about one thing found, oldest first. */
    private static final class Find {
        private final List<Told> told = new ArrayList<>();

        private State state() {
            return told.get(told.size() - 1).state();
        }

        private String said(Function<Told, String> what) {
            for (var one : told) if (!what.apply(one).isBlank()) return what.apply(one);
            return "";
        }

        ThreatFound threat(String host, List<Fact> facts, Context context) {
            var first = told.get(0);
            var last = told.get(told.size() - 1);
            var threat = said(Told::threat);
            var family = Family.of(threat);
            var path = said(Told::path);
            var ticket = ticket(host, List.of(threat, family, path, first.id()), facts, context);
            var approval = state() == State.RESTORED ? approval(host, threat, path, last.time(), facts, context) : null;
            var seen = ticket == null ? null : ticket.acknowledged();
            var until = seen == null ? context.asOf() : seen;
            var basis = new ArrayList<Fact>();
            basis.add(first.fact());
            if (last != first) basis.add(last.fact());
            if (ticket != null) basis.add(ticket);
            if (approval != null) basis.add(approval);
            return new ThreatFound(
                    host,
                    threat,
                    family,
                    path,
                    said(Told::sha256).toLowerCase(Locale.ROOT),
                    !MILD.contains(said(Told::severity).strip().toLowerCase(Locale.ROOT)),
                    state(),
                    state() == State.ACTIVE && !last.time().plus(TIME_TO_ACT).isBefore(context.asOf()),
                    approval != null,
                    seen,
                    Duration.between(first.time(), until),
                    Workdays.between(context.day(first.time()), context.day(until)),
                    ticket != null && isConcluded(ticket, context),
                    first.time(),
                    basis,
                    first.fact().origin());
        }

        /** The ticket about it that a named person acknowledged first. */
        private @Nullable TicketState ticket(String host, List<String> names, List<Fact> facts, Context context) {
            TicketState found = null;
            Instant earliest = null;
            for (var fact : facts)
                if (fact instanceof TicketState ticket
                        && ticket.item().equals("AV-05")
                        && ticket.host().equals(host)
                        && !ticket.object().isBlank()
                        && names.stream().anyMatch(ticket.object()::equalsIgnoreCase)) {
                    var seen = seen(ticket, told.get(0).time(), context);
                    if (seen == null || earliest != null && !seen.isBefore(earliest)) continue;
                    earliest = seen;
                    found = ticket;
                }
            return found;
        }

        /** When a named person acknowledged it, at the earliest when the threat was found; null when nobody did. */
        private static @Nullable Instant seen(TicketState ticket, Instant found, Context context) {
            var seen = ticket.acknowledged();
            boolean counts = seen != null
                    && !seen.isBefore(found)
                    && !seen.isAfter(context.asOf())
                    && Person.isNamed(ticket.acknowledgedBy());
            return counts ? seen : null;
        }

        /** A conclusion that may have been written only after as-of is none. */
        private static boolean isConcluded(TicketState ticket, Context context) {
            return !ticket.conclusion().isBlank() && !ticket.active().isAfter(context.asOf());
        }

        private static @Nullable Attestation approval(
                String host, String threat, String path, Instant restored, List<Fact> facts, Context context) {
            return context.attestations("change_record", host, facts).stream()
                    .filter(record ->
                            Duration.between(record.time(), restored).abs().compareTo(APPROVAL) <= 0)
                    .filter(record -> names(record, threat) || names(record, path))
                    .findFirst()
                    .orElse(null);
        }

        private static boolean names(Attestation record, String object) {
            return !object.isBlank()
                    && (record.what() + "\n" + record.more("object"))
                            .toLowerCase(Locale.ROOT)
                            .contains(object.toLowerCase(Locale.ROOT));
        }
    }

    /** The name that variants of a threat share: {@code FiktivLaster} of {@code Trojan:Win32/FiktivLaster.B!MTB}. */
    static final class Family {
        private Family() {}

        static String of(String threat) {
            var bare = threat.strip();
            int slash = bare.lastIndexOf('/');
            if (slash >= 0) bare = bare.substring(slash + 1);
            else if (bare.contains(":")) bare = bare.substring(bare.lastIndexOf(':') + 1);
            int mark = bare.indexOf('!');
            if (mark > 0) bare = bare.substring(0, mark);
            // Win.Trojan.Name-123-0 as ClamAV writes it
            if (bare.matches("[A-Za-z0-9]+\\.[A-Za-z0-9]+\\.[^.-]+-.*")) {
                var name = bare.substring(bare.indexOf('.', bare.indexOf('.') + 1) + 1);
                return name.substring(0, name.indexOf('-'));
            }
            int dot = bare.indexOf('.');
            return dot > 0 && slash >= 0 ? bare.substring(0, dot) : bare;
        }
    }
}

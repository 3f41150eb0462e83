package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.CriticalEvent;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Person;
import tilsyn.fact.TicketState;

/** The events of the last 35 days that a person has to decide about, with who has looked at them and when. */
final class CriticalEvents {
    /** The catalogue: what is known to be critical and is no other item's to follow up. */
    static final Set<String> CATALOGUE = Set.of(
            "disk.bad-block",
            "disk.controller-error",
            "disk.io-error",
            "disk.paging-error",
            "disk.predicted-failure",
            "disk.removed",
            "disk.reset",
            "files.corrupt",
            "files.read-only",
            "files.write-lost",
            "kernel.out-of-memory",
            "kernel.stuck",
            "memory.uncorrected",
            "raid.degraded",
            "raid.fail",
            "raid.offline",
            "raid.predictive",
            "raid.storage-spaces",
            "smartd.failed");

    private static final Duration LOOK_BACK = Duration.ofDays(35);

    private CriticalEvents() {}

    /** One for each object, sorted. */
    static List<Fact> of(String host, List<Fact> facts, Context context) {
        Map<String, List<LogEvent>> events = new TreeMap<>();
        var from = context.asOf().minus(LOOK_BACK);
        for (var fact : facts)
            if (fact instanceof LogEvent event
                    && CATALOGUE.contains(event.signature())
                    && !event.time().isBefore(from)
                    && !event.time().isAfter(context.asOf()))
                events.computeIfAbsent(object(event), object -> new ArrayList<>())
                        .add(event);
        var found = new ArrayList<Fact>();
        events.forEach((object, ofObject) ->
                found.add(slowest(host, object, ofObject, tickets(host, object, facts), context)));
        return found;
    }

    private static String object(LogEvent event) {
        return event.eventId() >= 0
                ? event.provider() + " " + event.eventId()
                : event.provider() + " " + event.signature();
    }

    private static List<TicketState> tickets(String host, String object, List<Fact> facts) {
        return facts.stream()
                .filter(TicketState.class::isInstance)
                .map(TicketState.class::cast)
                .filter(ticket -> ticket.item().equals("LOG-04")
                        && ticket.host().equals(host)
                        && ticket.object().equalsIgnoreCase(object)
                        && Person.isNamed(ticket.acknowledgedBy()))
                .toList();
    }

    private static Fact slowest(
            String host, String object, List<LogEvent> events, List<TicketState> tickets, Context context) {
        LogEvent slowest = null;
        var longest = Duration.ZERO;
        TicketState seenIn = null;
        for (var event : events) {
            TicketState first = null;
            Duration waited = null;
            for (var ticket : tickets) {
                var wait = wait(event.time(), ticket, context.asOf());
                if (wait == null || waited != null && wait.compareTo(waited) >= 0) continue;
                waited = wait;
                first = ticket;
            }
            if (waited == null) waited = Duration.between(event.time(), context.asOf());
            if (slowest != null && waited.compareTo(longest) <= 0) continue;
            slowest = event;
            longest = waited;
            seenIn = first;
        }
        var event = slowest == null ? events.get(0) : slowest;
        return new CriticalEvent(
                host,
                object,
                longest,
                seenIn == null,
                events.size(),
                event.time(),
                seenIn == null ? List.of(event) : List.of(event, seenIn),
                event.origin());
    }

    /** How long the event waited for the ticket's person; none while one is at it already, null when it is no answer. */
    private static @Nullable Duration wait(Instant event, TicketState ticket, Instant asOf) {
        var seen = ticket.acknowledged();
        if (seen == null || seen.isAfter(asOf)) return null;
        if (!seen.isBefore(event)) return Duration.between(event, seen);
        boolean open = !ticket.status().equals("closed") || !ticket.active().isBefore(event);
        return open ? Duration.ZERO : null;
    }
}

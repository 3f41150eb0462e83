package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.GuestList;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogEvent;
import tilsyn.fact.UnknownHost;

/** Names that the inventory does not know. */
final class Strangers {
    private static final Duration GONE = Duration.ofDays(14);
    private static final int BASIS = 5;

    private final Context context;
    private final Map<String, Found> found = new TreeMap<>();

    private Strangers(Context context) {
        this.context = context;
    }

    /** By name; none when there is no inventory to be known by. Those last seen more than 14 days ago are gone. */
    static List<Fact> of(Facts facts, Context context) {
        if (!context.identity().hasInventory()) return List.of();
        var strangers = new Strangers(context);
        for (var host : facts.hosts()) {
            var known = facts.of(host).stream()
                    .filter(fact -> Context.isReading(fact)
                            && !(fact instanceof LogCount count ? count.hour() : fact.time()).isAfter(context.asOf()))
                    .toList();
            if (strangers.isStranger(host)) for (var fact : known) strangers.saw(host, "evidence", fact);
            strangers.guests(known);
        }
        return strangers.unknown();
    }

    private boolean isStranger(String name) {
        var host = context.hosts().get(name);
        return host == null || host.assumed();
    }

    /** Guests in the newest list, from when first listed or created; one created since may not be listed yet. */
    private void guests(List<Fact> ofHypervisor) {
        GuestList newest = null;
        for (var fact : ofHypervisor)
            if (fact instanceof GuestList list && (newest == null || Facts.ORDER.compare(list, newest) > 0))
                newest = list;
        for (var fact : ofHypervisor) {
            if (fact instanceof GuestList list) for (var guest : list.guests()) guest(guest.name(), newest, list);
            if (fact instanceof LogEvent event && event.signature().equals("guest.created"))
                guest(event.data("VmName"), newest, event);
        }
    }

    private void guest(String name, @Nullable GuestList newest, Fact fact) {
        if (name.isBlank()) return;
        var host = context.identity().resolve(name, "");
        boolean there = newest == null
                || fact.time().isAfter(newest.time())
                || newest.guests().stream()
                        .anyMatch(guest ->
                                context.identity().resolve(guest.name(), "").equals(host));
        if (there && isStranger(host)) saw(host, "guest", fact);
    }

    private void saw(String name, String how, Fact fact) {
        found.computeIfAbsent(name, unknown -> new Found(how)).at(fact);
    }

    private List<Fact> unknown() {
        var unknown = new ArrayList<Fact>();
        found.forEach((name, seen) -> {
            if (!seen.last.isBefore(context.asOf().minus(GONE)))
                unknown.add(new UnknownHost(
                        name,
                        seen.how,
                        seen.first,
                        seen.last,
                        List.copyOf(seen.basis),
                        seen.basis.get(0).origin()));
        });
        return unknown;
    }

    /** What was seen of one name. */
    private static final class Found {
        private final String how;
        private final List<Fact> basis = new ArrayList<>();
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;

        Found(String how) {
            this.how = how;
        }

        void at(Fact fact) {
            var from = fact instanceof LogCount count && !Counts.minutes(count).isEmpty()
                    ? Counts.minutes(count).get(0)
                    : fact.time();
            if (from.isBefore(first)) first = from;
            if (fact.time().isAfter(last)) last = fact.time();
            basis.add(fact);
            basis.sort(Facts.ORDER);
            // the first few show since when, the newest that it is still there
            if (basis.size() > BASIS) basis.remove(BASIS - 1);
        }
    }
}

package tilsyn.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.FrictionPoint;
import tilsyn.fact.Host;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogEvent;
import tilsyn.fact.PastVerdict;
import tilsyn.fact.RecordRange;
import tilsyn.fact.ReportDelivery;
import tilsyn.fact.TicketState;

/**
 * A customer's facts as they were known at the moment judged: later ones set aside (R5), and hosts that only the input shows
 * declared as assumed when there is no inventory to declare any.
 */
final class Known implements Facts {
    /** How far a clock may be ahead. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private final SortedMap<String, List<Fact>> byHost = new TreeMap<>();
    private final SortedMap<String, Host> declared = new TreeMap<>();
    private final List<Fact> customer;

    Known(Facts facts, Instant asOf) {
        var limit = asOf.plus(AHEAD);
        customer = until(limit, facts.customer());
        for (var host : facts.hosts()) {
            var known = until(limit, facts.of(host));
            if (!known.isEmpty()) byHost.put(host, known);
            for (var fact : known) if (fact instanceof Host declaration) declared.put(host, declaration);
        }
        if (declared.values().stream().allMatch(Host::assumed)) assumeHosts(asOf);
    }

    private void assumeHosts(Instant asOf) {
        byHost.replaceAll((name, facts) -> {
            if (declared.containsKey(name)) return facts;
            var host = new Host(
                    name,
                    List.of(),
                    List.of(),
                    "",
                    "active",
                    null,
                    true,
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    null,
                    null,
                    true,
                    asOf,
                    facts.get(0).origin());
            declared.put(name, host);
            var all = new ArrayList<>(facts);
            all.add(host);
            all.sort(ORDER);
            return List.copyOf(all);
        });
    }

    private static List<Fact> until(Instant limit, List<Fact> facts) {
        var known = new ArrayList<Fact>();
        for (var fact : facts) {
            var cut = fact instanceof LogCount count ? cut(count, limit) : fact;
            if (cut != null && !(isDated(cut) && cut.time().isAfter(limit))) known.add(cut);
        }
        var read = List.copyOf(known);
        for (var fact : facts)
            if (fact instanceof RecordRange range
                    && range.time().isAfter(limit)
                    && !range.firstTime().isAfter(limit)) known.add(cut(range, read));
        known.sort(ORDER);
        return List.copyOf(known);
    }

    /**
     * The range as far as it was known: up to the channel's newest event. Which id that one had is not known; that none
     * is missing is.
     */
    private static RecordRange cut(RecordRange range, List<Fact> read) {
        var newest = range.firstTime();
        for (var fact : read) {
            boolean event = fact instanceof LogEvent || fact instanceof LogCount;
            if (event && fact.source().equals(range.source()) && fact.time().isAfter(newest)) newest = fact.time();
        }
        return new RecordRange(
                range.host(), range.channel(), range.first(), range.last(), range.firstTime(), newest, range.origin());
    }

    /** Whether its time is when it came about, rather than when something holds or a list was last edited. */
    private static boolean isDated(Fact fact) {
        return fact.kind() == Fact.Kind.STREAM
                || fact.kind() == Fact.Kind.SNAPSHOT
                || fact instanceof Attestation
                || fact instanceof FrictionPoint
                || fact instanceof PastVerdict
                || fact instanceof ReportDelivery
                || fact instanceof TicketState;
    }

    /** The count without minutes that begin later; null when none is left. */
    private static @Nullable LogCount cut(LogCount count, Instant limit) {
        if (!count.time().isAfter(limit)) return count;
        if (count.hour().isAfter(limit)) return null;
        var minutes = new ArrayList<>(count.minutes());
        for (int minute = 0; minute < 60; minute++)
            if (count.hour().plus(Duration.ofMinutes(minute)).isAfter(limit)) minutes.set(minute, 0);
        if (minutes.stream().allMatch(number -> number == 0)) return null;
        return new LogCount(
                count.host(),
                count.channel(),
                count.provider(),
                count.signature(),
                count.template(),
                count.key(),
                count.level(),
                count.hour(),
                minutes,
                count.origin(),
                count.origin());
    }

    @Override
    public SortedSet<String> hosts() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(byHost.keySet()));
    }

    @Override
    public List<Fact> of(String host) {
        return byHost.getOrDefault(host, List.of());
    }

    @Override
    public List<Fact> customer() {
        return customer;
    }

    /** The inventory by host; hosts that only the input shows are in it when nothing else is. */
    SortedMap<String, Host> declared() {
        return Collections.unmodifiableSortedMap(declared);
    }
}

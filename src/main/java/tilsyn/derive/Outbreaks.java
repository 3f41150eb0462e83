package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.AbsenceDeclaration;
import tilsyn.fact.AvNetwork;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Host;
import tilsyn.fact.KeyLog;
import tilsyn.fact.Person;
import tilsyn.fact.ThreatFound;
import tilsyn.fact.ThreatSpread;
import tilsyn.fact.TicketState;

/** Threats seen over all of a customer's hosts together, and how many hosts can tell of any. */
final class Outbreaks {
    private static final Duration WEEK = Duration.ofDays(7);

    private final Facts facts;
    private final Map<String, List<Fact>> derived;
    private final Context context;

    private Outbreaks(Facts facts, Map<String, List<Fact>> derived, Context context) {
        this.facts = facts;
        this.derived = derived;
        this.context = context;
    }

    /** @param derived by host, what {@link Derive#host} gave */
    static List<Fact> of(Facts facts, Map<String, List<Fact>> derived, Context context) {
        return new Outbreaks(facts, derived, context).found();
    }

    private List<Fact> found() {
        var threats = new TreeSet<Fact>(Facts.ORDER);
        for (var ofHost : derived.values()) for (var fact : ofHost) if (fact instanceof ThreatFound) threats.add(fact);
        Map<String, List<ThreatFound>> alike = new TreeMap<>();
        var from = context.asOf().minus(days("AV-06.lookback_d"));
        for (var fact : threats) {
            if (!(fact instanceof ThreatFound threat) || threat.time().isBefore(from)) continue;
            if (!threat.family().isEmpty())
                alike.computeIfAbsent(threat.family(), name -> new ArrayList<>())
                        .add(threat);
            if (!threat.sha256().isEmpty())
                alike.computeIfAbsent(threat.sha256(), name -> new ArrayList<>())
                        .add(threat);
        }
        var found = new ArrayList<Fact>();
        alike.forEach((name, ofName) -> found.addAll(spreads(name, ofName)));
        found.addAll(network(threats));
        return found;
    }

    private Duration days(String parameter) {
        return Duration.ofSeconds(Math.round(86_400 * context.limit(parameter)));
    }

    /** The week with most hosts, and the one with most hosts of those with a server, when that is another. */
    private List<Fact> spreads(String name, List<ThreatFound> threats) {
        Week widest = null;
        Week served = null;
        int end = 0;
        for (int start = 0; start < threats.size(); start++) {
            var until = threats.get(start).time().plus(WEEK);
            while (end < threats.size() && !threats.get(end).time().isAfter(until)) end++;
            var week = week(threats.subList(start, end));
            if (widest == null || week.hosts().size() > widest.hosts().size()) widest = week;
            if (!week.servers().isEmpty()
                    && (served == null || week.hosts().size() > served.hosts().size())) served = week;
        }
        var spreads = new ArrayList<Fact>();
        if (widest != null) spreads.add(spread(name, threats, widest));
        if (served != null && !served.equals(widest)) spreads.add(spread(name, threats, served));
        return spreads;
    }

    private record Week(List<String> hosts, List<String> servers, List<ThreatFound> first, Instant until) {}

    private Week week(List<ThreatFound> threats) {
        var byHost = new TreeMap<String, ThreatFound>();
        for (var threat : threats) byHost.putIfAbsent(threat.host(), threat);
        return new Week(
                List.copyOf(byHost.keySet()),
                byHost.keySet().stream().filter(this::isServer).toList(),
                List.copyOf(byHost.values()),
                threats.get(threats.size() - 1).time());
    }

    /** A host that nobody declares is taken for a server. */
    private boolean isServer(String host) {
        var declared = context.hosts().get(host);
        return declared == null || !declared.is("workstation");
    }

    private ThreatSpread spread(String name, List<ThreatFound> all, Week week) {
        var finds = new TreeMap<String, Integer>();
        for (var threat : all) finds.merge(threat.host(), 1, Integer::sum);
        var most = finds.firstKey();
        for (var host : finds.keySet()) if (count(finds, host) > count(finds, most)) most = host;
        var conclusion = conclusion(name, week);
        var basis = new ArrayList<Fact>(week.first());
        if (conclusion != null) basis.add(conclusion);
        var first = week.first().stream().min(Facts.ORDER).orElseThrow();
        return new ThreatSpread(
                name,
                week.hosts(),
                week.servers(),
                count(finds, most),
                most,
                conclusion != null,
                first.time(),
                week.until(),
                basis,
                first.origin());
    }

    private static int count(Map<String, Integer> finds, String host) {
        return finds.getOrDefault(host, 0);
    }

    /** A ticket of the outbreak that a named person closed with a conclusion, not before the last find. */
    private @Nullable TicketState conclusion(String name, Week week) {
        for (var fact : tickets())
            if (fact instanceof TicketState ticket
                    && ticket.item().equals("AV-06")
                    && ticket.object().equalsIgnoreCase(name)
                    && ticket.concluded()
                    && Person.isNamed(ticket.closedBy())
                    && !ticket.active().isBefore(week.until())
                    && !ticket.active().isAfter(context.asOf())) return ticket;
        return null;
    }

    private Collection<Fact> tickets() {
        var tickets = new TreeSet<Fact>(Facts.ORDER);
        for (var fact : facts.customer()) if (fact instanceof TicketState) tickets.add(fact);
        for (var host : facts.hosts())
            for (var fact : facts.of(host)) if (fact instanceof TicketState) tickets.add(fact);
        return tickets;
    }

    private List<Fact> network(Collection<Fact> threats) {
        var from = context.asOf().minus(days("AV-06.lookback_d"));
        var heard = new ArrayList<Fact>();
        var unheard = new ArrayList<String>();
        Instant newest = null;
        for (var host : context.hosts().values()) {
            if (!host.active() || host.avPolicy().equals("not_required") || isAbsent(host)) continue;
            var log = log(host.host());
            if (log == null || !log.alive() || log.completeSince().isAfter(from)) unheard.add(host.host());
            else heard.add(log);
            if (log != null && (newest == null || log.time().isAfter(newest))) newest = log.time();
        }
        int hosts = heard.size() + unheard.size();
        if (heard.isEmpty() || newest == null) return List.of();
        return List.of(new AvNetwork(
                hosts,
                heard.size(),
                100.0 * heard.size() / hosts,
                unheard,
                count(threats, Duration.ZERO, WEEK),
                count(threats, WEEK, WEEK.multipliedBy(5)) / 4.0,
                newest,
                heard,
                heard.get(0).origin()));
    }

    private boolean isAbsent(Host host) {
        return facts.of(host.host()).stream()
                .anyMatch(fact -> fact instanceof AbsenceDeclaration absence
                        && !absence.approver().isBlank()
                        && absence.holdsAt(context.asOf()));
    }

    private @Nullable KeyLog log(String host) {
        for (var fact : derived.getOrDefault(host, List.of()))
            if (fact instanceof KeyLog log && log.tells().equals("protection")) return log;
        return null;
    }

    /** Finds after {@code from} ago and up to {@code until} ago. */
    private int count(Collection<Fact> threats, Duration until, Duration from) {
        return (int) threats.stream()
                .filter(threat -> threat.time().isAfter(context.asOf().minus(from))
                        && !threat.time().isAfter(context.asOf().minus(until)))
                .count();
    }
}

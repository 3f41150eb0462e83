package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Boot;
import tilsyn.fact.CriticalServices;
import tilsyn.fact.ExpectedSource;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.ServiceHealth;
import tilsyn.fact.ServiceState;
import tilsyn.fact.ServiceState.State;

/** Stops of services: from what the agent says of them, from starts of the host, and from crashes its log tells of. */
final class Services {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration STATED = Duration.ofHours(24);
    /** How far apart statements without a since may lie and still tell of what was between them. */
    private static final Duration APART = Duration.ofHours(26);

    private static final Duration DELAYED = Duration.ofMinutes(30);
    private static final Set<Integer> TERMINATED = Set.of(7031, 7034);

    private final String host;
    private final List<Fact> facts;
    private final List<Boot> boots;
    private final Context context;
    private final Instant from;

    private Services(String host, List<Fact> facts, List<Boot> boots, Context context) {
        this.host = host;
        this.facts = facts;
        this.boots = boots;
        this.context = context;
        this.from = context.asOf().minus(MONTH);
    }

    static List<Fact> of(String host, List<Fact> facts, List<Fact> started, Context context) {
        var boots = new ArrayList<Boot>();
        for (var fact : started) if (fact instanceof Boot boot) boots.add(boot);
        boots.sort(Comparator.comparing(Boot::time));
        var services = new Services(host, facts, boots, context);
        var health = new ArrayList<Fact>();
        var critical = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        for (var fact : facts)
            if (fact instanceof CriticalServices named)
                for (var name : named.services()) if (critical.add(name)) health.add(services.critical(name, named));
        health.addAll(services.notStarted(critical));
        return health;
    }

    private ServiceHealth critical(String name, CriticalServices named) {
        var states = states(name);
        var crashes = crashes(name, states);
        var stops = merged(stops(states));
        var newest = states.isEmpty() ? null : states.get(states.size() - 1);
        var lastCrash = crashes.isEmpty() ? null : crashes.get(crashes.size() - 1);
        var state = newest == null ? State.UNKNOWN : current(newest, lastCrash);
        var longest = stops.stream()
                .filter(stop -> !stop.planned)
                .max(Comparator.comparing(Stop::length).thenComparing(Stop::until))
                .orElse(new Stop(from, from, false, List.of()));
        var basis = new ArrayList<Fact>();
        if (newest != null) basis.add(newest);
        basis.addAll(longest.basis);
        if (lastCrash != null) basis.add(lastCrash);
        basis.add(named);
        return new ServiceHealth(
                host,
                name,
                true,
                state,
                newest == null ? null : newest.time(),
                state == State.STOPPED ? stoppedFor(states) : Duration.ZERO,
                context.planned(context.asOf(), host, facts),
                stops.stream().filter(stop -> !stop.planned).map(Stop::length).reduce(Duration.ZERO, Duration::plus),
                longest.length(),
                longest.until,
                unclear(states),
                (int) crashes.stream()
                        .filter(crash -> !crash.time().isBefore(context.asOf().minus(WEEK)))
                        .count(),
                false,
                coveredSince(states),
                newest == null ? named.time() : newest.time(),
                basis,
                newest == null ? named.origin() : newest.origin());
    }

    /** Said within a day, and not crashed since. */
    private State current(ServiceState newest, @Nullable LogEvent lastCrash) {
        boolean old = newest.time().isBefore(context.asOf().minus(STATED));
        return old || lastCrash != null && lastCrash.time().isAfter(newest.time()) ? State.UNKNOWN : newest.state();
    }

    private List<ServiceState> states(String name) {
        var states = new ArrayList<ServiceState>();
        for (var fact : facts)
            if (fact instanceof ServiceState state
                    && state.is(name)
                    && !state.time().isAfter(context.asOf())) states.add(state);
        return states;
    }

    private List<LogEvent> crashes(String name, List<ServiceState> states) {
        var crashes = new ArrayList<LogEvent>();
        for (var fact : facts)
            if (fact instanceof LogEvent event
                    && event.signature().equals("service.failed")
                    && (event.eventId() < 0
                            ? event.message().contains("Failed with result")
                            : TERMINATED.contains(event.eventId()))
                    && !event.time().isAfter(context.asOf())
                    && isNamed(event.data("service"), name, states)) crashes.add(event);
        return crashes;
    }

    /** Windows' events name the service as shown to people, systemd's by its unit. */
    private static boolean isNamed(String told, String name, List<ServiceState> states) {
        return ServiceState.same(told, name) || states.stream().anyMatch(state -> state.is(told));
    }

    private Duration stoppedFor(List<ServiceState> states) {
        var since = context.asOf();
        for (int at = states.size() - 1; at >= 0 && states.get(at).state() == State.STOPPED; at--)
            since = began(states.get(at));
        return Duration.between(since, context.asOf());
    }

    private static Instant began(ServiceState state) {
        return state.since() == null ? state.time() : state.since();
    }

    /** While the host was down, and from when the service is said to have stopped until it is said to have run again. */
    private List<Stop> stops(List<ServiceState> states) {
        var stops = new ArrayList<Stop>();
        for (var boot : boots) {
            var up = runningAfter(boot, states);
            stop(
                    boot.time().minus(boot.down()),
                    up == null ? boot.time() : up,
                    !boot.unexpected(),
                    List.of(boot),
                    stops);
        }
        @Nullable Instant since = null;
        ServiceState first = null;
        for (var state : states) {
            if (state.state() == State.STOPPED && since == null) {
                since = began(state);
                first = state;
            } else if (state.state() == State.RUNNING && since != null && first != null) {
                stop(
                        since,
                        began(state).isBefore(since) ? state.time() : began(state),
                        true,
                        List.of(first, state),
                        stops);
                since = null;
            }
        }
        if (since != null && first != null) stop(since, context.asOf(), true, List.of(first), stops);
        return stops;
    }

    /** When the service came up after a start of the host, if it is said to have run since then; null when not told. */
    private @Nullable Instant runningAfter(Boot boot, List<ServiceState> states) {
        for (var state : states)
            if (state.time().isAfter(boot.time()))
                return state.state() == State.RUNNING
                                && state.since() != null
                                && state.since().isAfter(boot.time())
                                && boots.stream()
                                        .noneMatch(other -> other.time().isAfter(boot.time())
                                                && !other.time().isAfter(state.time()))
                        ? state.since()
                        : null;
        return null;
    }

    /** @param clean whether it could be planned at all */
    private void stop(Instant began, Instant ended, boolean clean, List<Fact> basis, List<Stop> stops) {
        if (!ended.isAfter(from) || !ended.isAfter(began)) return;
        boolean planned = context.planned(began, host, facts) && context.planned(ended, host, facts)
                || clean && Changes.inWindow(host, facts, context, began, ended);
        stops.add(new Stop(began.isBefore(from) ? from : began, ended, planned, basis));
    }

    private static List<Stop> merged(List<Stop> stops) {
        var merged = new ArrayList<Stop>();
        stops.stream()
                .sorted(Comparator.comparing(Stop::began).thenComparing(Stop::until))
                .forEach(stop -> {
                    var last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
                    if (last == null || stop.began.isAfter(last.until)) merged.add(stop);
                    else merged.set(merged.size() - 1, last.with(stop));
                });
        return merged;
    }

    /** Of restarts that no start of the host explains and no statement shows, the longest they can have taken. */
    private Duration unclear(List<ServiceState> states) {
        var most = Duration.ZERO;
        for (int at = 1; at < states.size(); at++) {
            var before = states.get(at - 1);
            var state = states.get(at);
            if (state.since() == null
                    || state.state() != State.RUNNING
                    || before.state() == State.STOPPED
                    || !state.since().isAfter(before.time())
                    || !state.since().isAfter(from)
                    || isStartOfHost(before.time(), state.since())
                    || Changes.inWindow(host, facts, context, state.since(), state.since())) continue;
            var gap = Duration.between(before.time(), state.since());
            if (gap.compareTo(most) > 0) most = gap;
        }
        return most;
    }

    private boolean isStartOfHost(Instant after, Instant until) {
        return boots.stream()
                .anyMatch(boot -> boot.time().isAfter(after)
                        && !boot.time().isAfter(until)
                        && !boot.down().isZero());
    }

    /** Back from the newest statement while one joins the next. */
    private Instant coveredSince(List<ServiceState> states) {
        if (states.isEmpty()) return Instant.MAX;
        var since = context.asOf();
        for (int at = states.size() - 1; at >= 0; at--) {
            var state = states.get(at);
            if (state.time().isBefore(since.minus(APART))) break;
            var proven = state.state() == State.RUNNING ? began(state) : state.time();
            if (proven.isBefore(since)) since = proven;
        }
        for (var fact : facts)
            if (fact instanceof ExpectedSource feed
                    && feed.expects().equals("services")
                    && feed.since() != null
                    && !since.isAfter(feed.since().plus(APART))) return Instant.EPOCH;
        return since;
    }

    private List<Fact> notStarted(Set<String> critical) {
        var last = boots.isEmpty() ? null : boots.get(boots.size() - 1);
        var found = new ArrayList<Fact>();
        if (last == null) return found;
        var newest = new java.util.TreeMap<String, ServiceState>(String.CASE_INSENSITIVE_ORDER);
        for (var fact : facts)
            if (fact instanceof ServiceState state && !state.time().isAfter(context.asOf()))
                newest.put(state.service(), state);
        for (var state : newest.values())
            if (state.startType().contains("delay")
                    && state.state() == State.STOPPED
                    && critical.stream().noneMatch(state::is)
                    && state.time().isAfter(last.time().plus(DELAYED))
                    && (state.since() == null || !state.since().isAfter(last.time())))
                found.add(new ServiceHealth(
                        host,
                        state.service(),
                        false,
                        state.state(),
                        state.time(),
                        Duration.ZERO,
                        false,
                        Duration.ZERO,
                        Duration.ZERO,
                        from,
                        Duration.ZERO,
                        0,
                        true,
                        Instant.EPOCH,
                        state.time(),
                        List.of(state, last),
                        state.origin()));
        return found;
    }

    private record Stop(Instant began, Instant until, boolean planned, List<Fact> basis) {
        Duration length() {
            return Duration.between(began, until);
        }

        /** Two that touch are one, and planned only when both are. */
        Stop with(Stop other) {
            var all = new ArrayList<Fact>(basis);
            all.addAll(other.basis);
            return new Stop(began, until.isAfter(other.until) ? until : other.until, planned && other.planned, all);
        }
    }
}

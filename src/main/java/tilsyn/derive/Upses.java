package tilsyn.derive;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Host;
import tilsyn.fact.LogEvent;
import tilsyn.fact.UpsHealth;
import tilsyn.fact.UpsState;

/** What UPSes did over time. One feeds several machines, and only one of them may tell of it. */
final class Upses {
    private Upses() {}

    /** By the name that the inventory gives it, what any host tells of it, in the order of time. */
    static SortedMap<String, List<Fact>> byName(Facts facts) {
        SortedMap<String, List<Fact>> told = new TreeMap<>();
        Map<String, String> declared = new TreeMap<>();
        for (var host : facts.hosts())
            for (var fact : facts.of(host))
                if (fact instanceof Host known && !declared(known).isEmpty()) declared.put(host, declared(known));
        for (var ups : declared.values()) told.put(ups, new ArrayList<>());
        if (told.isEmpty()) return told;
        for (var host : facts.hosts()) {
            var ofHost = declared.getOrDefault(host, "");
            boolean named = facts.of(host).stream()
                    .anyMatch(fact ->
                            fact instanceof UpsState state && name(state.name()).equals(ofHost));
            for (var fact : facts.of(host)) {
                var list = told.get(
                        fact instanceof UpsState state
                                ? of(state, host, named ? "" : ofHost, told)
                                : isOfPower(fact) ? told.containsKey(name(host)) ? name(host) : ofHost : "");
                if (list != null) list.add(fact);
            }
        }
        told.values().forEach(list -> list.sort(Facts.ORDER));
        return Collections.unmodifiableSortedMap(told);
    }

    /** By its own name, else by that of the host it goes as, else the one that its host declares. */
    private static String of(UpsState state, String host, String declared, Map<String, List<Fact>> known) {
        var own = name(state.name());
        if (known.containsKey(own)) return own;
        return known.containsKey(name(host)) ? name(host) : declared;
    }

    /** Empty when the inventory declares none. */
    static String declared(@Nullable Host host) {
        return host == null || host.hardware() == null
                ? ""
                : name(host.hardware().ups());
    }

    /** {@code FJ-UPS1} for fj-ups1@localhost. */
    private static String name(String told) {
        int at = told.indexOf('@');
        return (at < 0 ? told : told.substring(0, at)).strip().toUpperCase(Locale.ROOT);
    }

    private static boolean isOfPower(Fact fact) {
        return fact instanceof LogEvent event && event.signature().startsWith("power.");
    }

    /** The declared one and those that the host itself tells of, as far as anything fresh is told. */
    static List<Fact> of(String host, List<Fact> facts, Context context) {
        var declared = declared(context.hosts().get(host));
        var told = new ArrayList<Fact>(context.upses().getOrDefault(declared, List.of()));
        if (declared.isEmpty()) for (var fact : facts) if (fact instanceof UpsState || isOfPower(fact)) told.add(fact);
        Map<String, List<UpsState>> byName = new TreeMap<>();
        for (var fact : told)
            if (fact instanceof UpsState state
                    && !state.time().isAfter(context.asOf())
                    && !state.time().isBefore(context.asOf().minus(Supplies.FRESH)))
                byName.computeIfAbsent(name(state.name()), name -> new ArrayList<>())
                        .add(state);
        var found = new ArrayList<Fact>();
        byName.forEach((name, states) -> found.add(health(
                host,
                declared.isEmpty() ? states.get(0).name() : declared,
                states,
                told.stream()
                        .filter(fact -> !fact.time().isAfter(context.asOf())
                                && (!(fact instanceof UpsState state)
                                        || name(state.name()).equals(name)))
                        .toList(),
                context)));
        return found;
    }

    private static UpsHealth health(String host, String ups, List<UpsState> fresh, List<Fact> told, Context context) {
        var last = fresh.get(fresh.size() - 1);
        Fact onBattery = null;
        LogEvent weak = null;
        Boolean passed = null;
        for (var fact : told) {
            if (isBattery(fact)) onBattery = onBattery == null ? fact : onBattery;
            else if (isMains(fact)) onBattery = null;
            if (fact instanceof LogEvent event && isWeak(event)) weak = event;
            if (fact instanceof UpsState state) {
                weak = null;
                if (state.selfTestPassed() != null) passed = state.selfTestPassed();
            }
        }
        var tested = newestTest(told);
        var since = onBattery == null ? last : onBattery;
        var basis = new LinkedHashSet<Fact>();
        basis.add(last);
        if (weak != null) basis.add(weak);
        if (tested != null) basis.add(tested);
        basis.add(since);
        return new UpsHealth(
                host,
                ups,
                last.state(),
                last.nativeState().isEmpty() ? last.state().name().toLowerCase(Locale.ROOT) : last.nativeState(),
                last.replaceBattery() || weak != null && weak.message().contains("replaced"),
                last.lowBattery() || weak != null,
                Boolean.FALSE.equals(passed),
                Boolean.TRUE.equals(passed),
                last.runtime(),
                onBattery == null ? Duration.ZERO : Duration.between(onBattery.time(), context.asOf()),
                String.join(
                        ", ",
                        last.troubles().stream()
                                .filter(trouble ->
                                        !trouble.equals("being tested") && !trouble.startsWith("mains voltage"))
                                .toList()),
                tested == null || tested.lastSelfTest() == null
                        ? -1
                        : ChronoUnit.DAYS.between(context.day(tested.lastSelfTest()), context.today()),
                last.batteryDate() == null ? -1 : ChronoUnit.DAYS.between(last.batteryDate(), context.today()),
                since.time(),
                last.time(),
                List.copyOf(basis),
                last.origin());
    }

    private static boolean isBattery(Fact fact) {
        return fact instanceof UpsState state
                ? state.state() == UpsState.State.ON_BATTERY
                : fact instanceof LogEvent event
                        && (event.signature().equals("power.lost")
                                || event.message().startsWith("UPS: On battery"));
    }

    private static boolean isMains(Fact fact) {
        return fact instanceof UpsState state
                ? state.state() == UpsState.State.ON_LINE
                : fact instanceof LogEvent event && event.signature().equals("power.back");
    }

    /** That the UPS can no longer be reached says nothing of its battery. */
    private static boolean isWeak(LogEvent event) {
        return event.signature().equals("power.battery-weak")
                && !event.message().startsWith("Communications");
    }

    /**
     * The last that any statement dates, and that has been; one whose end is told, where there is one, as a newer that
     * nobody knows the end of does not lend its date to an older that was passed.
     */
    private static @Nullable UpsState newestTest(List<Fact> told) {
        UpsState newest = null;
        UpsState ended = null;
        for (var fact : told)
            if (fact instanceof UpsState state
                    && state.lastSelfTest() != null
                    && !state.lastSelfTest().isAfter(state.time())) {
                newest = state;
                if (state.selfTestPassed() != null) ended = state;
            }
        return ended == null ? newest : ended;
    }
}

package tilsyn.derive;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tilsyn.fact.CacheBattery;
import tilsyn.fact.CacheBattery.State;
import tilsyn.fact.CacheHealth;
import tilsyn.fact.Fact;

/** What the batteries and capacitors of RAID controllers' write caches did over time. */
final class Caches {
    /** How old a statement may be for it to count (HW-07's evidence). */
    private static final Duration FRESH = Duration.ofDays(8);

    /** How long a controller that is no longer told of is asked for. */
    private static final Duration REMEMBERED = Duration.ofDays(35);

    private Caches() {}

    static List<Fact> of(String host, List<Fact> facts, Context context) {
        Map<String, List<CacheBattery>> controllers = new TreeMap<>();
        for (var fact : facts)
            if (fact instanceof CacheBattery battery)
                controllers
                        .computeIfAbsent(battery.controller(), name -> new ArrayList<>())
                        .add(battery);
        var found = new ArrayList<Fact>();
        for (var told : controllers.values())
            if (!told.get(told.size() - 1).time().isBefore(context.asOf().minus(REMEMBERED)))
                found.add(health(host, told, context));
        return found;
    }

    private static CacheHealth health(String host, List<CacheBattery> told, Context context) {
        var last = told.get(told.size() - 1);
        var first = last;
        CacheBattery before = null;
        for (int at = told.size() - 1; at >= 0 && before == null; at--) {
            var state = told.get(at).state();
            if (state == State.LEARNING) first = told.get(at);
            // a word that nobody knows does not end a learn cycle
            else if (state != State.UNKNOWN) before = told.get(at);
        }
        boolean learning = last.state() == State.LEARNING;
        var basis = new LinkedHashSet<Fact>();
        basis.add(last);
        if (learning) basis.add(first);
        if (learning && before != null) basis.add(before);
        boolean through = isThrough(last.writePolicy());
        boolean back = isBack(last.writePolicy());
        return new CacheHealth(
                host,
                last.controller(),
                !last.time().isBefore(context.asOf().minus(FRESH)),
                last.state(),
                last.nativeState().isEmpty() ? last.state().name().toLowerCase(Locale.ROOT) : last.nativeState(),
                last.forcedWriteBack(),
                last.writePolicy(),
                through && isBack(last.configuredPolicy()),
                back || through && (isBack(last.configuredPolicy()) || isThrough(last.configuredPolicy())),
                learning ? Duration.between(first.time(), last.time()) : Duration.ZERO,
                learning && before != null ? Duration.between(before.time(), last.time()) : null,
                last.made() == null ? -1 : ChronoUnit.DAYS.between(last.made(), context.day(context.asOf())),
                last.time(),
                List.copyOf(basis),
                last.origin());
    }

    private static boolean isThrough(String policy) {
        var words = policy.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return words.contains("writethrough") || words.endsWith("wt") || words.endsWith("wtd") || words.endsWith("wtc");
    }

    private static boolean isBack(String policy) {
        var words = policy.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return words.contains("writeback") || words.endsWith("wb") || words.endsWith("wbd") || words.endsWith("wbc");
    }
}

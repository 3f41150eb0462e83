package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tilsyn.derive.Failures.Minute;
import tilsyn.derive.Failures.Who;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.LogEvent;
import tilsyn.fact.LogonPattern;

/** What failed log-ons form together; see {@link LogonPattern}. */
final class Logons {
    private static final int BURST_MINUTES = 10;
    private static final int HOUR_MINUTES = 60;
    private static final int BASIS = 5;

    private final String host;
    private final Context context;
    private final Failures failed;
    private final Failures succeeded;

    private Logons(String host, List<Fact> facts, Context context) {
        this.host = host;
        this.context = context;
        var from = context.asOf().minus(Duration.ofDays(Math.round(context.limit("LOG-05.lookback_d", host))));
        failed = Failures.of("logon.failed", facts, from);
        succeeded = Failures.of("logon.ok", facts, from);
    }

    static List<Fact> of(String host, List<Fact> facts, Context context) {
        var logons = new Logons(host, facts, context);
        var patterns = new ArrayList<Fact>();
        logons.failed.byAddress().forEach((address, from) -> {
            patterns.addAll(logons.bursts(address, from));
            patterns.addAll(logons.sprays(address, from));
        });
        patterns.addAll(logons.breakIns());
        patterns.addAll(logons.beats());
        patterns.addAll(logons.lockOuts(facts));
        return patterns;
    }

    /** The most in any ten minutes, for each day that reaches a limit. */
    private List<Fact> bursts(String address, List<Who> from) {
        var all = new TreeMap<Instant, List<Tried>>();
        for (var who : from)
            failed.of(who)
                    .forEach((minute, seen) ->
                            all.computeIfAbsent(minute, m -> new ArrayList<>()).add(new Tried(who.account(), seen)));
        double limit = Math.min(context.limit("LOG-05.burst_warn", host), context.limit("LOG-05.burst_fail", host));
        var best = new TreeMap<LocalDate, Window>();
        for (var start : all.keySet()) {
            var window = Window.of(all.subMap(start, start.plus(Duration.ofMinutes(BURST_MINUTES))));
            if (window.count >= limit) best.merge(context.day(start), window, Window::larger);
        }
        return best.values().stream()
                .<Fact>map(window -> pattern("burst", window.onlyAccount(), address, window.count, window))
                .toList();
    }

    /** The most accounts in any hour, for each day that reaches the limit. */
    private List<Fact> sprays(String address, List<Who> from) {
        double limit = context.limit("LOG-05.spray_accounts", host);
        if (from.size() < limit) return List.of();
        var all = new TreeMap<Instant, List<Tried>>();
        for (var who : from)
            failed.of(who)
                    .forEach((minute, seen) ->
                            all.computeIfAbsent(minute, m -> new ArrayList<>()).add(new Tried(who.account(), seen)));
        var best = new TreeMap<LocalDate, Window>();
        for (var start : all.keySet()) {
            var window = Window.of(all.subMap(start, start.plus(Duration.ofMinutes(HOUR_MINUTES))));
            if (window.accounts.size() >= limit)
                best.merge(
                        context.day(start),
                        window,
                        (one, other) -> other.accounts.size() > one.accounts.size() ? other : one);
        }
        return best.values().stream()
                .<Fact>map(window -> pattern("spray", "", address, window.accounts.size(), window))
                .toList();
    }

    /** The most failures in the hour before a success, for each day that reaches the limit. */
    private List<Fact> breakIns() {
        double limit = context.limit("LOG-05.success_after", host);
        var patterns = new ArrayList<Fact>();
        failed.byWho().forEach((who, failures) -> {
            var best = new TreeMap<LocalDate, Window>();
            succeeded.of(who).forEach((success, seen) -> {
                var before = failures.subMap(success.minus(Duration.ofMinutes(HOUR_MINUTES)), true, success, true);
                var window = Window.of(who.account(), before).until(success, seen.fact());
                if (window.count >= limit) best.merge(context.day(success), window, Window::larger);
            });
            for (var window : best.values())
                patterns.add(pattern("break-in", who.account(), who.address(), window.count, window));
        });
        return patterns;
    }

    private List<Fact> beats() {
        var patterns = new ArrayList<Fact>();
        failed.byWho().forEach((who, failures) -> {
            if (Beat.isRegular(failures.navigableKeySet()))
                patterns.add(pattern(
                        "beat", who.account(), who.address(), total(failures), Window.of(who.account(), failures)));
        });
        return patterns;
    }

    private List<Fact> lockOuts(List<Fact> facts) {
        var from = context.asOf().minus(Duration.ofDays(Math.round(context.limit("LOG-05.lookback_d", host))));
        var perDay = new TreeMap<LocalDate, List<LogEvent>>();
        for (var fact : facts)
            if (fact instanceof LogEvent event
                    && event.signature().equals("logon.lockout")
                    && !event.time().isBefore(from))
                perDay.computeIfAbsent(context.day(event.time()), day -> new ArrayList<>())
                        .add(event);
        var patterns = new ArrayList<Fact>();
        perDay.forEach((day, events) -> patterns.add(new LogonPattern(
                host,
                "lock-outs",
                "",
                "",
                events.size(),
                1,
                events.get(0).time(),
                events.get(events.size() - 1).time(),
                List.copyOf(events.subList(0, Math.min(BASIS, events.size()))),
                events.get(0).origin())));
        return patterns;
    }

    private static int total(NavigableMap<Instant, Minute> failures) {
        return failures.values().stream().mapToInt(Minute::count).sum();
    }

    private LogonPattern pattern(String name, String account, String address, int count, Window window) {
        var days = new TreeSet<LocalDate>();
        for (var minute : window.minutes) days.add(context.day(minute));
        var basis = window.facts.stream()
                .distinct()
                .sorted(Facts.ORDER)
                .limit(BASIS)
                .toList();
        return new LogonPattern(
                host,
                name,
                account,
                address,
                count,
                days.size(),
                window.minutes.get(0),
                window.minutes.get(window.minutes.size() - 1),
                basis,
                basis.get(0).origin());
    }

    private record Tried(String account, Minute minute) {}

    /** Log-ons of a stretch of time. */
    private record Window(int count, List<String> accounts, List<Instant> minutes, List<Fact> facts) {
        static Window of(Map<Instant, List<Tried>> tries) {
            int count = 0;
            var accounts = new TreeSet<String>();
            var facts = new ArrayList<Fact>();
            for (var tried : tries.values().stream().flatMap(Collection::stream).toList()) {
                count += tried.minute.count();
                if (accounts.add(tried.account)) facts.add(tried.minute.fact());
            }
            return new Window(count, List.copyOf(accounts), List.copyOf(tries.keySet()), facts);
        }

        static Window of(String account, NavigableMap<Instant, Minute> failures) {
            var facts = new LinkedHashSet<Fact>();
            for (var minute : failures.values()) facts.add(minute.fact());
            return new Window(total(failures), List.of(account), List.copyOf(failures.keySet()), List.copyOf(facts));
        }

        Window until(Instant success, Fact fact) {
            var minutes = new ArrayList<>(this.minutes);
            minutes.add(success);
            var facts = new ArrayList<>(this.facts);
            facts.add(0, fact);
            return new Window(count, accounts, minutes, facts);
        }

        String onlyAccount() {
            return accounts.size() == 1 ? accounts.get(0) : "";
        }

        static Window larger(Window one, Window other) {
            return other.count > one.count ? other : one;
        }
    }
}

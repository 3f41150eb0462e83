package tilsyn.derive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tilsyn.fact.AutoUpdateRun;
import tilsyn.fact.AutoUpdateStreak;
import tilsyn.fact.Fact;
import tilsyn.fact.PackageState;
import tilsyn.fact.PackageWait;

/** Security updates that wait on a Linux host, and automatic updates that only fail. */
final class Packages {
    private Packages() {}

    /** What the newest list shows as waiting, by name. */
    static List<Fact> waiting(String host, List<Fact> facts) {
        var lists = new ArrayList<PackageState>();
        for (var fact : facts) if (fact instanceof PackageState list) lists.add(list);
        if (lists.isEmpty()) return List.of();
        lists.sort(Comparator.comparing(PackageState::time).thenComparing(PackageState::origin));
        var newest = lists.get(lists.size() - 1);
        return newest.pending().stream()
                .filter(PackageState.Pending::security)
                .sorted(Comparator.comparing(PackageState.Pending::name).thenComparing(PackageState.Pending::version))
                .<Fact>map(pending -> wait(host, pending, lists))
                .toList();
    }

    /** Runs up to the newest, if all of them failed, for each tool. */
    static List<Fact> failing(String host, List<Fact> facts) {
        var runs = new ArrayList<AutoUpdateRun>();
        for (var fact : facts) if (fact instanceof AutoUpdateRun run) runs.add(run);
        runs.sort(Comparator.comparing(AutoUpdateRun::time)
                .thenComparing(AutoUpdateRun::good)
                .thenComparing(AutoUpdateRun::origin));
        var tools = runs.stream().map(AutoUpdateRun::tool).distinct().sorted().toList();
        var streaks = new ArrayList<Fact>();
        for (var tool : tools) {
            var own = runs.stream().filter(run -> run.tool().equals(tool)).toList();
            int first = own.size();
            while (first > 0 && !own.get(first - 1).good()) first--;
            if (first < own.size()) streaks.add(streak(host, tool, own.subList(first, own.size())));
        }
        return streaks;
    }

    private static PackageWait wait(String host, PackageState.Pending pending, List<PackageState> lists) {
        var newest = lists.get(lists.size() - 1);
        var oldest = newest;
        Instant since = newest.time();
        for (int at = lists.size() - 1; at >= 0; at--) {
            var there = lists.get(at).pending().stream()
                    .filter(other -> other.name().equals(pending.name()) && other.security())
                    .findFirst();
            if (there.isEmpty()) break;
            oldest = lists.get(at);
            if (oldest.time().isBefore(since)) since = oldest.time();
            var stated = there.get().firstSeen();
            if (stated != null && stated.isBefore(since)) since = stated;
        }
        return new PackageWait(
                host,
                pending.name(),
                pending.version(),
                since,
                pending.held(),
                newest.time(),
                oldest == newest ? List.of(newest) : List.of(newest, oldest),
                newest.origin());
    }

    private static AutoUpdateStreak streak(String host, String tool, List<AutoUpdateRun> failed) {
        var oldest = failed.get(0);
        var newest = failed.get(failed.size() - 1);
        return new AutoUpdateStreak(
                host,
                tool,
                oldest.time(),
                failed.size(),
                newest.time(),
                oldest == newest ? List.of(newest) : List.of(newest, oldest),
                newest.origin());
    }
}

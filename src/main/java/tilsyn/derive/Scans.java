package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.fact.ScanHistory;
import tilsyn.fact.SeenDays;
import tilsyn.fact.UpdateScan;

/** How searches for updates went. */
final class Scans {
    private static final Duration LOOK_BACK = Duration.ofDays(35);

    private Scans() {}

    /** Empty when none was made in the last 35 days. */
    static List<Fact> of(String host, List<Fact> facts, List<Fact> seen, Living living, Context context) {
        var scans = new ArrayList<UpdateScan>();
        for (var fact : facts)
            if (fact instanceof UpdateScan scan
                    && !scan.time().isBefore(context.asOf().minus(LOOK_BACK))) scans.add(scan);
        if (scans.isEmpty()) return List.of();
        // at the same moment the failure is believed
        scans.sort(Comparator.comparing(UpdateScan::time)
                .thenComparing(scan -> !scan.good())
                .thenComparing(UpdateScan::origin));
        var newest = scans.get(scans.size() - 1);
        int good = scans.size() - 1;
        while (good >= 0 && !scans.get(good).good()) good--;
        Instant last = good < 0 ? null : scans.get(good).time();
        var basis = new ArrayList<Fact>();
        basis.add(newest);
        if (good >= 0 && good < scans.size() - 1) basis.add(scans.get(good));
        return List.of(new ScanHistory(
                host,
                last,
                days(last == null ? scans.get(0).time() : last, host, seen, context),
                scans.size() - 1 - good,
                newest.good() ? "" : newest.code(),
                scans.stream().map(UpdateScan::feed).distinct().anyMatch(living::is),
                newest.time(),
                basis,
                newest.origin()));
    }

    /** R6: days on which a host that is not always on was seen after that moment. */
    private static double days(Instant since, String host, List<Fact> seen, Context context) {
        var declared = context.hosts().get(host);
        var days = seenDays(seen);
        if (declared == null || declared.alwaysOn() || days == null)
            return Duration.between(since, context.asOf()).toSeconds() / 86_400.0;
        return days.after(since);
    }

    private static @Nullable SeenDays seenDays(List<Fact> seen) {
        for (var fact : seen) if (fact instanceof SeenDays days) return days;
        return null;
    }
}

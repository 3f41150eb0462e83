package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.AvScans;
import tilsyn.fact.AvStatus;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.SeenDays;

/**
 * Completed and broken-off scans of a host, by its antivirus' statuses and by Defender's events 1001, 1002 and 1005, whose
 * {@code Scan Parameters Index} is 1 for a quick scan, 2 for a full and 3 for one of chosen files.
 */
final class VirusScans {
    private static final Duration REMEMBERED = Duration.ofDays(35);

    private final String host;
    private final @Nullable SeenDays seen;
    private final Context context;
    private final LinkedHashSet<Fact> basis = new LinkedHashSet<>();
    private @Nullable Instant last;
    private @Nullable Instant full;
    private @Nullable Instant stated;
    private int aborted;

    private VirusScans(String host, @Nullable SeenDays seen, Context context) {
        this.host = host;
        this.seen = seen;
        this.context = context;
    }

    /**
     * Empty when nothing speaks of a scan.
     *
     * @param facts in the order of time
     * @param sightings what {@link Seen} found
     */
    static List<Fact> of(String host, List<Fact> facts, List<Fact> sightings, Context context) {
        SeenDays seen = null;
        for (var fact : sightings) if (fact instanceof SeenDays days) seen = days;
        var scans = new VirusScans(host, seen, context);
        var from = context.asOf().minus(REMEMBERED);
        for (var fact : facts) if (!fact.time().isBefore(from) && !fact.time().isAfter(context.asOf())) scans.add(fact);
        return scans.found();
    }

    private void add(Fact fact) {
        if (fact instanceof AvStatus status && (status.lastQuickScan() != null || status.lastFullScan() != null)) {
            if (status.lastFullScan() != null) completed(status.lastFullScan(), true, status);
            if (status.lastQuickScan() != null) completed(status.lastQuickScan(), false, status);
            stated = status.time();
        } else if (fact instanceof LogEvent event && event.signature().equals("av.scanned")) {
            var kind = event.data("Scan Parameters Index").strip();
            if (kind.equals("1") || kind.equals("2")) completed(event.time(), kind.equals("2"), event);
            if (kind.equals("1") || kind.equals("2")) stated = event.time();
        } else if (fact instanceof LogEvent event && event.signature().equals("av.scan-failed")) {
            if (event.data("Scan Parameters Index").strip().equals("3")) return;
            aborted++;
            basis.add(event);
            stated = event.time();
        }
    }

    private void completed(Instant end, boolean whole, Fact fact) {
        // an antivirus that claims a scan of tomorrow knows no time
        if (end.isAfter(fact.time().plus(Duration.ofMinutes(10)))) return;
        if (last == null || end.isAfter(last)) {
            last = end;
            basis.clear();
            basis.add(fact);
            aborted = 0;
        }
        if (whole && (full == null || end.isAfter(full))) {
            full = end;
            basis.add(fact);
        }
    }

    private List<Fact> found() {
        if (stated == null) return List.of();
        var cited = List.copyOf(basis);
        if (cited.isEmpty()) return List.of();
        return List.of(new AvScans(
                host,
                last,
                days(last, context.asOf()),
                days(last, stated),
                full,
                days(full, context.asOf()),
                days(full, stated),
                aborted,
                stated,
                cited,
                cited.get(cited.size() - 1).origin()));
    }

    /** Elapsed for what is always on; else the days it was seen on after the scan's. */
    private @Nullable Double days(@Nullable Instant from, Instant until) {
        if (from == null) return null;
        var declared = context.hosts().get(host);
        if (seen == null || declared == null || declared.alwaysOn())
            return Duration.between(from, until).toSeconds() / 86_400.0;
        var first = context.day(from);
        var end = context.day(until);
        return (double) seen.days().stream()
                .filter(day -> day.isAfter(first) && !day.isAfter(end))
                .count();
    }
}

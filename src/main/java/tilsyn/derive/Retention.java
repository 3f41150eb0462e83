package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.BackupRun;
import tilsyn.fact.Fact;
import tilsyn.fact.ProtectedScope;
import tilsyn.fact.RestorePoint;
import tilsyn.fact.RetentionDepth;

/**
 * How many restore points of a scope that matters are left of those that should be kept. A day counts when a point is listed whose
 * run is known to have been good; days are counted by when runs began, back from the newest good one, or from as-of when
 * that is older than agreed.
 */
final class Retention {
    private static final Duration EARLY = Duration.ofMinutes(10);
    private static final Duration LATE = Duration.ofMinutes(30);
    /** How old a list may be. */
    private static final Duration LIST = Duration.ofDays(8);

    private static final Duration LOOK_BACK = Duration.ofDays(400);
    private static final int CITED = 4;

    private final ProtectedScope scope;
    private final Context context;
    private final List<BackupRun> runs;
    /** What lists show of it that are the newest of their kind, by when it was made. */
    private final TreeMap<Instant, List<RestorePoint>> points = new TreeMap<>();

    private final TreeSet<LocalDate> good = new TreeSet<>();
    private final TreeSet<LocalDate> unclear = new TreeSet<>();
    private final TreeSet<YearMonth> months = new TreeSet<>();
    private @Nullable LocalDate first;
    private @Nullable Instant listed;
    private @Nullable RestorePoint newest;

    private Retention(ProtectedScope scope, List<Fact> facts, Context context) {
        this.scope = scope;
        this.context = context;
        this.runs = new ScopeHistory(scope, true, Runs.of(facts), facts, context, LOOK_BACK).own();
        var since = scope.since();
        if (since != null) first = context.day(since);
        list(facts);
        count();
    }

    static List<Fact> of(String host, List<Fact> facts, Context context) {
        var depths = new ArrayList<Fact>();
        for (var fact : facts)
            if (fact instanceof ProtectedScope scope && scope.matters())
                depths.add(new Retention(scope, facts, context).depth(host));
        return depths;
    }

    /** A list says what is there at its time; what only an older one of its kind shows is gone, or what an old one shows. */
    private void list(List<Fact> facts) {
        Map<String, Instant> newestOf = new TreeMap<>();
        for (var fact : facts)
            if (fact instanceof RestorePoint point && !point.time().isAfter(context.asOf()))
                newestOf.merge(kind(point), point.time(), (one, other) -> one.isAfter(other) ? one : other);
        for (var fact : facts) {
            if (!(fact instanceof RestorePoint point) || !holds(point)) continue;
            saw(context.day(point.made()));
            if (!point.time().equals(newestOf.get(kind(point)))
                    || point.state() != RestorePoint.State.COMPLETE
                    || point.made().isAfter(context.asOf())) continue;
            if (listed == null || point.time().isAfter(listed)) listed = point.time();
            if (point.time().isBefore(context.asOf().minus(LIST))) continue;
            points.computeIfAbsent(point.made(), made -> new ArrayList<>()).add(point);
            if (newest == null || point.made().isAfter(newest.made())) newest = point;
        }
    }

    private static String kind(RestorePoint point) {
        return point.tool() + "\u0000" + point.job() + "\u0000" + point.repository();
    }

    private boolean holds(RestorePoint point) {
        if (point.objects().isEmpty())
            return !scope.job().isEmpty() && point.job().equalsIgnoreCase(scope.job());
        return Scopes.areIn(point.objects(), scope, context);
    }

    private void saw(LocalDate day) {
        if (scope.since() == null && (first == null || day.isBefore(first))) first = day;
    }

    private void count() {
        var ofKnown = new TreeSet<Instant>();
        var ofGood = new TreeSet<Instant>();
        for (var run : runs) {
            var there = points.subMap(run.start().minus(EARLY), true, run.time().plus(LATE), true);
            ofKnown.addAll(there.keySet());
            if (!ScopeHistory.isGood(run, scope)) continue;
            ofGood.addAll(there.keySet());
            saw(context.day(run.start()));
            if (!there.isEmpty()) good.add(context.day(run.start()));
        }
        for (var made : points.keySet()) {
            if (!ofKnown.contains(made)) unclear.add(context.day(made));
            if (!ofKnown.contains(made) || ofGood.contains(made)) months.add(YearMonth.from(context.day(made)));
        }
    }

    private RetentionDepth depth(String host) {
        int required = 0;
        int missing = 0;
        int open = 0;
        var stretch = Math.max(1, ScopeHistory.rpo(scope, context).plusHours(23).toDays());
        long keep = Math.max(1, Math.round(context.limit("BCK-06.keep_daily")) / stretch);
        var last = last();
        for (long at = 0; at < keep; at++) {
            var until = last.minusDays(at * stretch);
            var from = until.minusDays(stretch - 1);
            if (first == null || from.isBefore(first)) break;
            required++;
            if (has(good, from, until)) continue;
            if (has(unclear, from, until)) open++;
            else missing++;
        }
        var basis = new LinkedHashSet<Fact>();
        if (newest != null) basis.add(newest);
        var bad = runs.stream().filter(run -> !ScopeHistory.isGood(run, scope)).toList();
        sinceGood().ifPresent(basis::add);
        basis.addAll(bad.subList(Math.max(0, bad.size() - CITED), bad.size()));
        basis.add(scope);
        return new RetentionDepth(
                host,
                scope.scope(),
                scope.importance(),
                listed,
                required,
                missing,
                open,
                lackingMonths(stretch),
                listed == null ? context.asOf() : listed,
                List.copyOf(basis),
                basis.iterator().next().origin());
    }

    /** The run from which on none was good. */
    private Optional<BackupRun> sinceGood() {
        int from = runs.size();
        while (from > 0 && !ScopeHistory.isGood(runs.get(from - 1), scope)) from--;
        return from < runs.size() ? Optional.of(runs.get(from)) : Optional.empty();
    }

    private static boolean has(TreeSet<LocalDate> days, LocalDate from, LocalDate until) {
        return !days.subSet(from, true, until, true).isEmpty();
    }

    /** The day of the newest good run, as long as it is in time; else today. */
    private LocalDate last() {
        var inTime = context.asOf()
                .minus(ScopeHistory.rpo(scope, context))
                .minusSeconds(Math.round(3600 * context.limit("BCK-01.grace_h", scope.host())));
        return runs.stream()
                .filter(run -> ScopeHistory.isGood(run, scope) && !run.time().isBefore(inTime))
                .map(run -> context.day(run.start()))
                .max(LocalDate::compareTo)
                .orElse(context.today());
    }

    private List<String> lackingMonths(long stretch) {
        var lacking = new ArrayList<String>();
        long keep = Math.round(context.limit("BCK-06.keep_monthly"));
        var now = YearMonth.from(context.today());
        for (long back = keep; back >= 1; back--) {
            var month = now.minusMonths(back);
            if (first == null || first.plusDays(stretch).isAfter(month.atEndOfMonth()) || months.contains(month))
                continue;
            lacking.add(month.toString());
        }
        return lacking;
    }
}

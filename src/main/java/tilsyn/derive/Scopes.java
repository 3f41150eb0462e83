package tilsyn.derive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tilsyn.fact.BackupRun;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.ProtectedScope;
import tilsyn.fact.ScopeBackup;

/** From which moment each protected scope could be restored. */
final class Scopes {
    private static final Duration FORTNIGHT = Duration.ofDays(14);
    private static final Comparator<BackupRun> BY_START =
            Comparator.comparing(BackupRun::start).thenComparing(Facts.ORDER);

    private Scopes() {}

    static List<Fact> of(String host, List<Fact> facts, Context context) {
        var runs = new ArrayList<BackupRun>();
        for (var fact : facts) if (fact instanceof BackupRun run) runs.add(run);
        var scopes = new ArrayList<Fact>();
        for (var fact : facts)
            if (fact instanceof ProtectedScope scope && !scope.importance().equals("none"))
                scopes.add(scope(host, scope, runs, context));
        return scopes;
    }

    private static ScopeBackup scope(String host, ProtectedScope scope, List<BackupRun> runs, Context context) {
        var own = runs.stream()
                .filter(run -> scope.job().isEmpty() || run.job().equalsIgnoreCase(scope.job()))
                .filter(run -> !run.objectsKnown() || holds(run, scope))
                .sorted(BY_START)
                .toList();
        var good = own.stream()
                .filter(run -> isGood(run) && run.objectsKnown())
                .max(Comparator.comparing(BackupRun::time).thenComparing(BY_START))
                .orElse(null);
        var newest = own.isEmpty() ? null : own.get(own.size() - 1);
        var basis = new ArrayList<Fact>();
        if (good != null) basis.add(good);
        if (newest != null && newest != good) basis.add(newest);
        if (basis.isEmpty()) basis.add(scope);
        var failed = own.stream().filter(run -> isFailed(run, context)).toList();
        failed.stream().limit(3).filter(run -> !basis.contains(run)).forEach(basis::add);
        var rpo = scope.rpo() == null
                ? Duration.ofMinutes(Math.round(60 * context.limit("BCK-01.default_rpo_h", host)))
                : scope.rpo();
        return new ScopeBackup(
                host,
                scope.scope(),
                scope.importance(),
                rpo,
                good == null ? null : good.end(),
                good == null ? null : Duration.between(good.time(), context.asOf()),
                newest == null ? null : newest.result(),
                failed.size(),
                !own.isEmpty() && own.stream().allMatch(Scopes::isUnpaired),
                !own.isEmpty() && own.stream().noneMatch(BackupRun::objectsKnown),
                good == null ? "" : excluded(good, scope),
                newest == null ? context.asOf() : newest.time(),
                basis,
                basis.get(0).origin());
    }

    private static boolean isUnpaired(BackupRun run) {
        return run.result() == BackupRun.Result.UNKNOWN
                || run.end() == null && run.result() != BackupRun.Result.RUNNING;
    }

    private static boolean isGood(BackupRun run) {
        return run.result() == BackupRun.Result.SUCCESS
                && run.end() != null
                && run.bytesRead() > 0
                && run.unreadable().isEmpty();
    }

    private static boolean isFailed(BackupRun run, Context context) {
        return run.result() == BackupRun.Result.FAILED
                && run.time().isAfter(context.asOf().minus(FORTNIGHT));
    }

    /** Every object of the scope is an object of the run, or lies below one. */
    private static boolean holds(BackupRun run, ProtectedScope scope) {
        return objects(scope).stream()
                .allMatch(wanted -> run.objects().stream().anyMatch(object -> isWithin(wanted, object)));
    }

    private static List<String> objects(ProtectedScope scope) {
        return scope.objects().isEmpty() ? List.of(scope.scope()) : scope.objects();
    }

    /** The first exclusion that takes something out of the scope. */
    private static String excluded(BackupRun run, ProtectedScope scope) {
        for (var exclusion : run.exclusions())
            for (var object : objects(scope))
                if (isWithin(exclusion, object) || isWithin(object, exclusion)) return exclusion;
        return "";
    }

    /** Whether a path, volume or name is another or lies below it; case counts for none of the tools' names. */
    static boolean isWithin(String inner, String outer) {
        var one = bare(inner);
        var other = bare(outer);
        return one.equals(other)
                || one.startsWith(other + "/")
                || other.equals("") && outer.startsWith("/") && inner.startsWith("/");
    }

    private static String bare(String path) {
        var slashed = path.strip().replace('\\', '/').toLowerCase(Locale.ROOT);
        return slashed.endsWith("/") ? slashed.substring(0, slashed.length() - 1) : slashed;
    }
}

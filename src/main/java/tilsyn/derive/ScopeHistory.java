package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.BackupRun;
import tilsyn.fact.BackupRun.Result;
import tilsyn.fact.Fact;
import tilsyn.fact.ProtectedScope;
import tilsyn.fact.ScopeBackup;

/** The runs that should hold one scope. */
final class ScopeHistory {
    private static final Duration LOOK_BACK = Duration.ofDays(35);
    private static final Duration FORTNIGHT = Duration.ofDays(14);
    private static final int CITED = 4;

    private final ProtectedScope scope;
    private final boolean declared;
    private final Context context;
    /** Of its job, or of any when it names none. */
    private final List<BackupRun> ofJob;
    /** Those that hold it, or don't say what they hold; oldest start first. */
    private final List<BackupRun> own;
    /** Attempts by run, without what was stopped in planned maintenance. */
    private final List<List<BackupRun>> byRun;

    ScopeHistory(ProtectedScope scope, boolean declared, List<BackupRun> runs, List<Fact> facts, Context context) {
        this(scope, declared, runs, facts, context, LOOK_BACK);
    }

    /** @param lookBack how long ago a run may have ended to be looked at */
    ScopeHistory(
            ProtectedScope scope,
            boolean declared,
            List<BackupRun> runs,
            List<Fact> facts,
            Context context,
            Duration lookBack) {
        this.scope = scope;
        this.declared = declared;
        this.context = context;
        this.ofJob = runs.stream()
                .filter(run -> scope.job().isEmpty() || run.job().equalsIgnoreCase(scope.job()))
                .filter(run -> !run.time().isBefore(context.asOf().minus(lookBack)))
                .toList();
        this.own = ofJob.stream()
                .filter(run -> !declared || !run.objectsKnown() || Scopes.areIn(run.objects(), scope, context))
                .toList();
        this.byRun = Runs.byRun(own.stream()
                .filter(run -> run.result() != Result.FAILED && run.result() != Result.CANCELLED
                        || !context.planned(run.start(), scope.host(), facts))
                .toList());
    }

    ScopeBackup backup(String host, Set<String> aliveSources) {
        var good = good();
        var copies = copies(good);
        var unclear = unclear(copies.isEmpty() ? Instant.MIN : copies.get(0).time());
        var newest = byRun.isEmpty() ? null : last(byRun.get(byRun.size() - 1));
        var failed = failed();
        var basis = new LinkedHashSet<Fact>();
        if (!copies.isEmpty()) basis.add(copies.get(0));
        if (good != null) basis.add(good);
        if (newest != null) basis.add(newest);
        if (unclear != null) basis.add(unclear);
        failed.stream().limit(CITED).forEach(basis::add);
        if (basis.isEmpty()) basis.addAll(ofJob.isEmpty() ? List.of(scope) : List.of(last(ofJob)));
        var cited = List.copyOf(basis);
        return new ScopeBackup(
                host,
                scope.scope(),
                declared,
                scope.importance(),
                rpo(scope, context),
                copies.stream().map(this::copy).toList(),
                unclear == null ? "" : whyUnclear(unclear),
                unclear == null ? null : Duration.between(unclear.time(), context.asOf()),
                !scope.job().isEmpty() && ofJob.isEmpty(),
                isAlive(aliveSources),
                newest == null ? null : newest.result(),
                failed.size(),
                own.isEmpty() ? "" : excluded(last(own)),
                newest == null ? context.asOf() : newest.time(),
                cited,
                cited.get(0).origin());
    }

    /** The runs that hold it, or don't say what they hold; oldest start first. */
    List<BackupRun> own() {
        return own;
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    /** How old its newest good copy may be, before grace. */
    static Duration rpo(ProtectedScope scope, Context context) {
        var rpo = scope.rpo();
        return rpo != null
                ? rpo
                : Duration.ofMinutes(Math.round(60 * context.limit("BCK-01.default_rpo_h", scope.host())));
    }

    /** Whether a run of a declared scope ended well, read something, and holds it without anything unreadable in it. */
    static boolean isGood(BackupRun run, ProtectedScope scope) {
        return run.result() == Result.SUCCESS && isCopy(run, scope, true);
    }

    /** By the log that tells of its newest run; where there is none, by any backup log. */
    private boolean isAlive(Set<String> sources) {
        if (ofJob.isEmpty()) return sources.stream().anyMatch(source -> source.startsWith("backup:"));
        return ofJob.stream()
                .max(Comparator.comparing(BackupRun::time).thenComparing(Runs.BY_START))
                .map(run -> sources.contains(run.source()))
                .orElse(false);
    }

    /** The newest run that ended well, read something, and holds the scope without anything unreadable in it. */
    private @Nullable BackupRun good() {
        return own.stream()
                .filter(run -> run.result() == Result.SUCCESS && isCopy(run, scope, declared))
                .max(Comparator.comparing(BackupRun::time).thenComparing(Runs.BY_START))
                .orElse(null);
    }

    /** The good run and newer ones that are good but for warnings, newest first. */
    private List<BackupRun> copies(@Nullable BackupRun good) {
        var copies = new ArrayList<BackupRun>();
        own.stream()
                .filter(run -> run.result() == Result.WARNING
                        && isCopy(run, scope, declared)
                        && (good == null || run.time().isAfter(good.time())))
                .sorted(Comparator.comparing(BackupRun::time)
                        .thenComparing(Runs.BY_START)
                        .reversed())
                .forEach(copies::add);
        if (good != null) copies.add(good);
        return copies;
    }

    private static boolean isCopy(BackupRun run, ProtectedScope scope, boolean declared) {
        return run.end() != null
                && run.bytesRead() > 0
                && run.files() != 0
                && run.objectsKnown()
                && run.unreadable().stream().noneMatch(path -> touches(path, run, scope, declared));
    }

    /** Whether what could not be read is part of the scope, or of nobody knows what. */
    private static boolean touches(String path, BackupRun run, ProtectedScope scope, boolean declared) {
        if (!declared || run.objects().stream().noneMatch(object -> Runs.isWithin(path, object))) return true;
        return Scopes.objects(scope).stream()
                .anyMatch(object -> Runs.isWithin(path, object) || Runs.isWithin(object, path));
    }

    private ScopeBackup.Copy copy(BackupRun run) {
        var warnings = run.result() == Result.SUCCESS
                ? List.<String>of()
                : run.codes().isEmpty() ? List.of("no code") : run.codes();
        return new ScopeBackup.Copy(
                run.time(), Duration.between(run.time(), context.asOf()), workAge(run.time()), warnings);
    }

    /** Elapsed on working days only. */
    private Duration workAge(Instant end) {
        var age = Duration.ZERO;
        for (var day = context.day(end); !day.isAfter(context.today()); day = day.plusDays(1)) {
            if (!Workdays.isWorkday(day)) continue;
            var from = day.atStartOfDay(context.zone()).toInstant();
            var until = day.plusDays(1).atStartOfDay(context.zone()).toInstant();
            if (from.isBefore(end)) from = end;
            if (until.isAfter(context.asOf())) until = context.asOf();
            if (until.isAfter(from)) age = age.plus(Duration.between(from, until));
        }
        return age;
    }

    /** The newest run after that moment that may have been good for all its log says. */
    private @Nullable BackupRun unclear(Instant after) {
        return own.stream()
                .filter(run -> run.time().isAfter(after) && !whyUnclear(run).isEmpty())
                .max(Comparator.comparing(BackupRun::time).thenComparing(Runs.BY_START))
                .orElse(null);
    }

    /** What the log leaves out: {@code result}, {@code objects} or {@code size}; empty when the run is known good or bad. */
    private static String whyUnclear(BackupRun run) {
        if (run.result() == Result.UNKNOWN) return "result";
        if (run.result() != Result.SUCCESS || run.bytesRead() == 0 || run.files() == 0) return "";
        if (run.end() == null) return "result";
        if (!run.objectsKnown()) return "objects";
        return run.bytesRead() < 0 ? "size" : "";
    }

    /** Last attempts of the fortnight's runs that failed in all their attempts. */
    private List<BackupRun> failed() {
        return byRun.stream()
                .map(ScopeHistory::last)
                .filter(run -> run.result() == Result.FAILED
                        && !run.time().isBefore(context.asOf().minus(FORTNIGHT)))
                .toList();
    }

    /** The first exclusion that takes something out of the scope. */
    private String excluded(BackupRun run) {
        for (var exclusion : run.exclusions())
            for (var object : Scopes.objects(scope))
                if (Runs.isWithin(exclusion, object) || Runs.isWithin(object, exclusion)) return exclusion;
        return "";
    }
}

package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.BackupRun;
import tilsyn.fact.BackupRun.Result;
import tilsyn.fact.ConsistencyProof;
import tilsyn.fact.ConsistencyState;
import tilsyn.fact.ConsistencyState.Mode;
import tilsyn.fact.Fact;
import tilsyn.fact.Host;
import tilsyn.fact.LogEvent;
import tilsyn.fact.ProtectedScope;

/**
 * Whether applications were in order within copies, by what tools state of it, by dumps, by Windows Server Backup's system state
 * and by SQL Server's own events.
 */
final class Consistency {
    private static final Duration LOOK_BACK = Duration.ofDays(35);
    private static final Duration WEEK = Duration.ofDays(7);
    /** How far from a run something may be stated of it. */
    private static final Duration NIGHT = Duration.ofHours(12);

    /** Tools that copy a database as it wants to be copied. */
    private static final Map<String, Set<String>> TOOLS = Map.of(
            "postgres", Set.of("pg_dump", "pgbackrest", "barman"),
            "mysql", Set.of("mariadb"),
            "mariadb", Set.of("mariadb"));

    private final String host;
    private final List<Fact> facts;
    private final Set<String> alive;
    private final Context context;

    private Consistency(String host, List<Fact> facts, Set<String> alive, Context context) {
        this.host = host;
        this.facts = facts;
        this.alive = alive;
        this.context = context;
    }

    static List<Fact> of(String host, List<Fact> facts, List<Fact> heartbeats, Context context) {
        return new Consistency(host, facts, Scopes.alive(heartbeats), context).proofs();
    }

    /** What a domain controller and SQL Server need is needed whether or not a scope says so. */
    private List<Fact> proofs() {
        var proofs = new ArrayList<Fact>();
        var needs = new ArrayList<String>();
        ProtectedScope first = null;
        for (var fact : facts)
            if (fact instanceof ProtectedScope scope && !scope.importance().equals("none")) {
                if (first == null) first = scope;
                if (!scope.needsConsistency()) continue;
                var need = scope.appConsistency().strip().toLowerCase(Locale.ROOT);
                needs.add(need);
                proofs.add(proof(scope, need));
            }
        var declared = context.hosts().get(host);
        if (first == null || declared == null) return proofs;
        if (declared.is("domain_controller") && !needs.contains("system_state"))
            proofs.add(proof(first, "system_state"));
        if (declared.is("sql") && needs.stream().allMatch("system_state"::equals)) proofs.add(proof(first, "sql"));
        return proofs;
    }

    /** Something stated of a copy. */
    private record Told(Instant time, Mode mode, String source, Fact fact) {}

    private ConsistencyProof proof(ProtectedScope scope, String need) {
        var told = told(need);
        var newest = told.isEmpty() ? null : told.get(told.size() - 1);
        var run = newestRun(scope);
        boolean uncovered = run != null
                && !need.equals("system_state")
                && told.stream()
                        .noneMatch(one -> !one.time.isBefore(run.start().minus(NIGHT))
                                && !one.time.isAfter(run.time().plus(NIGHT)));
        var proven = newest(told, Mode.APPLICATION);
        var complaint = complaint(need, proven);
        var basis = new LinkedHashSet<Fact>();
        if (newest != null) basis.add(newest.fact);
        if (complaint != null) basis.add(complaint);
        if (uncovered && run != null) basis.add(run);
        if (proven != null) basis.add(proven.fact);
        var log = need.equals("sql_full") ? newestLogBackup() : null;
        if (log != null) basis.add(log);
        basis.add(scope);
        return new ConsistencyProof(
                host,
                scope.scope(),
                need,
                newest == null ? Mode.UNKNOWN : newest.mode,
                uncovered,
                newest != null && alive.contains(newest.source),
                (int) told.stream()
                        .filter(one -> (one.mode == Mode.CRASH || one.mode == Mode.FAILED)
                                && !one.time.isBefore(context.asOf().minus(WEEK)))
                        .count(),
                proven == null ? null : proven.time,
                need.equals("system_state") && isController(),
                log == null ? null : log.time(),
                complaint == null ? "" : String.valueOf(complaint.eventId()),
                shadowsLost(),
                newest == null ? context.asOf() : newest.time,
                List.copyOf(basis),
                basis.iterator().next().origin());
    }

    private boolean isController() {
        Host declared = context.hosts().get(host);
        return declared != null && declared.is("domain_controller");
    }

    /** How often Windows threw away shadow copies in the last 7 days. */
    private int shadowsLost() {
        return (int) facts.stream()
                .filter(fact -> fact instanceof LogEvent event
                        && event.signature().equals("backup.shadow-copy")
                        && event.provider().equalsIgnoreCase("volsnap")
                        && (event.eventId() == 25 || event.eventId() == 36)
                        && !event.time().isBefore(context.asOf().minus(WEEK)))
                .count();
    }

    private static @Nullable Told newest(List<Told> told, Mode mode) {
        Told newest = null;
        for (var one : told) if (one.mode == mode) newest = one;
        return newest;
    }

    /** Oldest first. */
    private List<Told> told(String need) {
        var told = new ArrayList<Told>();
        for (var fact : facts) {
            if (fact.time().isBefore(context.asOf().minus(LOOK_BACK))) continue;
            if (fact instanceof ConsistencyState state
                    && (state.object().equals(need) || isSql(need) && isSql(state.object())))
                told.add(new Told(state.time(), state.mode(), state.source(), state));
            if (fact instanceof BackupRun run) addRun(run, need, told);
            if (fact instanceof LogEvent event && isSql(need)) addEvent(event, told);
        }
        told.sort(Comparator.comparing(Told::time));
        return told;
    }

    private static void addRun(BackupRun run, String need, List<Told> told) {
        boolean dump = TOOLS.getOrDefault(need, Set.of()).contains(run.tool());
        boolean system = need.equals("system_state")
                && run.tool().equals("wsb")
                && run.objects().stream().anyMatch(object -> object.equalsIgnoreCase("System state"));
        if (!dump && !system) return;
        var mode = switch (run.result()) {
            case SUCCESS -> run.end() != null && run.bytesRead() != 0 ? Mode.APPLICATION : Mode.UNKNOWN;
            case FAILED -> Mode.FAILED;
            default -> null;
        };
        if (mode != null) told.add(new Told(run.time(), mode, run.source(), run));
    }

    private static void addEvent(LogEvent event, List<Told> told) {
        if (event.signature().equals("backup.sql") && event.eventId() == 18264)
            told.add(new Told(event.time(), Mode.APPLICATION, event.source(), event));
        if (event.signature().equals("backup.sql-failed"))
            told.add(new Told(event.time(), Mode.FAILED, event.source(), event));
    }

    private static boolean isSql(String need) {
        return need.equals("sql") || need.equals("sql_full");
    }

    /** The newest run that ended with something copied. */
    private @Nullable BackupRun newestRun(ProtectedScope scope) {
        return new ScopeHistory(scope, true, Runs.of(facts), facts, context)
                .own().stream()
                        .filter(run -> run.result() == Result.SUCCESS || run.result() == Result.WARNING)
                        .max(Comparator.comparing(BackupRun::time).thenComparing(Runs.BY_START))
                        .orElse(null);
    }

    private @Nullable LogEvent newestLogBackup() {
        LogEvent newest = null;
        for (var fact : facts)
            if (fact instanceof LogEvent event && event.signature().equals("backup.sql") && event.eventId() == 18265)
                newest = event;
        return newest;
    }

    /** The newest complaint that nothing has answered: a backup of that database, or of the system state. */
    private @Nullable LogEvent complaint(String need, @Nullable Told proven) {
        LogEvent open = null;
        for (var fact : facts) {
            if (!(fact instanceof LogEvent event)
                    || event.time().isBefore(context.asOf().minus(LOOK_BACK))) continue;
            if (isSql(need) && event.signature().equals("backup.sql-failed") && !isAnswered(event)) open = event;
            if (need.equals("system_state")
                    && event.signature().equals("backup.domain-controller")
                    && event.eventId() == 2089
                    && (proven == null || !proven.time.isAfter(event.time()))) open = event;
        }
        return open;
    }

    private boolean isAnswered(LogEvent failure) {
        var command = String.join(" ", failure.data().values()).toLowerCase(Locale.ROOT);
        return facts.stream()
                .anyMatch(fact -> fact instanceof LogEvent event
                        && event.signature().equals("backup.sql")
                        && event.time().isAfter(failure.time())
                        && names(command, event.data("param1").strip().toLowerCase(Locale.ROOT)));
    }

    /** Whether the command that failed was about that database. */
    private static boolean names(String command, String database) {
        for (int at = database.isEmpty() ? -1 : command.indexOf(database);
                at >= 0;
                at = command.indexOf(database, at + 1))
            if (isEdge(command, at - 1) && isEdge(command, at + database.length())) return true;
        return false;
    }

    private static boolean isEdge(String text, int at) {
        return at < 0 || at >= text.length() || !Character.isLetterOrDigit(text.charAt(at)) && text.charAt(at) != '_';
    }
}

package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Attestation;
import tilsyn.fact.ExpectedSource;
import tilsyn.fact.Fact;
import tilsyn.fact.Host;
import tilsyn.fact.Integrity;
import tilsyn.fact.Integrity.Found;
import tilsyn.fact.IntegrityCheck;
import tilsyn.fact.LogEvent;
import tilsyn.fact.SourceHeartbeat;

/** Damage to stored data, databases and the directory, by what logs tell and what checks found. */
final class DataIntegrity {
    private static final Duration LOOK_BACK = Duration.ofDays(35);
    private static final Duration DATABASE = Duration.ofDays(14);
    private static final Duration DIRECTORY = Duration.ofDays(8);
    private static final Duration ABOUT = Duration.ofHours(12);
    private static final Set<Integer> UNREADABLE_PAGE = Set.of(823, 824);
    private static final int READ_AGAIN = 825;
    private static final int TO_BE_SCANNED = 98;
    private static final int TRANSACTION = 137;
    private static final Set<Integer> NOT_REPLICATED = Set.of(1864, 2042);
    private static final Set<Integer> FOLDERS_STOPPED = Set.of(2213, 4012);
    private static final Set<String> DIRECTORY_LOGS = Set.of("windows:Directory Service", "windows:DFS Replication");

    private final String host;
    private final List<Fact> facts;
    private final Context context;
    private final List<Fact> found = new ArrayList<>();

    private DataIntegrity(String host, List<Fact> facts, Context context) {
        this.host = host;
        this.facts = facts;
        this.context = context;
    }

    static List<Fact> of(String host, List<Fact> facts, List<Fact> heartbeats, Context context) {
        var declared = context.hosts().get(host);
        if (declared == null) return List.of();
        var integrity = new DataIntegrity(host, facts, context);
        integrity.events();
        var checks = integrity.checks();
        integrity.results(checks);
        if (declared.is("sql")) integrity.databases(checks);
        if (declared.is("domain_controller")) integrity.directory(declared, checks);
        integrity.logs(KeyLogs.isWindows(host, heartbeats, context), heartbeats, declared);
        return integrity.found;
    }

    private void events() {
        var from = context.asOf().minus(LOOK_BACK);
        for (var fact : facts)
            if (fact instanceof LogEvent event
                    && !event.time().isBefore(from)
                    && !event.time().isAfter(context.asOf())) {
                var says = says(event);
                var object = object(event);
                if (says == null || says != Found.WEAK && isMended(event, object)) continue;
                found.add(new Integrity(host, object, name(event), says, event.time(), List.of(event), event.origin()));
            }
    }

    private @Nullable Found says(LogEvent event) {
        boolean database = event.provider().toUpperCase(Locale.ROOT).startsWith("MSSQL");
        if (database && UNREADABLE_PAGE.contains(event.eventId())) return Found.CORRUPT;
        if (database && event.eventId() == READ_AGAIN) return Found.WEAK;
        return switch (event.signature()) {
            case "files.corrupt" -> event.eventId() == TO_BE_SCANNED ? Found.WEAK : Found.CORRUPT;
            case "files.read-only", "database.corrupt" -> Found.CORRUPT;
            case "files.transaction" -> event.eventId() == TRANSACTION ? Found.WEAK : null;
            case "domain.replication" -> directory(event);
            default -> null;
        };
    }

    private @Nullable Found directory(LogEvent event) {
        if (FOLDERS_STOPPED.contains(event.eventId()))
            return isCleanSince(event, DataIntegrity::isFolders) ? null : Found.FAILING;
        if (!NOT_REPLICATED.contains(event.eventId()) || isOnlyController()) return null;
        return isCleanSince(event, DataIntegrity::isReplication) ? null : Found.FAILING;
    }

    private boolean isCleanSince(LogEvent event, Predicate<IntegrityCheck> kind) {
        IntegrityCheck newest = null;
        for (var fact : facts)
            if (fact instanceof IntegrityCheck check
                    && kind.test(check)
                    && check.result() != IntegrityCheck.Result.UNKNOWN
                    && check.time().isAfter(event.time())
                    && !check.time().isAfter(context.asOf())) newest = check;
        return newest != null && newest.result() == IntegrityCheck.Result.CLEAN;
    }

    private static String object(LogEvent event) {
        for (var field : List.of("device", "database", "DriveName", "param1"))
            if (!event.data(field).isBlank()) return event.data(field);
        return "";
    }

    private static String name(LogEvent event) {
        return event.eventId() >= 0 ? event.provider() + " " + event.eventId() : event.signature();
    }

    /** Someone put down, after it, what was done about this event or object and how that was verified. */
    private boolean isMended(LogEvent event, String object) {
        return Stream.of("change_record", "root_cause")
                .flatMap(form -> context.attestations(form, host, facts).stream())
                .anyMatch(note -> note.time().isAfter(event.time())
                        && !note.verification().isBlank()
                        && !note.saysNone("verification")
                        && isAbout(note, event, object));
    }

    private static boolean isAbout(Attestation note, LogEvent event, String object) {
        var about = note.about();
        if (about != null) return Duration.between(about, event.time()).abs().compareTo(ABOUT) <= 0;
        return !object.isEmpty() && note.more("object").strip().equalsIgnoreCase(object);
    }

    /** By check and object, oldest first; a scrub that runs or was stopped tells of nothing yet. */
    private SortedMap<String, List<IntegrityCheck>> checks() {
        var checks = new TreeMap<String, List<IntegrityCheck>>();
        for (var fact : facts)
            if (fact instanceof IntegrityCheck check
                    && (check.result() != IntegrityCheck.Result.UNKNOWN || isAsked(check))
                    && !check.time().isAfter(context.asOf()))
                checks.computeIfAbsent(lower(check.check()) + " " + lower(check.object()), key -> new ArrayList<>())
                        .add(check);
        return checks;
    }

    private void results(SortedMap<String, List<IntegrityCheck>> checks) {
        checks.forEach((key, ofObject) -> {
            var last = ofObject.get(ofObject.size() - 1);
            if (last.result() == IntegrityCheck.Result.REPAIRED) add(Found.WEAK, last);
            if (last.result() == IntegrityCheck.Result.UNKNOWN) add(Found.UNCHECKED, last);
            if (last.result() != IntegrityCheck.Result.DAMAGED) return;
            if (isReplication(last)) replication(ofObject, last);
            else add(isDirectory(last) ? Found.FAILING : Found.CORRUPT, last);
        });
    }

    /** Failing since the first of the failures in a row. */
    private void replication(List<IntegrityCheck> ofObject, IntegrityCheck last) {
        if (isOnlyController()) return;
        var since = last.time();
        for (int at = ofObject.size() - 1; at >= 0 && ofObject.get(at).result() != IntegrityCheck.Result.CLEAN; at--)
            since = ofObject.get(at).time();
        var limit = Duration.ofSeconds(Math.round(3600 * context.limit("OPS-05.repl_fail_h", host)));
        boolean tooLong = Duration.between(since, context.asOf()).compareTo(limit) > 0;
        add(tooLong ? Found.FAILING : Found.WEAK, last);
    }

    /** A last good check that is old counts only while others show that checks are still made and told of (R3). */
    private void databases(SortedMap<String, List<IntegrityCheck>> checks) {
        var since = context.asOf().minus(DATABASE);
        var ofDatabases =
                checks.values().stream().filter(list -> isDatabase(list.get(0))).toList();
        boolean told = ofDatabases.stream()
                .anyMatch(list -> !list.get(list.size() - 1).time().isBefore(since));
        if (!told) {
            unchecked("CHECKDB");
            return;
        }
        for (var ofObject : ofDatabases) {
            var last = ofObject.get(ofObject.size() - 1);
            if (last.result() == IntegrityCheck.Result.UNKNOWN) continue;
            IntegrityCheck good = null;
            for (var check : ofObject)
                if (check.result() == IntegrityCheck.Result.CLEAN || check.result() == IntegrityCheck.Result.REPAIRED)
                    good = check;
            var age = good == null ? null : Duration.between(good.time(), context.asOf());
            if (age == null || age.compareTo(days("OPS-05.checkdb_fail_d")) > 0) add(Found.FAILING, last);
            else if (age.compareTo(days("OPS-05.checkdb_warn_d")) > 0) add(Found.WEAK, last);
        }
    }

    private void directory(Host declared, SortedMap<String, List<IntegrityCheck>> checks) {
        if (!isFresh(checks, false)) unchecked("dcdiag");
        if (!isOnlyController() && !isFresh(checks, true)) unchecked("repadmin");
    }

    private boolean isFresh(SortedMap<String, List<IntegrityCheck>> checks, boolean replication) {
        var since = context.asOf().minus(DIRECTORY);
        return checks.values().stream()
                .map(list -> list.get(list.size() - 1))
                .anyMatch(check -> (replication
                                ? isReplication(check)
                                : lower(check.check()).contains("dcdiag"))
                        && !check.time().isBefore(since));
    }

    private boolean isOnlyController() {
        return context.hosts().values().stream()
                        .filter(other -> other.active() && other.is("domain_controller"))
                        .count()
                <= 1;
    }

    /** What a Windows server keeps in two logs, and those of the directory that the inventory expects. */
    private void logs(boolean windows, List<Fact> heartbeats, Host declared) {
        var needed = new TreeSet<String>();
        if (windows) needed.addAll(List.of("windows:System", "windows:Application"));
        else needed.add(LogEvent.SYSLOG);
        for (var fact : facts)
            if (fact instanceof ExpectedSource feed && DIRECTORY_LOGS.contains(feed.expects()))
                needed.add(feed.expects());
        for (var source : needed) {
            SourceHeartbeat beat = null;
            for (var fact : heartbeats)
                if (fact instanceof SourceHeartbeat one && one.source().equals(source)) beat = one;
            if (beat == null || !beat.alive())
                found.add(new Integrity(
                        host,
                        source,
                        source,
                        Found.SILENT,
                        declared.time(),
                        List.of(beat == null ? declared : beat),
                        declared.origin()));
            else if (!beat.covers(from(source)))
                found.add(new Integrity(host, source, source, Found.SHORT, beat.time(), List.of(beat), beat.origin()));
        }
    }

    /** The look-back, or since when the feed was set up within it. */
    private Instant from(String source) {
        var from = context.asOf().minus(LOOK_BACK);
        for (var fact : facts)
            if (fact instanceof ExpectedSource feed
                    && feed.expects().equals(source)
                    && feed.since() != null
                    && feed.since().isAfter(from)) return feed.since();
        return from;
    }

    private void add(Found says, IntegrityCheck check) {
        found.add(
                new Integrity(host, check.object(), check.check(), says, check.time(), List.of(check), check.origin()));
    }

    private void unchecked(String check) {
        var declared = java.util.Objects.requireNonNull(context.hosts().get(host));
        found.add(
                new Integrity(host, "", check, Found.UNCHECKED, declared.time(), List.of(declared), declared.origin()));
    }

    private Duration days(String parameter) {
        return Duration.ofSeconds(Math.round(86_400 * context.limit(parameter, host)));
    }

    /** Whether some role asks for such a check. */
    private static boolean isAsked(IntegrityCheck check) {
        return isDatabase(check) || isDirectory(check) || isReplication(check);
    }

    private static boolean isDatabase(IntegrityCheck check) {
        var name = lower(check.check());
        return name.contains("checkdb") || name.contains("amcheck") || name.contains("mysqlcheck");
    }

    private static boolean isReplication(IntegrityCheck check) {
        return lower(check.check()).contains("repl") || lower(check.check()).contains("repadmin");
    }

    private static boolean isDirectory(IntegrityCheck check) {
        return lower(check.check()).contains("dcdiag") || isFolders(check);
    }

    private static boolean isFolders(IntegrityCheck check) {
        return lower(check.check()).contains("dfsr");
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}

package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.BackupRun;
import tilsyn.fact.BackupRun.Result;
import tilsyn.fact.BackupWindow;
import tilsyn.fact.Fact;
import tilsyn.fact.JobPace;

/** How each backup job of a host, copies included, keeps to its hours. */
final class Paces {
    private static final Duration LOOK_BACK = Duration.ofDays(35);
    /** A job whose newest run is older is judged no more, unless a window says that it is to run. */
    private static final Duration CURRENT = Duration.ofDays(14);

    private static final int COMPARED = 14;
    private static final int RECENT = 7;

    private final String host;
    private final Set<String> alive;
    private final Context context;

    private Paces(String host, Set<String> alive, Context context) {
        this.host = host;
        this.alive = alive;
        this.context = context;
    }

    static List<Fact> of(String host, List<Fact> facts, List<Fact> heartbeats, Context context) {
        Map<String, List<BackupRun>> jobs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, BackupWindow> windows = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (var fact : facts) if (fact instanceof BackupWindow window) windows.put(window.job(), window);
        for (var run : Runs.withCopies(facts))
            if ((run.result() == Result.RUNNING
                            || !run.time().isBefore(context.asOf().minus(LOOK_BACK)))
                    && (run.result() != Result.FAILED && run.result() != Result.CANCELLED
                            || !context.planned(run.start(), host, facts)))
                jobs.computeIfAbsent(run.job(), job -> new ArrayList<>()).add(run);
        for (var job : windows.keySet()) jobs.putIfAbsent(job, List.of());
        var paces = new Paces(host, Scopes.alive(heartbeats), context);
        var found = new ArrayList<Fact>();
        jobs.forEach((job, attempts) -> {
            var pace = paces.pace(job, current(attempts), windows.get(job));
            if (pace != null) found.add(pace);
        });
        return found;
    }

    /** Without what an earlier export showed as running and another as over. */
    private static List<BackupRun> current(List<BackupRun> attempts) {
        return attempts.stream()
                .filter(run -> run.result() != Result.RUNNING
                        || attempts.stream()
                                .noneMatch(other -> other.result() != Result.RUNNING
                                        && other.start().equals(run.start())
                                        && other.end() != null))
                .toList();
    }

    private @Nullable JobPace pace(String job, List<BackupRun> attempts, @Nullable BackupWindow declared) {
        var runs = Runs.byRun(attempts);
        var newest = runs.isEmpty() ? List.<BackupRun>of() : runs.get(runs.size() - 1);
        var recently = context.asOf().minus(CURRENT);
        if (newest.isEmpty()
                || last(newest).time().isBefore(recently) && last(newest).result() != Result.RUNNING)
            return declared == null ? null : unseen(job, declared);
        var last = last(newest);
        boolean running = last.result() == Result.RUNNING;
        var ended = running ? context.asOf() : end(newest);
        var took = ended == null ? null : Duration.between(newest.get(0).start(), ended);
        var hours = declared == null ? null : hours(declared);
        var span = hours == null ? null : hours.next(newest.get(0).start(), context.zone());
        var before = runs.subList(0, runs.size() - 1);
        var alike = alike(before, last.form());
        var over = (running ? before : runs)
                .subList(Math.max(0, (running ? before : runs).size() - RECENT), (running ? before : runs).size());
        var retried = over.stream().filter(Paces::isRetried).toList();
        var basis = new LinkedHashSet<Fact>(newest);
        if (declared != null) basis.add(declared);
        retried.forEach(run -> basis.add(last(run)));
        return new JobPace(
                host,
                last.job(),
                hours == null || declared == null ? "" : declared.hours(),
                took != null,
                alive.contains(last.source()),
                running,
                took,
                running && span != null ? Duration.between(span.until(), context.asOf()) : null,
                !running && span != null && ended != null && !span.holds(ended),
                alike.size(),
                median(alike),
                retried.size(),
                over.size(),
                !before.isEmpty() && overlaps(before.get(before.size() - 1), newest),
                last.time(),
                List.copyOf(basis),
                last.origin());
    }

    /** A job that is to run, of which no log tells. */
    private JobPace unseen(String job, BackupWindow declared) {
        return new JobPace(
                host,
                job,
                hours(declared) == null ? "" : declared.hours(),
                false,
                true,
                false,
                null,
                null,
                false,
                0,
                null,
                0,
                0,
                false,
                context.asOf(),
                List.of(declared),
                declared.origin());
    }

    private static @Nullable WeeklyWindow hours(BackupWindow declared) {
        var window = WeeklyWindow.of(declared.hours());
        return window != null ? window : WeeklyWindow.of("daily " + declared.hours());
    }

    /** When a run was over; null when the log does not tell both its start and its end. */
    private static @Nullable Instant end(List<BackupRun> run) {
        var end = last(run).end();
        return end == null || !end.isAfter(run.get(0).start()) ? null : end;
    }

    /** How long the newest of the runs of that kind took, as far as they came to an end. */
    private static List<Duration> alike(List<List<BackupRun>> runs, String form) {
        var lengths = new ArrayList<Duration>();
        for (int at = runs.size() - 1; at >= 0 && lengths.size() < COMPARED; at--) {
            var run = runs.get(at);
            var end = end(run);
            if (end != null && isDone(last(run)) && last(run).form().equals(form))
                lengths.add(Duration.between(run.get(0).start(), end));
        }
        return lengths;
    }

    private static @Nullable Duration median(List<Duration> lengths) {
        if (lengths.isEmpty()) return null;
        var sorted = lengths.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : sorted.get(half - 1).plus(sorted.get(half)).dividedBy(2);
    }

    private static boolean isRetried(List<BackupRun> run) {
        return isDone(last(run)) && (run.size() > 1 || run.get(0).attempt() > 1);
    }

    private static boolean isDone(BackupRun run) {
        return run.result() == Result.SUCCESS || run.result() == Result.WARNING;
    }

    /** Runs of the same things, of which the later began before the earlier was over; parts of one run don't overlap. */
    private static boolean overlaps(List<BackupRun> earlier, List<BackupRun> later) {
        var one = last(earlier);
        var other = later.get(0);
        if (!one.objects().equals(other.objects()) || !one.start().isBefore(other.start())) return false;
        return one.result() == Result.RUNNING
                || one.end() != null && other.start().isBefore(one.end());
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}

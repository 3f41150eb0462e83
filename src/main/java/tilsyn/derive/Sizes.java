package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.BackupRun;
import tilsyn.fact.Fact;
import tilsyn.fact.JobSizes;
import tilsyn.fact.VolumeUsage;

/** How the sizes of each job's runs compare. A run that does not say what it is counts as a full one. */
final class Sizes {
    private static final int COMPARED = 5;
    private static final double FALL = 0.10;
    private static final double SMALLER = 0.95;

    /** How far back full runs are compared, and within what time a job must have run to count. */
    private static final Duration FULLS = Duration.ofDays(92);

    private static final Duration RECENT = Duration.ofDays(35);

    private Sizes() {}

    static List<Fact> of(String host, List<Fact> facts, Context context) {
        Map<String, List<BackupRun>> jobs = new TreeMap<>();
        for (var run : Runs.of(facts))
            if (run.end() != null
                    && (run.result() == BackupRun.Result.SUCCESS || run.result() == BackupRun.Result.WARNING)
                    && !run.time().isBefore(context.asOf().minus(FULLS)))
                jobs.computeIfAbsent(run.job(), job -> new ArrayList<>()).add(run);
        var sizes = new ArrayList<Fact>();
        for (var job : jobs.values())
            if (!job.get(job.size() - 1).time().isBefore(context.asOf().minus(RECENT)))
                sizes.add(sizes(host, job, facts, context));
        return sizes;
    }

    private static JobSizes sizes(String host, List<BackupRun> runs, List<Fact> facts, Context context) {
        var last = runs.get(runs.size() - 1);
        var sized = runs.stream().filter(run -> run.bytesRead() >= 0).toList();
        var fulls = sized.stream().filter(run -> !isIncrement(run)).toList();
        var increments = sized.stream().filter(Sizes::isIncrement).toList();
        var full = fulls.isEmpty() ? null : fulls.get(fulls.size() - 1);
        var earlier =
                fulls.isEmpty() ? fulls : fulls.subList(Math.max(0, fulls.size() - 1 - COMPARED), fulls.size() - 1);
        var increment = increments.isEmpty() ? null : increments.get(increments.size() - 1);
        var basis = new LinkedHashSet<Fact>();
        if (isZero(last)) basis.add(last);
        basis.add(full == null ? last : full);
        basis.addAll(earlier);
        if (increment != null) basis.add(increment);
        var cited = List.copyOf(basis);
        return new JobSizes(
                host,
                last.job(),
                isZero(last) || full != null && isZero(full),
                earlier.size(),
                full == null ? -1 : full.bytesRead(),
                median(earlier),
                full == null || earlier.isEmpty()
                        ? null
                        : sourceFell(facts, earlier.get(0).time(), full.time()),
                increments.size(),
                increment == null ? -1 : increment.bytesRead(),
                increment == null ? -1 : median(increments.subList(0, increments.size() - 1)),
                zeroIncrements(increments, context),
                shrunkWeeks(fulls),
                last.bytesRead() >= 0,
                last.time(),
                cited,
                cited.get(0).origin());
    }

    private static boolean isIncrement(BackupRun run) {
        return run.form().equals("incremental") || run.form().equals("differential");
    }

    private static boolean isZero(BackupRun run) {
        return run.result() == BackupRun.Result.SUCCESS && (run.bytesRead() == 0 || run.files() == 0);
    }

    private static long median(List<BackupRun> runs) {
        if (runs.isEmpty()) return -1;
        var sizes = runs.stream().mapToLong(BackupRun::bytesRead).sorted().toArray();
        int half = sizes.length / 2;
        return sizes.length % 2 == 1 ? sizes[half] : sizes[half - 1] + (sizes[half] - sizes[half - 1]) / 2;
    }

    /**
     * Whether all that is used on the host's volumes fell by more than a tenth from one moment to another, by the samples
     * nearest to each; null when no volume has two.
     */
    private static @Nullable Boolean sourceFell(List<Fact> facts, Instant from, Instant until) {
        Map<String, VolumeUsage> before = nearest(facts, from);
        Map<String, VolumeUsage> after = nearest(facts, until);
        long usedBefore = 0;
        long usedAfter = 0;
        for (var volume : before.keySet()) {
            var one = before.get(volume);
            var other = after.get(volume);
            if (one == null || other == null || !other.time().isAfter(one.time())) continue;
            usedBefore += one.size() - one.free();
            usedAfter += other.size() - other.free();
        }
        return usedBefore == 0 ? null : usedAfter < usedBefore * (1 - FALL);
    }

    private static Map<String, VolumeUsage> nearest(List<Fact> facts, Instant moment) {
        Map<String, VolumeUsage> nearest = new TreeMap<>();
        for (var fact : facts)
            if (fact instanceof VolumeUsage usage)
                nearest.merge(
                        usage.volume(), usage, (one, other) -> away(one, moment) <= away(other, moment) ? one : other);
        return nearest;
    }

    private static long away(VolumeUsage usage, Instant moment) {
        return Duration.between(usage.time(), moment).abs().toSeconds();
    }

    private static int zeroIncrements(List<BackupRun> increments, Context context) {
        int row = 0;
        for (int at = increments.size() - 1; at >= 0; at--) {
            var run = increments.get(at);
            if (!Workdays.isWorkday(context.day(run.start()))) continue;
            if (run.bytesRead() != 0) break;
            row++;
        }
        return row;
    }

    /** Weeks in a row, seen from the newest full run, that ended with one at least 5 % smaller. */
    private static int shrunkWeeks(List<BackupRun> fulls) {
        var weekly = new ArrayList<Long>();
        Instant next = null;
        for (int at = fulls.size() - 1; at >= 0; at--) {
            var run = fulls.get(at);
            if (next != null && run.time().isAfter(next)) continue;
            weekly.add(run.bytesRead());
            next = run.time().minus(Duration.ofDays(7)).plus(Duration.ofHours(12));
        }
        int weeks = 0;
        while (weeks + 1 < weekly.size() && weekly.get(weeks) <= weekly.get(weeks + 1) * SMALLER) weeks++;
        return weeks;
    }
}

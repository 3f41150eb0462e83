package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tilsyn.fact.BackupRun;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.JobSizes;
import tilsyn.fact.VolumeUsage;

/** How the sizes of each job's runs compare. A run that does not say what it is counts as a full one. */
final class Sizes {
    private static final int COMPARED = 5;
    private static final double FALL = 0.10;
    private static final double SMALLER = 0.95;
    private static final Duration RECENT = Duration.ofDays(35);

    private Sizes() {}

    static List<Fact> of(String host, List<Fact> facts, Context context) {
        Map<String, List<BackupRun>> jobs = new TreeMap<>();
        for (var fact : facts)
            if (fact instanceof BackupRun run
                    && run.end() != null
                    && (run.result() == BackupRun.Result.SUCCESS || run.result() == BackupRun.Result.WARNING)
                    && !run.form().equals("copy"))
                jobs.computeIfAbsent(run.job(), job -> new ArrayList<>()).add(run);
        var sizes = new ArrayList<Fact>();
        for (var job : jobs.values()) {
            job.sort(Facts.ORDER);
            sizes.add(sizes(host, job, facts, context));
        }
        return sizes;
    }

    private static JobSizes sizes(String host, List<BackupRun> runs, List<Fact> facts, Context context) {
        var last = runs.get(runs.size() - 1);
        var sized = runs.stream().filter(run -> run.bytesRead() >= 0).toList();
        var fulls = sized.stream().filter(run -> !isIncrement(run)).toList();
        var increments = sized.stream().filter(Sizes::isIncrement).toList();
        var earlier =
                fulls.isEmpty() ? fulls : fulls.subList(Math.max(0, fulls.size() - 1 - COMPARED), fulls.size() - 1);
        var full = fulls.isEmpty() ? null : fulls.get(fulls.size() - 1);
        var increment = increments.isEmpty() ? null : increments.get(increments.size() - 1);
        var zero = runs.stream()
                .filter(run -> run.result() == BackupRun.Result.SUCCESS
                        && run.time().isAfter(context.asOf().minus(RECENT)))
                .filter(run -> run.files() == 0 || run.bytesRead() == 0 && !isIncrement(run))
                .reduce((one, other) -> other)
                .filter(run -> run.equals(full) || run.equals(last))
                .orElse(null);
        var basis = new ArrayList<Fact>();
        basis.add(zero == null ? (full == null ? last : full) : zero);
        earlier.stream().filter(run -> !basis.contains(run)).forEach(basis::add);
        return new JobSizes(
                host,
                last.job(),
                zero != null,
                earlier.size(),
                full == null ? -1 : full.bytesRead(),
                median(earlier),
                full != null
                        && !earlier.isEmpty()
                        && shrank(facts, earlier.get(0).time(), full.time()),
                increments.size(),
                increment == null ? -1 : increment.bytesRead(),
                increment == null ? -1 : median(increments.subList(0, increments.size() - 1)),
                zeroIncrements(increments, context),
                shrunkWeeks(fulls),
                !sized.isEmpty(),
                last.time(),
                basis,
                basis.get(0).origin());
    }

    private static boolean isIncrement(BackupRun run) {
        return run.form().equals("incremental") || run.form().equals("differential");
    }

    private static long median(List<BackupRun> runs) {
        if (runs.isEmpty()) return -1;
        var sizes = runs.stream().mapToLong(BackupRun::bytesRead).sorted().toArray();
        int half = sizes.length / 2;
        return sizes.length % 2 == 1 ? sizes[half] : (sizes[half - 1] + sizes[half]) / 2;
    }

    /** Whether all that is used on the host's volumes fell by more than a tenth from one moment to another. */
    private static boolean shrank(List<Fact> facts, Instant from, Instant until) {
        long before = used(facts, from);
        long after = used(facts, until);
        return before > 0 && after >= 0 && after < before * (1 - FALL);
    }

    /** Used bytes by each volume's sample nearest to the moment; -1 without any. */
    private static long used(List<Fact> facts, Instant moment) {
        Map<String, VolumeUsage> nearest = new TreeMap<>();
        for (var fact : facts)
            if (fact instanceof VolumeUsage usage)
                nearest.merge(
                        usage.volume(), usage, (one, other) -> away(one, moment) <= away(other, moment) ? one : other);
        return nearest.isEmpty()
                ? -1
                : nearest.values().stream()
                        .mapToLong(usage -> usage.size() - usage.free())
                        .sum();
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

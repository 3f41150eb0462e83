package tilsyn.derive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tilsyn.fact.BackupRun;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;

/** A host's backup runs as scopes and sizes look at them. */
final class Runs {
    static final Comparator<BackupRun> BY_START =
            Comparator.comparing(BackupRun::start).thenComparing(Facts.ORDER);

    private static final Duration ECHO = Duration.ofMinutes(10);

    /** Tools of which a log and a list, or a log and syslog, tell of the same runs. */
    private static final Set<String> TOLD_TWICE = Set.of("restic", "pgbackrest", "vzdump", "hyper-backup");

    /** Logs and lists round times to seconds. */
    private static final Duration ROUNDED = Duration.ofSeconds(1);

    private static final Comparator<BackupRun> BEST_TOLD = Comparator.comparingInt(Runs::saidOfTheEnd)
            .thenComparingInt(run -> run.objects().size())
            .thenComparingLong(BackupRun::bytesRead)
            .thenComparing(Facts.ORDER);

    /** How long after a failed attempt another may still be a try of the same run. */
    private static final Duration NEXT_TRY = Duration.ofHours(12);

    private Runs() {}

    /**
     * Oldest start first, without copies of restore points, which are no backups of anything, and without events that only
     * repeat what the job's own report says in full.
     */
    static List<BackupRun> of(List<Fact> facts) {
        return withCopies(facts).stream()
                .filter(run -> !run.form().equals("copy"))
                .toList();
    }

    /** The same, with copies of restore points. */
    static List<BackupRun> withCopies(List<Fact> facts) {
        var runs = new ArrayList<BackupRun>();
        for (var fact : facts) if (fact instanceof BackupRun run) runs.add(run);
        return runs.stream()
                .filter(run -> runs.stream().noneMatch(other -> repeats(run, other) || isToldBetter(other, run)))
                .map(run -> withObjects(run, runs))
                .sorted(BY_START)
                .toList();
    }

    /** Sources that tell of nothing but copies of restore points, and so of no backup. */
    static Set<String> copiesOnly(List<Fact> facts) {
        var copies = new TreeSet<String>();
        var others = new TreeSet<String>();
        for (var fact : facts)
            if (fact instanceof BackupRun run) (run.form().equals("copy") ? copies : others).add(run.source());
        copies.removeAll(others);
        return copies;
    }

    private static boolean repeats(BackupRun run, BackupRun other) {
        return !run.objectsKnown()
                && run.bytesRead() < 0
                && (other.objectsKnown() || other.bytesRead() >= 0)
                && run.job().equalsIgnoreCase(other.job())
                && run.result() == other.result()
                && Duration.between(run.time(), other.time()).abs().compareTo(ECHO) <= 0;
    }

    /**
     * Whether both are of one run, as its own log and a list of what is stored tell of it, or syslog and its own log, and the
     * first says more of how it ended: the worse it ended, the more; last of all that nobody knows.
     */
    private static boolean isToldBetter(BackupRun run, BackupRun other) {
        return isSame(run, other) && BEST_TOLD.compare(run, other) > 0;
    }

    private static boolean isSame(BackupRun run, BackupRun other) {
        return run != other
                && TOLD_TWICE.contains(run.tool())
                && run.tool().equals(other.tool())
                && run.job().equalsIgnoreCase(other.job())
                && run.attempt() == other.attempt()
                && run.form().equals("copy") == other.form().equals("copy")
                && !run.start().isAfter(other.time().plus(ROUNDED))
                && !other.start().isAfter(run.time().plus(ROUNDED))
                && (holdsAll(run, other)
                        || holdsAll(other, run)
                        || readsTheSame(run, other)
                        || endsTogether(run, other));
    }

    private static boolean endsTogether(BackupRun run, BackupRun other) {
        return !run.objectsKnown()
                && !other.objectsKnown()
                && run.end() != null
                && other.end() != null
                && Duration.between(run.end(), other.end()).abs().compareTo(ROUNDED) <= 0;
    }

    private static boolean holdsAll(BackupRun run, BackupRun other) {
        return run.objectsKnown() && !other.objects().isEmpty() && run.objects().containsAll(other.objects());
    }

    private static boolean readsTheSame(BackupRun run, BackupRun other) {
        return run.objectsKnown() != other.objectsKnown()
                && run.bytesRead() >= 0
                && run.files() >= 0
                && run.bytesRead() == other.bytesRead()
                && run.files() == other.files();
    }

    private static int saidOfTheEnd(BackupRun run) {
        return switch (run.result()) {
            case UNKNOWN, RUNNING -> 0;
            case SUCCESS -> 1;
            case WARNING -> 2;
            case CANCELLED -> 3;
            case FAILED -> 4;
        };
    }

    /** What it holds, where only another account of the same run tells. */
    private static BackupRun withObjects(BackupRun run, List<BackupRun> runs) {
        if (run.objectsKnown()) return run;
        for (var other : runs) if (other.objectsKnown() && isSame(run, other)) return run.holding(other);
        return run;
    }

    /** The attempts of one run of a job together, the last one last; runs by the start of their first attempt. */
    static List<List<BackupRun>> byRun(List<BackupRun> attempts) {
        var runs = new ArrayList<List<BackupRun>>();
        var open = new TreeMap<String, List<BackupRun>>();
        for (var attempt : attempts) {
            var current = open.get(attempt.job());
            if (current == null
                    || attempt.attempt() <= 1
                    || attempt.start()
                            .isAfter(current.get(current.size() - 1).time().plus(NEXT_TRY))) {
                current = new ArrayList<>();
                open.put(attempt.job(), current);
                runs.add(current);
            }
            current.add(attempt);
        }
        return runs;
    }

    /** Whether a path, volume or name is another or lies below it; case counts for none of the tools' names. */
    static boolean isWithin(String inner, String outer) {
        var one = bare(inner);
        var other = bare(outer);
        return one.equals(other)
                || one.startsWith(other + "/")
                || other.isEmpty() && outer.startsWith("/") && inner.startsWith("/");
    }

    private static String bare(String path) {
        var slashed = path.strip().replace('\\', '/').toLowerCase(Locale.ROOT);
        return slashed.endsWith("/") ? slashed.substring(0, slashed.length() - 1) : slashed;
    }
}

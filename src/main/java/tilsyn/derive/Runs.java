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
                .filter(run -> runs.stream().noneMatch(other -> repeats(run, other)))
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

package tilsyn.derive;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.BusinessJob;
import tilsyn.fact.Fact;
import tilsyn.fact.JobDay;
import tilsyn.fact.JobDay.Outcome;
import tilsyn.fact.KeyLog;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;
import tilsyn.fact.ScheduledJobRun;

/** Runs of business jobs against what the inventory says of when they are due and what they should give. */
final class Jobs {
    /** How much before its time a run may start and still be that day's. */
    private static final Duration EARLY = Duration.ofMinutes(30);

    private final BusinessJob job;
    private final List<ScheduledJobRun> runs;
    private final @Nullable KeyLog log;
    private final Duration grace;
    private final Instant from;
    private final Context context;

    private Jobs(BusinessJob job, List<ScheduledJobRun> runs, @Nullable KeyLog log, Context context) {
        this.job = job;
        this.runs = runs;
        this.log = log;
        this.context = context;
        this.grace = Duration.ofSeconds(Math.round(60 * context.limit("OPS-04.late_grace_min", job.host())));
        this.from = context.asOf().minusSeconds(Math.round(86_400 * context.limit("OPS-04.lookback_d", job.host())));
    }

    /** Runs that logs tell of. */
    static List<Fact> told(String host, List<Fact> facts) {
        var told = new ArrayList<Fact>();
        for (var fact : facts)
            if (fact instanceof LogEvent event
                    && (event.signature().equals("job.ended")
                            || event.signature().equals("job.failed")))
                told.add(new ScheduledJobRun(
                        host,
                        name(event),
                        null,
                        code(event),
                        number(event.data("rows")),
                        -1,
                        null,
                        event.data("key"),
                        event.time(),
                        event.source(),
                        event.origin()));
        return told;
    }

    /** A syslog program, or the last part of a task's path. */
    private static String name(LogEvent event) {
        var task = event.data("job");
        return task.isEmpty() ? event.provider() : task.substring(task.lastIndexOf('\\') + 1);
    }

    /** A task that could not run failed, whatever code is given. */
    private static @Nullable Long code(LogEvent event) {
        var text = event.data("code");
        Long code = text.matches("-?[0-9]{1,10}") ? Long.valueOf(text) : null;
        return event.signature().equals("job.failed") && (code == null || code == 0) ? Long.valueOf(-1) : code;
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : -1;
    }

    static List<Fact> of(String host, List<Fact> facts, List<Fact> keyLogs, Context context) {
        var days = new ArrayList<Fact>();
        for (var fact : facts) {
            if (!(fact instanceof BusinessJob job) || !job.problem().isEmpty()) continue;
            var runs = new ArrayList<ScheduledJobRun>();
            for (var other : facts)
                if (other instanceof ScheduledJobRun run
                        && run.job().equalsIgnoreCase(job.job())
                        && !run.time().isAfter(context.asOf())) runs.add(run);
            runs.sort(Comparator.comparing(ScheduledJobRun::time).thenComparing(ScheduledJobRun::origin));
            var judged = new Jobs(job, runs, log(runs, keyLogs), context);
            days.addAll(judged.days());
            if (job.once()) days.addAll(judged.twice());
        }
        return days;
    }

    /** The log that the newest run came by. */
    private static @Nullable KeyLog log(List<ScheduledJobRun> runs, List<Fact> keyLogs) {
        if (runs.isEmpty()) return null;
        var feed = runs.get(runs.size() - 1).feed();
        for (var fact : keyLogs)
            if (fact instanceof KeyLog log
                    && log.tells().equals("jobs")
                    && log.source().equals(feed)) return log;
        return null;
    }

    private List<Fact> days() {
        if (runs.isEmpty()) return List.of(day("", Outcome.UNSTATED, "", job.time(), List.of()));
        var days = new ArrayList<Fact>();
        var first = context.day(from.minus(grace)).minusDays(1);
        for (var date : first.datesUntil(context.today().plusDays(1)).toList()) {
            var deadline = deadline(date);
            if (!isDue(date) || deadline.plus(grace).isBefore(from)) continue;
            var found = day(date, deadline);
            if (found != null) days.add(found);
        }
        return days;
    }

    private @Nullable JobDay day(LocalDate date, Instant deadline) {
        var opens = opens(date);
        var closes = opens(date.plusDays(1));
        var ofDay = runs.stream()
                .filter(run -> !run.began().isBefore(opens) && run.began().isBefore(closes))
                .toList();
        boolean over = context.asOf().isAfter(deadline.plus(grace));
        for (var run : ofDay)
            if (isGood(run) && Boolean.TRUE.equals(run.gave(job.expects()))) {
                var outcome = !run.time().isAfter(deadline)
                        ? Outcome.DONE
                        : run.time().isAfter(deadline.plus(grace)) ? Outcome.MISSING : Outcome.LATE;
                return day(date.toString(), outcome, detail(run), deadline, List.of(run));
            }
        if (!ofDay.isEmpty()) {
            var last = ofDay.get(ofDay.size() - 1);
            return day(date.toString(), outcome(last), detail(last), deadline, ofDay);
        }
        if (!over || log != null && log.since() != null && opens.isBefore(log.since())) return null;
        boolean heard = log != null
                && log.alive()
                && log.coveredSince() != null
                && (!log.coveredSince().isAfter(opens) || log.completeSince().equals(Instant.EPOCH));
        return day(date.toString(), heard ? Outcome.MISSING : Outcome.UNHEARD, "", deadline, List.of());
    }

    private Outcome outcome(ScheduledJobRun run) {
        if (run.code() == null) return Outcome.UNSTATED;
        if (run.code() != 0) return Outcome.FAILED;
        return run.gave(job.expects()) == null ? Outcome.UNSTATED : Outcome.EMPTY;
    }

    private static boolean isGood(ScheduledJobRun run) {
        return run.code() != null && run.code() == 0;
    }

    /** Business dates for which more than one run processed data, or may have. */
    private List<Fact> twice() {
        var byKey = new TreeMap<String, List<ScheduledJobRun>>();
        for (var run : runs)
            if (!run.time().isBefore(from)
                    && !Boolean.FALSE.equals(run.gave(job.expects()))
                    && (isGood(run) || run.gave(job.expects()) != null))
                byKey.computeIfAbsent(key(run), key -> new ArrayList<>()).add(run);
        var twice = new ArrayList<Fact>();
        byKey.forEach((key, same) -> {
            if (same.size() < 2) return;
            boolean proven =
                    same.stream().filter(run -> run.gave(job.expects()) != null).count() > 1;
            var last = same.get(same.size() - 1);
            twice.add(day(
                    key,
                    proven ? Outcome.TWICE : Outcome.UNSTATED,
                    same.size() + " × " + detail(last),
                    last.time(),
                    same));
        });
        return twice;
    }

    private String key(ScheduledJobRun run) {
        if (!run.key().isBlank()) return run.key();
        var date = context.day(run.began());
        return (run.began().isBefore(opens(date)) ? date.minusDays(1) : date).toString();
    }

    private boolean isDue(LocalDate date) {
        return job.days().contains(date.getDayOfWeek().name())
                && (job.calendar().isEmpty() || Workdays.isWorkday(date));
    }

    private Instant opens(LocalDate date) {
        return date.atTime(time(job.start())).atZone(context.zone()).toInstant().minus(EARLY);
    }

    /** Earlier than the start means the next morning. */
    private Instant deadline(LocalDate date) {
        var time = time(job.deadline());
        return (time.isBefore(time(job.start())) ? date.plusDays(1) : date)
                .atTime(time)
                .atZone(context.zone())
                .toInstant();
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException notOne) {
            return LocalTime.MIDNIGHT;
        }
    }

    private String detail(ScheduledJobRun run) {
        return "rc=%s%s%s"
                .formatted(
                        run.code() == null ? "?" : run.code().toString(),
                        run.rows() < 0 ? "" : " rows=" + run.rows(),
                        run.bytes() < 0 ? "" : " bytes=" + run.bytes());
    }

    private JobDay day(String date, Outcome outcome, String detail, Instant time, List<ScheduledJobRun> of) {
        var basis = new ArrayList<Fact>(of);
        basis.add(job);
        if (log != null) basis.add(log);
        Origin origin = of.isEmpty() ? job.origin() : of.get(of.size() - 1).origin();
        return new JobDay(job.host(), job.job(), date, outcome, detail, time, basis, origin);
    }
}

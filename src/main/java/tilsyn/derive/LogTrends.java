package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tilsyn.derive.DailyCounts.Kind;
import tilsyn.fact.ErrorFlood;
import tilsyn.fact.ExpectedSource;
import tilsyn.fact.Fact;
import tilsyn.fact.KeyLog;
import tilsyn.fact.Level;
import tilsyn.fact.LogDay;
import tilsyn.fact.LogEvent;
import tilsyn.fact.LogHistory;
import tilsyn.fact.LogRise;
import tilsyn.fact.SourceHeartbeat;
import tilsyn.fact.TicketState;

/** Where a host's logs are heading: kinds of events that became many, that rise, that are new, and sudden quiet. */
final class LogTrends {
    private static final int LAST_DAYS = 3;
    private static final int WEEK = 7;
    private static final int LOOK_BACK = 28;
    private static final int LEAST_HISTORY = 14;
    private static final int MOST_WEEKS = 6;

    /** What no limit can be set below. */
    private static final long FEW = 5;

    /** Per cent of a source's lines that may be unreadable before nothing is concluded from it (R16). */
    private static final double REJECTED_LIMIT = 1.0;

    private static final int CITED = 6;

    private final String host;
    private final List<Fact> facts;
    private final Context context;
    private final DailyCounts counts;
    private final LocalDate yesterday;

    private LogTrends(String host, List<Fact> facts, Context context) {
        this.host = host;
        this.facts = facts;
        this.context = context;
        this.counts = new DailyCounts(facts, context);
        this.yesterday = counts.yesterday();
    }

    /**
     * Nothing when no log was ever heard.
     *
     * @param facts in the order of time
     * @param heartbeats what {@link Heartbeats} found, {@code keyLogs} what {@link KeyLogs} did
     */
    static List<Fact> of(String host, List<Fact> facts, List<Fact> heartbeats, List<Fact> keyLogs, Context context) {
        var trends = new LogTrends(host, facts, context);
        var firstWhole = trends.counts.firstWhole();
        var newest = trends.counts.newest();
        if (firstWhole == null || newest == null) return List.of();
        var found = new ArrayList<Fact>();
        found.add(trends.history(firstWhole, newest, heartbeats, keyLogs));
        found.addAll(trends.days(firstWhole));
        found.addAll(trends.floods(firstWhole));
        found.addAll(trends.rises(firstWhole));
        return found;
    }

    private LogHistory history(LocalDate firstWhole, Fact newest, List<Fact> heartbeats, List<Fact> keyLogs) {
        var basis = new LinkedHashSet<Fact>();
        basis.add(newest);
        var silent = new TreeSet<String>();
        var broken = new TreeSet<String>();
        var unreadable = new TreeSet<String>();
        var main = keyLogs.stream()
                .filter(fact -> fact instanceof KeyLog log && log.tells().equals("stops"))
                .map(KeyLog.class::cast)
                .findFirst();
        if (main.isEmpty() || !main.get().alive())
            silent.add(main.map(KeyLog::source).orElse("?"));
        for (var fact : heartbeats) {
            if (!(fact instanceof SourceHeartbeat beat) || !isLog(beat.source())) continue;
            boolean ofMain = main.isPresent() && main.get().source().equals(beat.source());
            if (!beat.declared() && !ofMain) continue;
            basis.add(beat);
            if (!beat.alive()) silent.add(beat.source());
            else if (beat.rejectedPercent() > REJECTED_LIMIT) unreadable.add(beat.source());
            else if (!beat.covers(neededFrom(beat))) broken.add(beat.source());
        }
        return new LogHistory(
                host,
                firstWhole.isAfter(yesterday) ? 0 : (int) (yesterday.toEpochDay() - firstWhole.toEpochDay() + 1),
                String.join(", ", silent),
                String.join(", ", broken),
                String.join(", ", unreadable),
                newest.time(),
                basis.stream().limit(CITED).toList(),
                newest.origin());
    }

    private static boolean isLog(String source) {
        return source.equals(LogEvent.SYSLOG) || source.startsWith("windows:");
    }

    /** What is declared must be there since it was set up, as far as it is looked at; else there must be enough to compare. */
    private Instant neededFrom(SourceHeartbeat beat) {
        if (!beat.declared()) return context.asOf().minus(Duration.ofDays(LEAST_HISTORY));
        var from = context.asOf().minus(Duration.ofDays(LOOK_BACK));
        for (var fact : facts)
            if (fact instanceof ExpectedSource expected
                    && expected.expects().equals(beat.source())
                    && expected.since() != null
                    && expected.since().isAfter(from)) return expected.since();
        return from;
    }

    /** The last three whole days: all events together, and each kind that is more than usual or new. */
    private List<Fact> days(LocalDate firstWhole) {
        var found = new ArrayList<Fact>();
        for (var day : lastDays(LAST_DAYS, firstWhole)) {
            found.add(day("*", counts.all(), day, firstWhole));
            counts.kinds().forEach((signature, kind) -> {
                if (kind.on(day) < FEW) return;
                var one = day(signature, kind, day, firstWhole);
                if (one.fresh() || one.factor() >= 2) found.add(one);
            });
        }
        return found;
    }

    /** So many whole days up to yesterday, as far as there are. */
    private List<LocalDate> lastDays(int many, LocalDate firstWhole) {
        var from = yesterday.minusDays(many - 1L);
        var first = from.isBefore(firstWhole) ? firstWhole : from;
        return first.isAfter(yesterday)
                ? List.of()
                : first.datesUntil(yesterday.plusDays(1)).toList();
    }

    private LogDay day(String signature, Kind kind, LocalDate day, LocalDate firstWhole) {
        var three = yesterday.minusDays(LAST_DAYS - 1L);
        var basis = kind.shown(day);
        if (basis.isEmpty()) basis = newestBefore(day);
        return new LogDay(
                host,
                signature,
                kind.atLeast(Level.ERROR),
                day,
                kind.on(day),
                kind.usual(day, firstWhole),
                kind.between(three.minusDays(LOOK_BACK), three) == 0,
                end(day),
                basis,
                basis.get(0).origin());
    }

    /** A day on which nothing was written is shown by what was written last before it. */
    private List<Fact> newestBefore(LocalDate day) {
        Fact newest = null;
        for (var fact : facts)
            if (Context.isReading(fact)
                    && isLog(fact.source())
                    && context.day(fact.time()).isBefore(day)) newest = fact;
        return newest == null ? List.of(facts.get(0)) : List.of(newest);
    }

    private Instant end(LocalDate day) {
        return day.plusDays(1).atStartOfDay(context.zone()).toInstant();
    }

    /** Of each two days in a row among the last seven, what both had at least. */
    private List<Fact> floods(LocalDate firstWhole) {
        var errors = counts.errors();
        var found = new ArrayList<Fact>();
        var days = lastDays(WEEK, firstWhole);
        for (int at = 1; at < days.size(); at++) {
            var first = day("", errors, days.get(at - 1), firstWhole);
            var second = day("", errors, days.get(at), firstWhole);
            if (!first.known() || !second.known() || Math.min(first.count(), second.count()) < FEW) continue;
            var lesser = first.factor() <= second.factor() ? first : second;
            var begin = first.day().atStartOfDay(context.zone()).toInstant();
            var basis = new LinkedHashSet<Fact>(first.basis());
            basis.addAll(second.basis());
            found.add(new ErrorFlood(
                    host,
                    first.day(),
                    Math.min(first.count(), second.count()),
                    lesser.usual(),
                    lesser.factor(),
                    tickets(ticket -> !ticket.time().isBefore(begin)
                            && !ticket.acknowledgedBy().isBlank()
                            && ticket.acknowledged() != null
                            && !ticket.acknowledged().isAfter(context.asOf())),
                    second.time(),
                    List.copyOf(basis),
                    first.origin()));
        }
        return found;
    }

    private List<Fact> rises(LocalDate firstWhole) {
        var found = new ArrayList<Fact>();
        counts.kinds().forEach((signature, kind) -> {
            if (!kind.atLeast(Level.WARNING)) return;
            int weeks = 0;
            while (weeks < MOST_WEEKS
                    && !weekStart(weeks + 1).isBefore(firstWhole)
                    && inWeek(kind, weeks) > inWeek(kind, weeks + 1)) weeks++;
            if (weeks < 2 || inWeek(kind, 0) < FEW) return;
            var basis = shown(kind);
            found.add(new LogRise(
                    host,
                    signature,
                    weeks,
                    inWeek(kind, 0),
                    inWeek(kind, weeks),
                    tickets(ticket -> (ticket.object().isBlank()
                                    || ticket.object().equals(signature))
                            && (ticket.open()
                                    || !ticket.active().isBefore(context.asOf().minus(Duration.ofDays(WEEK))))),
                    end(yesterday),
                    basis,
                    basis.get(0).origin()));
        });
        return found;
    }

    /** First day of the week that ended so many weeks before yesterday. */
    private LocalDate weekStart(int ago) {
        return yesterday.minusDays((ago + 1L) * WEEK - 1);
    }

    private long inWeek(Kind kind, int ago) {
        return kind.between(weekStart(ago), weekStart(ago).plusDays(WEEK));
    }

    private List<Fact> shown(Kind kind) {
        var shown = new ArrayList<Fact>();
        for (var day = yesterday; shown.size() < CITED && !day.isBefore(weekStart(0)); day = day.minusDays(1))
            shown.addAll(kind.shown(day));
        return shown;
    }

    /** Whether there is such a ticket of the host's log trends, opened by now. */
    private boolean tickets(Predicate<TicketState> wanted) {
        return Stream.concat(facts.stream(), context.customer().stream())
                .anyMatch(fact -> fact instanceof TicketState ticket
                        && ticket.item().equals("LOG-06")
                        && ticket.host().equals(host)
                        && !ticket.time().isAfter(context.asOf())
                        && wanted.test(ticket));
    }
}

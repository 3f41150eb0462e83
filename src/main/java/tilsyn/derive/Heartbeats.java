package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.AbsenceDeclaration;
import tilsyn.fact.ExpectedSource;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.LogCount;
import tilsyn.fact.Origin;
import tilsyn.fact.RecordRange;
import tilsyn.fact.SourceHeartbeat;

/** When each source of a host was last heard, and since when without a hole. */
final class Heartbeats {
    private static final int BASIS = 3;

    private Heartbeats() {}

    /** One for each source the inventory expects, heard or not, and one for each other source that was heard. */
    static List<Fact> of(String host, List<Fact> facts, Context context) {
        Map<String, List<Fact>> heard = new TreeMap<>();
        for (var fact : facts)
            if (Context.isReading(fact))
                heard.computeIfAbsent(fact.source(), source -> new ArrayList<>())
                        .add(fact);
        Map<String, ExpectedSource> expected = new TreeMap<>();
        for (var fact : facts) if (fact instanceof ExpectedSource feed) expected.put(feed.expects(), feed);
        var absences = Context.absences(facts);
        var sources = new TreeSet<>(heard.keySet());
        sources.addAll(expected.keySet());
        return sources.stream()
                .map(source -> heartbeat(
                        host, source, heard.getOrDefault(source, List.of()), expected.get(source), absences, context))
                .toList();
    }

    private static Fact heartbeat(
            String host,
            String source,
            List<Fact> facts,
            @Nullable ExpectedSource expected,
            List<AbsenceDeclaration> absences,
            Context context) {
        var warnAfter = hours(context.limit("LOG-01.silence_warn_h", host));
        var failAfter = hours(context.limit("LOG-01.silence_fail_h", host));
        if (expected != null && expected.maxSilence() != null) {
            // how long silence is normal has been declared, so nothing short of it is worth a warning
            failAfter = expected.maxSilence();
            warnAfter = failAfter;
        }
        var coverage = new Coverage(facts, absences, context.asOf());
        var last = coverage.last();
        var silence = Duration.between(silentFrom(last, expected, absences, context.asOf()), context.asOf());
        if (silence.isNegative()) silence = Duration.ZERO;
        boolean alive = last != null && silence.compareTo(failAfter) <= 0;
        var volume = Volume.of(facts, expected, context);
        var basis = basis(facts, expected);
        return new SourceHeartbeat(
                host,
                source,
                expected != null,
                last == null ? Instant.EPOCH : last,
                silence,
                warnAfter,
                failAfter,
                alive ? coverage.unbrokenSince(failAfter) : null,
                volume.yesterday(),
                volume.usual(),
                Delay.median(facts),
                rejectedPercent(facts, context),
                basis,
                basis.get(0).origin());
    }

    /** The last sign, the end of an absence since then, or the day the feed was set up, whichever is latest. */
    private static Instant silentFrom(
            @Nullable Instant last,
            @Nullable ExpectedSource expected,
            List<AbsenceDeclaration> absences,
            Instant asOf) {
        var from = last == null ? Instant.EPOCH : last;
        if (last == null
                && expected != null
                && expected.since() != null
                && !expected.since().isAfter(asOf)) from = expected.since();
        for (var absence : absences) {
            if (absence.time().isAfter(asOf) || absence.until().isBefore(from)) continue;
            from = absence.until().isAfter(asOf) ? asOf : absence.until();
        }
        return from;
    }

    private static Duration hours(double hours) {
        return Duration.ofSeconds(Math.round(hours * 3600));
    }

    /** The newest facts, and the inventory's line. */
    private static List<Fact> basis(List<Fact> facts, @Nullable ExpectedSource expected) {
        var basis = new ArrayList<Fact>(
                facts.stream().sorted(Facts.ORDER.reversed()).limit(BASIS).toList());
        if (expected != null) basis.add(expected);
        return basis;
    }

    /** From each file's share of unreadable lines, weighed by what of this source was read from it. */
    private static double rejectedPercent(List<Fact> facts, Context context) {
        Map<String, Long> events = new TreeMap<>();
        for (var fact : facts)
            if (!(fact instanceof RecordRange))
                events.merge(
                        fact.origin().file(), fact instanceof LogCount count ? (long) count.count() : 1L, Long::sum);
        double rejected = 0;
        double lines = 0;
        for (var file : events.entrySet()) {
            double percent = Math.min(context.rejectedPercent().getOrDefault(file.getKey(), 0.0), 99.9);
            double lost = file.getValue() * percent / (100 - percent);
            rejected += lost;
            lines += file.getValue() + lost;
        }
        return lines == 0 ? 0 : 100 * rejected / lines;
    }

    /** How late events arrive over a connection; files carry no time of arrival of their own. */
    private static final class Delay {
        static Duration median(List<Fact> facts) {
            var delays = facts.stream()
                    .filter(fact -> isLive(fact.origin()))
                    .map(fact -> Duration.between(fact.time(), fact.origin().received()))
                    .sorted()
                    .toList();
            if (delays.isEmpty()) return Duration.ZERO;
            var median = delays.get(delays.size() / 2);
            return median.isNegative() ? Duration.ZERO : median;
        }

        private static boolean isLive(Origin origin) {
            return origin.file().contains("://");
        }
    }
}

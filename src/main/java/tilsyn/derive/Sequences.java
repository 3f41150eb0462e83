package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.RecordRange;
import tilsyn.fact.RecordSequence;

/** What record ids say about a channel's completeness over the last 35 days. */
final class Sequences {
    private static final Duration LOOK_BACK = Duration.ofDays(35);
    private static final Duration AROUND = Duration.ofHours(1);
    private static final int BASIS = 8;

    private static final Comparator<RecordRange> ORDER = Comparator.comparing(RecordRange::firstTime)
            .thenComparingLong(RecordRange::first)
            .thenComparingLong(RecordRange::last)
            .thenComparing(RecordRange::origin);

    private Sequences() {}

    /** One for each channel that carries record ids; none for a selection of events, which can't show completeness. */
    static List<Fact> of(String host, List<Fact> facts, Context context) {
        Map<String, List<RecordRange>> channels = new TreeMap<>();
        for (var fact : facts)
            if (fact instanceof RecordRange range
                    && !range.time().isBefore(context.asOf().minus(LOOK_BACK)))
                channels.computeIfAbsent(range.channel(), channel -> new ArrayList<>())
                        .add(range);
        var sequences = new ArrayList<Fact>();
        channels.forEach((channel, ranges) -> {
            ranges.sort(ORDER);
            if (!isSelection(ranges)) sequences.add(sequence(host, channel, ranges, newNumbering(channel, facts)));
        });
        return sequences;
    }

    /** Many holes with next to nothing between them: someone exported what a filter found. */
    private static boolean isSelection(List<RecordRange> ranges) {
        long records = 0;
        int runs = 0;
        long last = -2;
        for (var range : ranges) {
            if (range.first() > last + 1 || range.last() < last - 1) runs++;
            records += range.last() - range.first() + 1;
            last = range.last();
        }
        return runs >= 10 && records < 2L * runs;
    }

    /**
     * When numbering may begin anew: a log was cleared, which is a finding of its own; syslog's ids begin at 1 whenever
     * the daemon starts (RFC 5424, section 7.3.1).
     */
    private static List<Instant> newNumbering(String channel, List<Fact> facts) {
        var reasons = channel.equals(LogEvent.SYSLOG)
                ? Set.of("log.cleared", "boot.started", "boot.stopped", "boot.requested")
                : Set.of("log.cleared");
        return facts.stream()
                .filter(fact -> fact instanceof LogEvent event
                        && reasons.contains(event.signature())
                        && event.channel().equals(channel))
                .map(Fact::time)
                .sorted()
                .toList();
    }

    private static RecordSequence sequence(
            String host, String channel, List<RecordRange> ranges, List<Instant> reasons) {
        var gaps = new ArrayList<RecordSequence.Gap>();
        boolean restarted = false;
        var run = Run.of(ranges.get(0));
        for (var range : ranges.subList(1, ranges.size())) {
            if (run.restartsAt(range)) {
                var before = run.until;
                restarted |= reasons.stream().noneMatch(reason -> between(before, reason, range.firstTime()));
                run = Run.of(range);
            } else {
                if (range.first() > run.last + 1)
                    gaps.add(new RecordSequence.Gap(run.last, range.first(), run.until, range.firstTime()));
                run = run.with(range);
            }
        }
        var newest = ranges.get(ranges.size() - 1);
        return new RecordSequence(
                host,
                channel,
                run.first,
                run.last,
                ranges.get(0).firstTime(),
                run.until,
                gaps,
                restarted,
                List.copyOf(ranges.subList(Math.max(0, ranges.size() - BASIS), ranges.size())),
                newest.origin());
    }

    private static boolean between(Instant before, Instant reason, Instant after) {
        return !reason.isBefore(before.minus(AROUND)) && !reason.isAfter(after.plus(AROUND));
    }

    /** Ids without a restart of their numbering. */
    private record Run(long first, long last, Instant from, Instant until) {
        static Run of(RecordRange range) {
            return new Run(range.first(), range.last(), range.firstTime(), range.time());
        }

        /** Later in time and lower in number: two exports of one numbering agree on which record came when. */
        boolean restartsAt(RecordRange range) {
            return range.first() < first
                    || range.first() <= last && range.firstTime().isAfter(until);
        }

        Run with(RecordRange range) {
            return range.last() <= last ? this : new Run(first, range.last(), from, range.time());
        }
    }
}

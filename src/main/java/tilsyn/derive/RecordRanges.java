package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;
import tilsyn.fact.RecordRange;

/**
 * The unbroken runs of record ids in one input, by host and channel, whichever way the input runs. Ids that begin anew are
 * a run of their own, as their times do not fit. Runs are cut at midnight UTC, the next beginning with the record the one
 * before ended with, so that a moment in the past still knows what was whole until then.
 */
final class RecordRanges {
    /** How far a record's time may lie behind that of the record before. */
    private static final Duration DISORDER = Duration.ofMinutes(10);

    private static final int MOST_CHANNELS = 2_000;
    private static final int MOST_OPEN = 32;

    private record Channel(String host, String channel) {}

    private final Consumer<Fact> kept;
    private final Map<Channel, List<Run>> runs = new LinkedHashMap<>();

    RecordRanges(Consumer<Fact> kept) {
        this.kept = kept;
    }

    void add(LogEvent event) {
        var channel = new Channel(event.host(), event.channel());
        var open = runs.get(channel);
        if (open == null) {
            if (runs.size() >= MOST_CHANNELS) close();
            open = new ArrayList<>();
            runs.put(channel, open);
        }
        for (int i = open.size() - 1; i >= 0; i--)
            if (open.get(i).takes(event, channel, kept)) {
                if (i < open.size() - 1) open.add(open.remove(i));
                return;
            }
        // what is given away too early meets its neighbours again where sequences are made
        if (open.size() >= MOST_OPEN) kept.accept(open.remove(0).range(channel));
        open.add(new Run(event));
    }

    void close() {
        var ranges = new ArrayList<RecordRange>();
        runs.forEach((channel, open) -> open.forEach(run -> ranges.add(run.range(channel))));
        runs.clear();
        ranges.sort(Comparator.comparing(RecordRange::host)
                .thenComparing(RecordRange::channel)
                .thenComparing(RecordRange::firstTime)
                .thenComparingLong(RecordRange::first)
                .thenComparing(RecordRange::origin));
        ranges.forEach(kept);
    }

    private static final class Run {
        private long first;
        private long last;
        private Instant firstTime;
        private Instant lastTime;
        private Origin origin;
        private Origin lastOrigin;

        Run(LogEvent event) {
            first = event.recordId();
            last = first;
            firstTime = event.time();
            lastTime = firstTime;
            origin = event.origin();
            lastOrigin = origin;
        }

        private static long day(Instant time) {
            return Math.floorDiv(time.getEpochSecond(), 86_400L);
        }

        boolean takes(LogEvent event, Channel channel, Consumer<Fact> kept) {
            long id = event.recordId();
            if (id < first - 1 || id > last + 1) return false;
            if (event.time().isBefore(firstTime.minus(DISORDER)) && id != first - 1) return false;
            if (event.time().isAfter(lastTime.plus(DISORDER)) && id != last + 1) return false;
            if (id == last + 1) {
                if (event.time().isBefore(lastTime.minus(DISORDER))) return false;
                if (first < last && day(event.time()) != day(lastTime)) {
                    kept.accept(range(channel));
                    first = last;
                    firstTime = lastTime;
                    origin = lastOrigin;
                }
                last = id;
                lastTime = event.time();
                lastOrigin = event.origin();
            } else if (id == first - 1) {
                if (event.time().isAfter(firstTime.plus(DISORDER))) return false;
                if (first < last && day(event.time()) != day(firstTime)) {
                    kept.accept(range(channel));
                    last = first;
                    lastTime = firstTime;
                    lastOrigin = origin;
                }
                first = id;
                firstTime = event.time();
                origin = event.origin();
            }
            return true;
        }

        RecordRange range(Channel channel) {
            return new RecordRange(channel.host(), channel.channel(), first, last, firstTime, lastTime, origin);
        }
    }
}

package tilsyn.derive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tilsyn.fact.Fact;
import tilsyn.fact.Level;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/**
 * Turns the log events of one input into what is kept of them, in bounded memory: events that a signature keeps or that call
 * themselves warning or worse stay events; all others are counted by kind, hour and minute. Record ids become ranges. Other
 * facts pass.
 *
 * <p>Each event ends in exactly one event or one count, so the counts add up to what was taken. Within an input no two
 * counts are of the same kind and hour, as counts of one kind merge by the larger, not by the sum: should an hour have been
 * given away to make room and come again, its counts get a key {@value #PART}.
 */
public final class Condenser implements AutoCloseable {
    /** Key of counts of an hour that had been given away before: 2, 3, ... */
    public static final String PART = "part";

    private static final int MOST_COUNTS = 20_000;
    private static final int MOST_HOURS = 100_000;

    private final Signatures signatures;
    private final Consumer<Fact> kept;
    private final int most;
    private final RecordRanges ranges;
    private final LinkedHashMap<Long, Map<Kind, Tally>> hours = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<Long, Integer> given = new HashMap<>();
    private int givenAtLeast;
    private int open;
    private long hour = Long.MIN_VALUE;
    private Map<Kind, Tally> ofHour = new HashMap<>();

    /** @param kept gets what is kept, counts and ranges at the latest when this is closed */
    public Condenser(Signatures signatures, Consumer<Fact> kept) {
        this(signatures, kept, MOST_COUNTS);
    }

    Condenser(Signatures signatures, Consumer<Fact> kept, int most) {
        this.signatures = signatures;
        this.kept = kept;
        this.most = most;
        this.ranges = new RecordRanges(kept);
    }

    public void take(Fact fact) {
        if (!(fact instanceof LogEvent event)) {
            kept.accept(fact);
            return;
        }
        if (event.recordId() >= 0) ranges.add(event);
        var named = signatures.name(event);
        if (named == null) {
            if (event.level().atLeast(Level.WARNING)) kept.accept(event);
            else count(event, "", template(event), Map.of());
        } else if (named.signature().counted()) {
            count(event, named.signature().id(), named.match().kind(event), key(named));
        } else {
            kept.accept(with(event, named));
        }
    }

    private static String template(LogEvent event) {
        return event.eventId() >= 0 ? Integer.toString(event.eventId()) : Template.of(event.message());
    }

    private static Map<String, String> key(Signatures.Named named) {
        if (named.signature().by().isEmpty()) return Map.of();
        var key = new TreeMap<String, String>();
        for (var field : named.signature().by()) {
            var value = named.fields().get(field);
            if (value != null) key.put(field, value);
        }
        return key;
    }

    private static LogEvent with(LogEvent event, Signatures.Named named) {
        if (named.fields().isEmpty()) return event.named(named.signature().id());
        var data = new TreeMap<>(event.data());
        data.putAll(named.fields());
        return new LogEvent(
                event.host(),
                event.channel(),
                event.provider(),
                event.eventId(),
                event.level(),
                event.recordId(),
                event.time(),
                data,
                event.message(),
                named.signature().id(),
                event.origin());
    }

    private void count(LogEvent event, String signature, String template, Map<String, String> key) {
        long second = event.time().getEpochSecond();
        long eventHour = Math.floorDiv(second, 3600);
        if (eventHour != hour) {
            hour = eventHour;
            ofHour = hours.computeIfAbsent(hour, h -> new HashMap<>());
        }
        var kind = new Kind(event.host(), event.channel(), event.provider(), signature, template, key, event.level());
        var tally = ofHour.get(kind);
        if (tally == null) {
            if (open >= most) {
                makeRoom();
                ofHour = hours.computeIfAbsent(hour, h -> new HashMap<>());
            }
            tally = new Tally(event.origin());
            ofHour.put(kind, tally);
            open++;
        }
        tally.add((int) Math.floorMod(second, 3600L) / 60, event.origin());
    }

    /** Gives the hour away that was used the longest ago. */
    private void makeRoom() {
        var oldest = hours.entrySet().iterator().next();
        hours.remove(oldest.getKey());
        giveAway(oldest.getKey(), oldest.getValue());
        if (given.size() >= MOST_HOURS) {
            for (int parts : given.values()) givenAtLeast = Math.max(givenAtLeast, parts);
            given.clear();
        }
        given.merge(oldest.getKey(), givenAtLeast + 1, (parts, one) -> parts + 1);
    }

    private void giveAway(long ofHour, Map<Kind, Tally> counts) {
        int parts = given.getOrDefault(ofHour, givenAtLeast);
        var sorted = new ArrayList<LogCount>();
        counts.forEach((kind, tally) -> sorted.add(tally.count(kind, ofHour, parts)));
        sorted.sort(java.util.Comparator.comparing(LogCount::origin).thenComparing(LogCount::toString));
        sorted.forEach(kept);
        open -= counts.size();
    }

    /** Gives all that is still held. */
    @Override
    public void close() {
        new TreeMap<>(hours).forEach(this::giveAway);
        hours.clear();
        hour = Long.MIN_VALUE;
        ranges.close();
    }

    private record Kind(
            String host,
            String channel,
            String provider,
            String signature,
            String template,
            Map<String, String> key,
            Level level) {}

    /** Counts of one kind in one hour, minute by minute. */
    private static final class Tally {
        private final int[] minutes = new int[60];
        private final Origin first;
        private Origin last;

        Tally(Origin first) {
            this.first = first;
            this.last = first;
        }

        void add(int minute, Origin origin) {
            minutes[minute]++;
            last = origin;
        }

        LogCount count(Kind kind, long hour, int parts) {
            var key = kind.key();
            if (parts > 0) {
                key = new TreeMap<>(key);
                key.put(PART, Integer.toString(parts + 1));
            }
            List<Integer> counts = java.util.Arrays.stream(minutes).boxed().toList();
            return new LogCount(
                    kind.host(),
                    kind.channel(),
                    kind.provider(),
                    kind.signature(),
                    kind.template(),
                    key,
                    kind.level(),
                    Instant.ofEpochSecond(hour * 3600),
                    counts,
                    first,
                    last);
        }
    }
}

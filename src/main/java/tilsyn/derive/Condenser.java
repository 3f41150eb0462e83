package tilsyn.derive;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;

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

    private static final @Nullable String[] NO_KEY = {};
    private static final int MOST_COUNTS = 20_000;
    private static final int MOST_HOURS = 100_000;

    private final Signatures signatures;
    private final Consumer<Fact> kept;
    private final int most;
    private final RecordRanges ranges;
    private final Template template = new Template();
    private final LinkedHashMap<Long, Hour> hours = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<Long, Integer> given = new HashMap<>();
    private int givenAtLeast;
    private int open;
    private long number = Long.MIN_VALUE;
    private Hour hour = new Hour(number);

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
            else if (event.eventId() >= 0) count(event, "", Integer.toString(event.eventId()), NO_KEY);
            else count(event, "", template.of(event.message()), NO_KEY);
        } else if (named.signature().counted()) {
            count(event, named.signature().id(), named.kind(event), named.key());
        } else {
            kept.accept(with(event, named));
        }
    }

    private static LogEvent with(LogEvent event, Signatures.Named named) {
        var fields = named.fields();
        if (fields.isEmpty()) return event.named(named.signature().id());
        var data = new TreeMap<>(event.data());
        data.putAll(fields);
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

    private void count(LogEvent event, String signature, CharSequence kind, @Nullable String[] key) {
        long eventHour = Math.floorDiv(event.time().getEpochSecond(), 3600);
        if (eventHour != number) {
            // room is made between hours, so an hour may hold more than its share while it lasts
            if (open >= most) makeRoom();
            number = eventHour;
            hour = hours.computeIfAbsent(number, Hour::new);
        } else if (open >= 2 * most) {
            makeRoom();
            hour = hours.computeIfAbsent(number, Hour::new);
        }
        if (hour.count(event, signature, kind, key)) open++;
    }

    /** Gives hours away, those first that were used the longest ago, until there is room. */
    private void makeRoom() {
        while (open >= most) {
            var oldest = hours.values().iterator().next();
            giveAway(oldest);
            if (given.size() >= MOST_HOURS) {
                for (int parts : given.values()) givenAtLeast = Math.max(givenAtLeast, parts);
                given.clear();
            }
            given.merge(oldest.number(), givenAtLeast + 1, (parts, one) -> parts + 1);
        }
    }

    private void giveAway(Hour full) {
        hours.remove(full.number());
        open -= full.size();
        int parts = given.getOrDefault(full.number(), givenAtLeast);
        full.counts(parts == 0 ? Map.of() : Map.of(PART, Integer.toString(parts + 1)), signatures)
                .forEach(kept);
    }

    /** Gives all that is still held. */
    @Override
    public void close() {
        for (var held : new TreeMap<>(hours).values()) giveAway(held);
        number = Long.MIN_VALUE;
        ranges.close();
    }
}

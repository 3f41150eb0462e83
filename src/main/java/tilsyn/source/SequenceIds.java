package tilsyn.source;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import tilsyn.decoder.Sink;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/**
 * Messages that were sent and have not come, by the {@code sequenceId} that senders give them (RFC 5424, section 7.3.1), since
 * the start. One that comes late is missing no more. A sender that begins again has lost nothing. Safe for several threads.
 */
public final class SequenceIds {
    /** What is missing of all that a peer sent; {@link #OTHERS} for peers that are not told of one by one. */
    public record Missing(String source, String peer, long messages) {}

    public static final String OTHERS = "others";

    /** Peers told of one by one, those that miss most. */
    static final int SHOWN = 100;

    /** Those heard of longest ago are forgotten, what they miss is not. */
    static final int SENDERS = 4_096;

    /** RFC 5424: after this the next is 1. */
    private static final long LAST = Integer.MAX_VALUE;
    /** A number farther on is of another counting. */
    private static final long FARTHEST = 1_000_000;

    /** How late one can come. */
    private static final int WINDOW = 1_024;

    /** Programs on one host that each count for themselves. */
    private static final int COUNTERS = 4;

    private record Sender(String source, String peer, String host) {}

    private static final class Counter {
        private final BitSet missing = new BitSet(WINDOW);
        private long last;
        private long messages;

        Counter(long first) {
            last = first;
        }

        boolean isNext(long number) {
            return number == (last == LAST ? 1 : last + 1);
        }

        boolean knows(long number) {
            return number <= last && number > last - WINDOW;
        }

        boolean isAhead(long number) {
            return number > last && number - last <= FARTHEST;
        }

        void count(long number) {
            if (!knows(number)) advance(number);
            else if (missing.get(bit(number))) {
                missing.clear(bit(number));
                messages--;
            }
        }

        private static int bit(long number) {
            return (int) (number % WINDOW);
        }

        private void advance(long number) {
            if (number <= last) missing.clear();
            else {
                messages += number - last - 1;
                for (long at = Math.max(last + 1, number - WINDOW + 1); at < number; at++) missing.set(bit(at));
            }
            missing.clear(bit(number));
            last = number;
        }
    }

    /** Those heard of last are last. */
    private static final class Counters {
        private final ArrayDeque<Counter> counters = new ArrayDeque<>();
        private long before;

        void seen(long number) {
            // who begins again begins with 1
            var counter = first(each -> each.isNext(number))
                    .or(() -> number == 1 ? Optional.empty() : first(each -> each.knows(number)))
                    .or(() -> number == 1 ? Optional.empty() : nearest(number))
                    .orElseGet(() -> made(number));
            counters.remove(counter);
            counters.addLast(counter);
            counter.count(number);
        }

        private Optional<Counter> first(Predicate<Counter> wanted) {
            return counters.stream().filter(wanted).findFirst();
        }

        private Optional<Counter> nearest(long number) {
            return counters.stream()
                    .filter(each -> each.isAhead(number))
                    .max(Comparator.comparingLong(each -> each.last));
        }

        private Counter made(long number) {
            if (counters.size() >= COUNTERS) before += counters.removeFirst().messages;
            return new Counter(number);
        }

        long missing() {
            return before
                    + counters.stream().mapToLong(counter -> counter.messages).sum();
        }
    }

    private final TreeMap<String, Long> forgotten = new TreeMap<>();
    private final LinkedHashMap<Sender, Counters> senders = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Sender, Counters> eldest) {
            if (size() <= SENDERS) return false;
            forgotten.merge(eldest.getKey().source(), eldest.getValue().missing(), Long::sum);
            return true;
        }
    };

    /** Looks at what passes to the sink. */
    Sink watching(String source, String peer, Sink sink) {
        return new Watching(this, source, peer, sink);
    }

    private record Watching(SequenceIds numbers, String source, String peer, Sink sink) implements Sink {
        @Override
        public void fact(Fact fact) {
            if (fact instanceof LogEvent event
                    && event.channel().equals(LogEvent.SYSLOG)
                    && event.recordId() > 0
                    && event.recordId() <= LAST) numbers.seen(source, peer, event.host(), event.recordId());
            sink.fact(fact);
        }

        @Override
        public void ignored(String why) {
            sink.ignored(why);
        }

        @Override
        public void rejected(Origin origin, String reason) {
            sink.rejected(origin, reason);
        }

        @Override
        public void end() {
            sink.end();
        }
    }

    synchronized void seen(String source, String peer, String host, long number) {
        senders.computeIfAbsent(new Sender(source, peer, host), unknown -> new Counters())
                .seen(number);
    }

    /** By source and peer; adds up to all that is missing. */
    public synchronized Iterable<Missing> missing() {
        var peers =
                new TreeMap<Missing, Long>(Comparator.comparing(Missing::source).thenComparing(Missing::peer));
        senders.forEach((sender, counters) ->
                peers.merge(new Missing(sender.source(), sender.peer(), 0), counters.missing(), Long::sum));
        var shown = new TreeMap<Missing, Long>(peers.comparator());
        var rest = new TreeMap<>(forgotten);
        peers.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(peer -> {
                    if (shown.size() < SHOWN) shown.put(peer.getKey(), peer.getValue());
                    else rest.merge(peer.getKey().source(), peer.getValue(), Long::sum);
                });
        rest.forEach((source, messages) -> shown.merge(new Missing(source, OTHERS, 0), messages, Long::sum));
        return shown.entrySet().stream()
                .map(one -> new Missing(one.getKey().source(), one.getKey().peer(), one.getValue()))
                .toList();
    }
}

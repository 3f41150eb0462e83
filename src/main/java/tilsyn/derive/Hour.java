package tilsyn.derive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Level;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/** The counts of one hour, each kind of event once. */
final class Hour {
    private final long number;
    private @Nullable Tally[] table = new @Nullable Tally[64];
    private int size;

    /** @param number hours since 1970 */
    Hour(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }

    int size() {
        return size;
    }

    /** Counts the event; whether it is the first of its kind. */
    boolean count(LogEvent event, String signature, CharSequence template, @Nullable String[] key) {
        int hash = hash(event, signature, template, key);
        int at = hash & table.length - 1;
        for (var tally = table[at]; tally != null; tally = table[at = at + 1 & table.length - 1])
            if (tally.hash == hash && tally.isOf(event, signature, template, key)) {
                tally.add(event);
                return false;
            }
        var tally = new Tally(hash, event, signature, template.toString(), key);
        tally.add(event);
        table[at] = tally;
        if (++size > table.length / 2) grow();
        return true;
    }

    private void grow() {
        var small = table;
        table = new @Nullable Tally[2 * small.length];
        for (var tally : small) {
            if (tally == null) continue;
            int at = tally.hash & table.length - 1;
            while (table[at] != null) at = at + 1 & table.length - 1;
            table[at] = tally;
        }
    }

    private static int hash(LogEvent event, String signature, CharSequence template, @Nullable String[] key) {
        int hash = event.provider().hashCode() * 31 + signature.hashCode();
        for (int i = 0; i < template.length(); i++) hash = hash * 31 + template.charAt(i);
        for (var value : key) hash = hash * 31 + (value == null ? 7 : value.hashCode());
        return hash ^ hash >>> 15 ^ hash >>> 7;
    }

    /** The counts in the order of their first events. */
    List<LogCount> counts(Map<String, String> more, Signatures signatures) {
        var counts = new ArrayList<LogCount>(size);
        for (var tally : table) if (tally != null) counts.add(tally.count(number, more, signatures));
        counts.sort(Comparator.comparing(LogCount::origin).thenComparing(LogCount::toString));
        return counts;
    }

    /** Counts of one kind, minute by minute. */
    private static final class Tally {
        private final int hash;
        private final String host;
        private final String channel;
        private final String provider;
        private final Level level;
        private final String signature;
        private final String template;
        private final @Nullable String[] key;
        private final int[] minutes = new int[60];
        private final Origin first;
        private Origin last;

        Tally(int hash, LogEvent event, String signature, String template, @Nullable String[] key) {
            this.hash = hash;
            this.host = event.host();
            this.channel = event.channel();
            this.provider = event.provider();
            this.level = event.level();
            this.signature = signature;
            this.template = template;
            this.key = key;
            this.first = event.origin();
            this.last = event.origin();
        }

        boolean isOf(LogEvent event, String signature, CharSequence template, @Nullable String[] key) {
            return level == event.level()
                    && this.template.contentEquals(template)
                    && this.signature.equals(signature)
                    && provider.equals(event.provider())
                    && host.equals(event.host())
                    && channel.equals(event.channel())
                    && Arrays.equals(this.key, key);
        }

        void add(LogEvent event) {
            minutes[(int) Math.floorMod(event.time().getEpochSecond(), 3600L) / 60]++;
            last = event.origin();
        }

        LogCount count(long hour, Map<String, String> more, Signatures signatures) {
            var named = new TreeMap<>(more);
            var by = signatures.byId(signature).map(Signature::by).orElse(List.of());
            for (int i = 0; i < key.length; i++) {
                var value = key[i];
                if (value != null) named.put(by.get(i), value);
            }
            return new LogCount(
                    host,
                    channel,
                    provider,
                    signature,
                    template,
                    named,
                    level,
                    Instant.ofEpochSecond(hour * 3600),
                    Arrays.stream(minutes).boxed().toList(),
                    first,
                    last);
        }
    }
}

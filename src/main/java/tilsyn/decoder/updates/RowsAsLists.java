package tilsyn.decoder.updates;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;

/** Makes one fact of all rows with the same host and time, wherever they stand. */
final class RowsAsLists<E> {
    /** Rows that one list may have; more are rejected with it, as half a list would hide what waits. */
    private static final int MOST = 20_000;

    /** Rows that are kept until their lists are whole; what comes later must stand together. */
    private static final int MOST_KEPT = 100_000;

    interface Maker<E> {
        Fact fact(String host, Instant time, List<E> entries, Origin origin);
    }

    private record Key(String host, Instant time) {}

    private final class Rows {
        private final When time;
        private final List<E> entries = new ArrayList<>();
        private Origin origin;
        private int number = 1;

        Rows(When time, Origin origin) {
            this.time = time;
            this.origin = origin;
        }

        void tell(String host) {
            if (number > MOST) sink.rejected(origin, "a list of %d rows; expected at most %d".formatted(number, MOST));
            else sink.fact(maker.fact(host, time.instant(), entries, time.on(origin)));
        }
    }

    private final Sink sink;
    private final Maker<E> maker;
    private final Map<Key, Rows> open = new LinkedHashMap<>();
    private final Set<Key> told = new HashSet<>();
    private @Nullable Key under;
    private int kept;

    RowsAsLists(Sink sink, Maker<E> maker) {
        this.sink = sink;
        this.maker = maker;
    }

    /**
     * A row begins: of a list that is there, or of a new one.
     *
     * @return false if its list has been told already; the row is rejected then
     */
    boolean row(String host, When time, Origin origin) {
        var key = new Key(host, time.instant());
        if (told.contains(key)) {
            sink.rejected(origin, "expected it within %d rows of the others of its host and time".formatted(MOST_KEPT));
            return false;
        }
        var rows = open.get(key);
        if (rows != null) {
            rows.number++;
            sink.ignored("a further row of the same list");
        } else {
            if (kept >= MOST_KEPT) tell();
            open.put(key, new Rows(time, origin));
        }
        under = key;
        kept++;
        return true;
    }

    void add(E entry) {
        if (current().number <= MOST) current().entries.add(entry);
    }

    /** Cites this row for the list that the last row is of. */
    void cite(Origin origin) {
        current().origin = origin;
    }

    /** Of the list that the last row is of. */
    List<E> entries() {
        return current().entries;
    }

    /** All lists are whole. */
    void end() {
        tell();
        told.clear();
    }

    private Rows current() {
        var rows = under == null ? null : open.get(under);
        if (rows == null) throw new IllegalStateException("no row has begun");
        return rows;
    }

    private void tell() {
        open.forEach((key, rows) -> rows.tell(key.host()));
        told.addAll(open.keySet());
        open.clear();
        kept = 0;
    }
}

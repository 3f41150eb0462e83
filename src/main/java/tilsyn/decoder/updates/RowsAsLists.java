package tilsyn.decoder.updates;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;

/** Makes one fact of the rows that follow each other with the same host and time. */
final class RowsAsLists<E> {
    /** Rows that one list may have; more are rejected with it, as half a list would hide what waits. */
    private static final int MOST = 20_000;

    interface Maker<E> {
        Fact fact(String host, Instant time, List<E> entries, Origin origin);
    }

    private final Sink sink;
    private final Maker<E> maker;
    private final List<E> entries = new ArrayList<>();
    private @Nullable When time;
    private @Nullable Origin origin;
    private String host = "";
    private int rows;

    RowsAsLists(Sink sink, Maker<E> maker) {
        this.sink = sink;
        this.maker = maker;
    }

    /** A row begins: of the list under way, or of a new one. */
    void row(String host, When time, Origin origin) {
        if (this.time != null && this.time.instant().equals(time.instant()) && this.host.equals(host)) {
            rows++;
            sink.ignored("a further row of the same list");
            return;
        }
        end();
        this.host = host;
        this.time = time;
        this.origin = origin;
        rows = 1;
    }

    void add(E entry) {
        if (rows <= MOST) entries.add(entry);
    }

    /** Cites this row for the list under way. */
    void cite(Origin origin) {
        this.origin = origin;
    }

    List<E> entries() {
        return entries;
    }

    /** The list under way is whole. */
    void end() {
        if (time != null && origin != null) {
            if (rows > MOST) sink.rejected(origin, "a list of %d rows; expected at most %d".formatted(rows, MOST));
            else sink.fact(maker.fact(host, time.instant(), entries, time.on(origin)));
        }
        entries.clear();
        time = null;
        origin = null;
    }
}

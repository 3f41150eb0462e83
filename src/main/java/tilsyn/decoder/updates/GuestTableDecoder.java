package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Moment;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.fact.GuestList;
import tilsyn.fact.Origin;

/** Reads the virtual machines of a hypervisor as CSV: rows of the same host and time are one list. */
public final class GuestTableDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "guests-csv",
                Family.UPDATES,
                "Virtual machines of a hypervisor (CSV)",
                "export columns time;host;guest;state daily as guests-HOST.csv",
                List.of("AGR-01", "BCK-02"));
    }

    @Override
    public boolean recognises(Head head) {
        return Table.columns(head).containsAll(Set.of("time", "host", "guest", "state"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var list = new Guests(sink);
        Table.read(input, sink, (row, into) -> list.add(row, input));
        list.flush();
    }

    /** Rows become a fact when the next list begins. */
    private static final class Guests {
        private final Sink sink;
        private final List<GuestList.Guest> guests = new ArrayList<>();
        private @Nullable Moment time;
        private @Nullable Origin origin;
        private String host = "";

        Guests(Sink sink) {
            this.sink = sink;
        }

        void add(Table.Row row, Input input) {
            var moment = Moment.start(row.get("time"), input.zone(), input.zoneNote());
            if (moment == null) {
                sink.rejected(row.origin(), "time '%s' is none".formatted(row.get("time")));
                return;
            }
            if (time == null || !time.instant().equals(moment.instant()) || !host.equals(row.get("host"))) flush();
            else sink.ignored("a further row of the same list");
            if (time == null) {
                time = moment;
                host = row.get("host");
                origin = row.origin();
            }
            if (!row.get("guest").isEmpty()) guests.add(new GuestList.Guest(row.get("guest"), row.get("state")));
        }

        void flush() {
            if (time != null && origin != null)
                sink.fact(new GuestList(host, time.instant(), guests, origin.withTime(time.text(), time.note())));
            guests.clear();
            time = null;
            origin = null;
        }
    }
}

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
import tilsyn.decoder.Numbers;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.fact.Origin;
import tilsyn.fact.PackageState;

/** Reads waiting packages as CSV: rows of the same host and time are one list; a row without package says "none". */
public final class PackageTableDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "packages-csv",
                Family.UPDATES,
                "Waiting packages of Linux hosts (CSV)",
                "export columns time;host;package;version;security;first_seen;held daily as updates-HOST.csv",
                List.of("UPD-06"));
    }

    @Override
    public boolean recognises(Head head) {
        return Table.columns(head).containsAll(Set.of("time", "package", "security", "first_seen"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var list = new WaitingList(sink);
        Table.read(input, sink, (row, into) -> list.add(row, input));
        list.flush();
    }

    /** Rows become a fact when the next list begins. */
    private static final class WaitingList {
        private final Sink sink;
        private final List<PackageState.Pending> pending = new ArrayList<>();
        private @Nullable Moment time;
        private @Nullable Origin origin;
        private String host = "";
        private boolean tellsSecurity = true;

        WaitingList(Sink sink) {
            this.sink = sink;
        }

        void add(Table.Row row, Input input) {
            var moment = Moment.start(row.get("time"), input.zone(), input.zoneNote());
            var first = Moment.start(row.get("first_seen"), input.zone(), input.zoneNote());
            if (moment == null || first == null && !row.get("first_seen").isEmpty()) {
                sink.rejected(row.origin(), "expected a time, and since when the package waits");
                return;
            }
            if (time == null || !time.instant().equals(moment.instant()) || !host.equals(row.get("host"))) flush();
            else sink.ignored("a further row of the same list");
            if (time == null) {
                time = moment;
                host = row.get("host");
                origin = row.origin();
            }
            if (row.get("package").isEmpty()) return;
            var security = Numbers.flag(row.get("security"));
            if (security == null) tellsSecurity = false;
            // what a person follows up is the row of the security update that waits
            if (Boolean.TRUE.equals(security) && pending.stream().noneMatch(PackageState.Pending::security))
                origin = row.origin();
            pending.add(new PackageState.Pending(
                    row.get("package"),
                    row.get("version"),
                    Boolean.TRUE.equals(security),
                    first == null ? null : first.instant(),
                    Boolean.TRUE.equals(Numbers.flag(row.get("held")))));
        }

        void flush() {
            if (time != null && origin != null)
                sink.fact(new PackageState(
                        host, time.instant(), tellsSecurity, pending, origin.withTime(time.text(), time.note())));
            pending.clear();
            time = null;
            origin = null;
            tellsSecurity = true;
        }
    }
}

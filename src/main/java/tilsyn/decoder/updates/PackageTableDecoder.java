package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Flag;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
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
        return Table.columns(head).containsAll(Set.of("time", "package", "security"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        var unsaid = new boolean[1];
        var lists = new RowsAsLists<PackageState.Pending>(sink, (host, time, pending, origin) -> {
            boolean tellsSecurity = !unsaid[0];
            unsaid[0] = false;
            return new PackageState(host, time, tellsSecurity, pending, origin);
        });
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var time = dates.start(row.get("time"));
                var since = dates.start(row.get("firstseen"));
                if (time == null || since == null && !row.get("firstseen").isEmpty() || !row.isWhole()) {
                    sink.rejected(row.origin(), "expected a time, a package and since when it waits");
                    continue;
                }
                lists.row(row.get("host"), time, row.origin());
                if (row.get("package").isEmpty()) continue;
                var security = Flag.of(row.get("security"));
                if (security == null) unsaid[0] = true;
                // what a person follows up is the row of the security update that waits
                if (Boolean.TRUE.equals(security) && lists.entries().stream().noneMatch(PackageState.Pending::security))
                    lists.cite(row.origin());
                lists.add(new PackageState.Pending(
                        row.get("package"),
                        row.get("version"),
                        Boolean.TRUE.equals(security),
                        since == null ? null : since.instant(),
                        Boolean.TRUE.equals(Flag.of(row.get("held")))));
            }
        }
        lists.end();
    }
}

package tilsyn.decoder.updates;

import java.io.IOException;
import java.time.Instant;
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
        return Table.columns(head).containsAll(Set.of("time", "package", "security"));
    }

    /** @param told whether it is said to be a security update or not */
    private record Waiting(PackageState.Pending pending, boolean told) {}

    private static PackageState state(String host, Instant time, List<Waiting> rows, Origin origin) {
        return new PackageState(
                host,
                time,
                rows.stream().allMatch(Waiting::told),
                rows.stream().map(Waiting::pending).toList(),
                origin);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        var lists = new RowsAsLists<Waiting>(sink, PackageTableDecoder::state);
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var time = dates.start(row.get("time"));
                var since = dates.start(row.get("firstseen"));
                if (time == null || since == null && !row.get("firstseen").isEmpty() || !row.isWhole()) {
                    sink.rejected(row.origin(), "expected a time, a package and since when it waits");
                    continue;
                }
                if (!lists.row(row.get("host"), time, row.origin())) continue;
                if (row.get("package").isEmpty()) continue;
                var security = Flag.of(row.get("security"));
                // what a person follows up is the row of the security update that waits
                if (Boolean.TRUE.equals(security)
                        && lists.entries().stream()
                                .noneMatch(waiting -> waiting.pending().security())) lists.cite(row.origin());
                var pending = new PackageState.Pending(
                        row.get("package"),
                        row.get("version"),
                        Boolean.TRUE.equals(security),
                        since == null ? null : since.instant(),
                        Boolean.TRUE.equals(Flag.of(row.get("held"))));
                lists.add(new Waiting(pending, security != null));
            }
        }
        lists.end();
    }
}

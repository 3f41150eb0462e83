package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Moment;
import tilsyn.decoder.Numbers;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.fact.VolumeUsage;

/** Reads free space of volumes as CSV, English or Norwegian columns, sizes in GB of 10^9 bytes. */
public final class VolumeTableDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "volumes-csv",
                Family.HARDWARE,
                "Free space of volumes (CSV)",
                "export columns time;host;volume;size_gb;free_gb daily as volumes-HOST.csv",
                List.of("OPS-03", "BCK-02"));
    }

    @Override
    public boolean recognises(Head head) {
        var columns = Table.columns(head);
        return (columns.contains("volume") || columns.contains("volum"))
                && (columns.contains("free_gb") || columns.contains("ledig_gb"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        Table.read(input, sink, (row, into) -> {
            var written = row.get("time", "tid");
            var stated = Moment.start(written, input.zone(), input.zoneNote());
            if (stated == null && !written.isEmpty()) {
                into.rejected(row.origin(), "time '%s' is none; right would be 10.11.2025 06:00".formatted(written));
                return;
            }
            var dated = stated == null ? Dating.of(input) : new Dating(stated.instant(), stated.text(), stated.note());
            var size = Numbers.decimal(row.get("size_gb", "størrelse_gb"));
            var free = Numbers.decimal(row.get("free_gb", "ledig_gb"));
            if (size == null || free == null || size <= 0 || free < 0 || free > size) {
                into.rejected(row.origin(), "expected a size and free space within it, in GB");
                return;
            }
            into.fact(new VolumeUsage(
                    row.get("host"),
                    row.get("volume", "volum"),
                    Math.round(size * 1e9),
                    Math.round(free * 1e9),
                    dated.time(),
                    row.origin().withTime(dated.text(), dated.note())));
        });
    }
}

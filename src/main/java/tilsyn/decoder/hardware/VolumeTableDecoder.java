package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.fact.VolumeUsage;

/**
 * Reads free space of volumes as CSV, with English or Norwegian columns; sizes in the unit that the column names, GB being
 * 10^9 bytes.
 */
public final class VolumeTableDecoder implements Decoder {
    private static final String[] VOLUME = {"volume", "volum", "drive", "driveletter", "stasjon", "mount", "name"};
    private static final Map<String, Integer> UNITS = units();

    @Override
    public Format format() {
        return new Format(
                "volumes-csv",
                Family.HARDWARE,
                "Free space of volumes (CSV)",
                "Get-Volume | ? DriveLetter | select @{n='time';e={Get-Date -Format o}},@{n='host';e={$env:COMPUTERNAME}},"
                        + "@{n='volume';e={\"$($_.DriveLetter):\"}},@{n='size_bytes';e={$_.Size}},"
                        + "@{n='free_bytes';e={$_.SizeRemaining}} | Export-Csv -Append volumes-HOST.csv   (daily)",
                List.of("OPS-03", "BCK-03"));
    }

    @Override
    public boolean recognises(Head head) {
        var columns = Table.columns(head);
        boolean named = false;
        for (var name : VOLUME) named |= columns.contains(name);
        return named
                && columns.stream().anyMatch(VolumeTableDecoder::isFree)
                && columns.stream().anyMatch(VolumeTableDecoder::isSize);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var written = row.get("time", "tid", "dato", "date", "timestamp");
                var time = written.isEmpty() ? Dating.of(input) : dates.start(written);
                var size = bytes(table, row, true);
                var free = bytes(table, row, false);
                var volume = row.get(VOLUME);
                if (time == null)
                    sink.rejected(row.origin(), "'%s' is no time; right would be 2025-11-10 06:00".formatted(written));
                else if (volume.isEmpty() || size == null || free == null || size <= 0 || free > size)
                    sink.rejected(row.origin(), "expected a volume, its size and the free space within it");
                else
                    sink.fact(new VolumeUsage(
                            row.get("host", "computername", "maskin", "vert", "pscomputername"),
                            volume,
                            size,
                            free,
                            time.instant(),
                            time.on(row.origin())));
            }
        }
    }

    private static @Nullable Long bytes(Table table, Table.Row row, boolean size) {
        for (var unit : UNITS.entrySet())
            for (var column : table.columns())
                if ((size ? isSize(column) : isFree(column)) && column.endsWith(unit.getKey()))
                    return Quantity.bytes(
                            Quantity.number(row.get(column), table.decimalComma()), unit.getValue(), 1000);
        return null;
    }

    private static boolean isFree(String column) {
        return column.startsWith("free") || column.startsWith("ledig") || column.equals("sizeremainingbytes");
    }

    private static boolean isSize(String column) {
        return !column.equals("sizeremainingbytes")
                && (column.startsWith("size") || column.startsWith("størrelse") || column.startsWith("total"));
    }

    private static Map<String, Integer> units() {
        var units = new LinkedHashMap<String, Integer>();
        units.put("bytes", 0);
        units.put("kb", 1);
        units.put("mb", 2);
        units.put("gb", 3);
        units.put("tb", 4);
        units.put("(b)", 0);
        return units;
    }
}

package tilsyn.decoder.hardware;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.VolumeUsage;

/** Reads {@code Get-Volume}, {@code Get-PSDrive} or {@code Win32_LogicalDisk} as PowerShell's ConvertTo-Json writes them. */
public final class VolumeJsonDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "volumes-json",
                Family.HARDWARE,
                "Free space of Windows volumes (PowerShell, JSON)",
                "Get-Volume | ? DriveLetter | select DriveLetter,Size,SizeRemaining | ConvertTo-Json"
                        + " > volumes-HOST-$(Get-Date -f yyyyMMddTHHmm).json   (daily)",
                List.of("OPS-03", "BCK-03"));
    }

    @Override
    public boolean recognises(Head head) {
        return Json.hasKeys(head, "DriveLetter", "Size", "SizeRemaining")
                || Json.hasKeys(head, "Name", "Used", "Free", "Root")
                || Json.hasKeys(head, "DeviceID", "Size", "FreeSpace");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var file = Dating.of(input);
        var dates = Dates.of(input);
        Json.each(input, sink, (volume, line) -> {
            var origin = input.origin(line, -1, volume.toString());
            var stated = volume.has("time") ? dates.start(volume.get("time")) : file;
            var name = name(volume);
            long free = first(volume, "SizeRemaining", "FreeSpace", "Free");
            long used = Json.count(volume.get("Used"));
            long size = volume.has("Size") ? Json.count(volume.get("Size")) : used < 0 || free < 0 ? -1 : used + free;
            if (name.isEmpty() || size == 0 || (size < 0 && free < 0))
                sink.ignored("no volume with a letter and a size");
            else if (stated == null || size < 0 || free < 0 || free > size)
                sink.rejected(origin, "expected a volume, its size and the free space within it");
            else sink.fact(usage(volume, name, size, free, stated, stated.on(origin)));
        });
    }

    private static VolumeUsage usage(
            JsonNode volume, String name, long size, long free, When time, tilsyn.fact.Origin origin) {
        return new VolumeUsage(Json.text(volume.get("PSComputerName")), name, size, free, time.instant(), origin);
    }

    private static String name(JsonNode volume) {
        for (var key : List.of("DriveLetter", "DeviceID", "Name")) {
            var name = Json.text(volume.get(key)).replace("\u0000", "").strip();
            if (!name.isEmpty()) return name.length() == 1 ? name + ":" : name;
        }
        return "";
    }

    private static long first(JsonNode volume, String... keys) {
        for (var key : keys) if (volume.has(key)) return Json.count(volume.get(key));
        return -1;
    }
}

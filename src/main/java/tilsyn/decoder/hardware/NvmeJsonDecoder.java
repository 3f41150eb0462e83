package tilsyn.decoder.hardware;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Sink;

/** Reads {@code nvme smart-log -o json}. It names no disk: what it is of stands in the file's name only. */
public final class NvmeJsonDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "nvme-json",
                Family.HARDWARE,
                "nvme smart-log (JSON)",
                "nvme smart-log -o json /dev/nvme0 > nvme0-HOST-$(date +%Y%m%dT%H%M).json",
                List.of("HW-02"));
    }

    @Override
    public boolean recognises(Head head) {
        return Json.hasKeys(head, "critical_warning", "avail_spare", "percent_used");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var time = Dating.of(input);
        Json.each(input, sink, (log, line) -> {
            var origin = input.origin(line, -1, log.toString());
            var drive = new Drive();
            drive.slot = NvmeLog.slot(input);
            long warning = warning(log.get("critical_warning"));
            if (warning < 0) {
                sink.rejected(origin, "expected critical_warning as a number or as its bits");
                return;
            }
            NvmeLog.judge(drive, warning);
            drive.sparePercent = whole(log.get("avail_spare"));
            drive.spareThreshold = whole(log.get("spare_thresh"));
            drive.usedPercent = whole(log.get("percent_used"));
            drive.mediaErrors = whole(log.get("media_errors"));
            drive.hours = whole(log.get("power_on_hours"));
            drive.rawValues = drive.mediaErrors >= 0;
            sink.fact(drive.at("", time.instant(), time.on(origin)));
        });
    }

    /** Newer versions take the number apart into an object with its value, or only its bits. */
    private static long warning(@Nullable JsonNode node) {
        if (node == null || !node.isObject()) return whole(node);
        if (node.has("value")) return whole(node.get("value"));
        for (var bit : node) if (whole(bit) != 0) return 1;
        return node.isEmpty() ? -1 : 0;
    }

    /** Some versions write whole numbers with a decimal point. */
    private static long whole(@Nullable JsonNode node) {
        if (node != null && node.isFloatingPointNumber()) {
            double value = node.doubleValue();
            return value >= 0 && value < 1e15 && value == Math.rint(value) ? (long) value : -1;
        }
        return Json.count(node);
    }
}

package tilsyn.decoder.hardware;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.Origin;

/** Reads {@code zpool status -j} and {@code zpool list -j} of ZFS 2.3 and newer. */
public final class ZpoolJsonDecoder implements Decoder {
    private static final int DEEPEST = 20;

    @Override
    public Format format() {
        return new Format(
                "zpool-json",
                Family.HARDWARE,
                "ZFS pools (zpool status -j, JSON)",
                "zpool status -j --json-int > zpool-HOST-$(date +%Y%m%dT%H%M).json",
                List.of("HW-01", "OPS-05"));
    }

    @Override
    public boolean recognises(Head head) {
        return Json.hasKeys(head, "output_version", "pools") && head.text().contains("\"zpool ");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var time = Dating.of(input);
        Json.each(input, sink, (document, line) -> {
            if (document.path("pools").isEmpty()) sink.ignored("no pools");
            for (var said : document.path("pools")) {
                var origin = input.origin(line, -1, raw(said));
                var pool = pool(said, input);
                if (pool.name.isEmpty() || pool.state.isEmpty())
                    sink.rejected(origin, "expected a pool's name and state");
                else pool.emit(time, origin, sink);
            }
        });
    }

    private static Pool pool(JsonNode said, Input input) {
        var pool = new Pool(Json.text(said.get("name")));
        pool.state = Json.text(said.get("state"));
        pool.lost = Json.count(said.get("error_count"));
        var scan = said.path("scan_stats");
        var state = Json.text(scan.get("state"));
        var function = Json.text(scan.get("function"));
        pool.scan = (function + " " + state).strip();
        pool.resilvering = function.equals("RESILVER") && state.equals("SCANNING");
        if (pool.resilvering) pool.percent = percent(scan);
        if (function.equals("SCRUB") && state.equals("FINISHED")) {
            pool.scrubbed = time(scan.get("end_time"), input);
            pool.scrubErrors = Json.count(scan.get("errors"));
        }
        devices(said.path("vdevs"), pool, false, 0);
        return pool;
    }

    private static void devices(JsonNode vdevs, Pool pool, boolean replacing, int depth) {
        if (depth > DEEPEST) return;
        for (var vdev : vdevs) {
            var name = Json.text(vdev.get("name"));
            var state = Json.text(vdev.get("state"));
            long errors = errors(vdev, "read_errors") + errors(vdev, "write_errors") + errors(vdev, "checksum_errors");
            if (!vdev.path("vdevs").isEmpty())
                devices(vdev.get("vdevs"), pool, replacing || Pool.isReplacing(name), depth + 1);
            else if (replacing) pool.replacing(name, state, errors);
            else pool.device(name, state, errors);
        }
    }

    private static long errors(JsonNode vdev, String name) {
        return Math.max(0, amount(vdev.get(name)));
    }

    private static @Nullable Double percent(JsonNode scan) {
        long whole = amount(scan.get("to_examine"));
        long done = amount(scan.get("issued"));
        return whole <= 0 || done < 0 ? null : Math.min(100.0, Math.round(1000.0 * done / whole) / 10.0);
    }

    /** A number, or a text such as {@code 28.8M}. */
    private static long amount(@Nullable JsonNode node) {
        if (node == null || !node.isTextual()) return Json.count(node);
        var amount = Quantity.bytes(node.textValue(), false, 1024);
        return amount == null ? -1 : amount;
    }

    private static @Nullable When time(@Nullable JsonNode node, Input input) {
        if (node == null) return null;
        if (node.isTextual()) return WrittenTime.of(node.textValue(), input);
        long seconds = Json.count(node);
        return seconds <= 0 || seconds > 32_503_680_000L
                ? null
                : new When(Instant.ofEpochSecond(seconds), String.valueOf(seconds), "");
    }

    private static String raw(JsonNode said) {
        var raw = new StringBuilder();
        for (var part : List.of("name", "state", "status", "msgid", "scan_stats", "error_count", "vdevs"))
            if (said.has(part) && raw.length() < Origin.RAW_LIMIT)
                raw.append('"')
                        .append(part)
                        .append("\":")
                        .append(said.get(part))
                        .append('\n');
        return raw.toString().strip();
    }
}

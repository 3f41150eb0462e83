package tilsyn.decoder.hardware;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
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

/**
 * Reads {@code storcli … J} and {@code perccli … J}: virtual and physical drives wherever in the answer they stand, and the
 * drives' counters.
 */
public final class StorcliJsonDecoder implements Decoder {
    private static final Pattern PART = Pattern.compile("Drive (/c\\d{1,4}(?:/e\\d{0,5})?/s\\d{1,5})\\b.*");

    @Override
    public Format format() {
        return new Format(
                "storcli-json",
                Family.HARDWARE,
                "RAID controller by storcli or perccli (JSON)",
                "(storcli64 /call show J; storcli64 /call/eall/sall show all J) > storcli-HOST-$(date +%Y%m%dT%H%M).json",
                List.of("HW-01", "HW-02", "HW-03", "HW-07"));
    }

    @Override
    public boolean recognises(Head head) {
        return Json.hasKeys(head, "Controllers") && head.text().contains("Command Status");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var controllers = new TreeMap<String, Controller>();
        var stated = new When[1];
        Json.each(input, sink, (document, line) -> {
            for (var answer : document.path("Controllers")) {
                var status = answer.path("Command Status");
                if (!Json.text(status.get("Status")).equals("Success")) {
                    sink.rejected(
                            input.origin(line, -1, status.toString()),
                            "the command failed: " + Json.text(status.get("Description")) + details(status));
                    continue;
                }
                var number = Json.text(status.get("Controller"));
                if (Quantity.count(number) < 0 || controllers.size() > 100) {
                    sink.ignored("no controller's answer");
                    continue;
                }
                var controller = controllers.computeIfAbsent(number, Controller::new);
                var data = answer.path("Response Data");
                stated[0] = time(data, Dates.monthFirst(input), stated[0]);
                walk(data, "", controller, place(input, line));
            }
        });
        var time = stated[0] != null ? stated[0] : Dating.of(input);
        if (controllers.values().stream().allMatch(Controller::isEmpty)) sink.ignored("no drives in what was shown");
        controllers.values().forEach(controller -> controller.emit(time, sink));
    }

    private interface Place {
        Origin of(JsonNode row);
    }

    private static Place place(Input input, long line) {
        return row -> input.origin(line, -1, row.toString());
    }

    private static void walk(JsonNode node, String drive, Controller controller, Place place) {
        if (node.isArray()) {
            for (var element : node) walk(element, drive, controller, place);
            return;
        }
        if (!node.isObject()) return;
        row(node, controller, place);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            var part = PART.matcher(field.getKey());
            var within = part.matches() ? part.group(1) : drive;
            if (field.getValue().isContainerNode()) walk(field.getValue(), within, controller, place);
            else if (!within.isEmpty()) controller.counter(within, field.getKey(), Json.text(field.getValue()));
        }
    }

    private static void row(JsonNode node, Controller controller, Place place) {
        var state = Json.text(node.get("State"));
        if (node.has("DG/VD") && !state.isEmpty()) {
            controller.virtual(Json.text(node.get("DG/VD")), Json.text(node.get("TYPE")), state, place.of(node));
            controller.caches(Json.text(node.get("Cache")));
        } else if (node.has("Write Cache(initial setting)"))
            controller.set(Json.text(node.get("Write Cache(initial setting)")));
        else if (node.has("EID:Slt") && !state.isEmpty())
            controller.physical(
                    Json.text(node.get("EID:Slt")),
                    state,
                    Json.text(node.get("DG")),
                    Json.text(node.get("Size")),
                    Json.text(node.get("Model")),
                    place.of(node));
        else if (node.has("MfgDate") && node.has("Model") && !state.isEmpty())
            controller.battery(state, Json.text(node.get("MfgDate")), place.of(node));
        else if (node.has("Firmware Version") || node.has("FW Version"))
            controller.firmware(
                    Json.text(node.get(node.has("FW Version") ? "FW Version" : "Firmware Version")), place.of(node));
        else if (node.has("EID:Slot") && state.equals("Msng")) controller.missing(Json.text(node.get("DG")));
        else if (node.has("Drive-ID"))
            controller.progress(
                    Json.text(node.get("Drive-ID")),
                    Quantity.number(Json.text(node.get("Progress%"))),
                    Json.text(node.get("Status")));
    }

    private static @Nullable When time(JsonNode data, Dates dates, @Nullable When known) {
        if (known != null) return known;
        for (var name : List.of("System Time", "Current System Date/time")) {
            var time = dates.start(Json.text(data.findPath(name)));
            if (time != null) return time;
        }
        return null;
    }

    private static String details(JsonNode status) {
        var said = new StringBuilder();
        for (var detail : status.path("Detailed Status")) {
            var message = Json.text(detail.get("ErrMsg"));
            if (!message.isEmpty() && !message.equals("-") && said.length() < 300)
                said.append("; ").append(message);
        }
        return said.toString();
    }
}

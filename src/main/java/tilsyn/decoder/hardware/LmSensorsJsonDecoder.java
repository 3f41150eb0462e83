package tilsyn.decoder.hardware;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;

/** Reads {@code sensors -j} of lm-sensors. */
public final class LmSensorsJsonDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "lm-sensors-json",
                Family.HARDWARE,
                "Sensors of the mainboard and processors (sensors -j)",
                "sensors -j > sensors-HOST-$(date +%Y%m%dT%H%M).json   (every 15 minutes)",
                List.of("HW-04", "HW-06"));
    }

    @Override
    public boolean recognises(Head head) {
        return !head.binary()
                && head.firstChar() == '{'
                && head.text().contains("\"Adapter\"")
                && Json.firstKeys(head.text()).stream().anyMatch(Chip::isChip);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var time = Dating.of(input);
        Json.each(input, sink, (document, line) -> {
            for (Map.Entry<String, JsonNode> chip : document.properties()) {
                boolean any = false;
                for (Map.Entry<String, JsonNode> feature : chip.getValue().properties()) {
                    if (!feature.getValue().isObject()) continue;
                    any |= tell(chip.getKey(), feature, line, time, input, sink);
                }
                if (!any) sink.ignored("a chip without sensors");
            }
        });
    }

    private static boolean tell(
            String chip, Map.Entry<String, JsonNode> feature, long line, When time, Input input, Sink sink) {
        var values = new Chip();
        for (Map.Entry<String, JsonNode> value : feature.getValue().properties())
            if (value.getValue().isNumber())
                values.add(value.getKey(), value.getValue().doubleValue());
        if (values.isEmpty()) return false;
        var origin = input.origin(line, -1, "\"" + feature.getKey() + "\":" + feature.getValue());
        sink.fact(values.reading(chip + " " + feature.getKey(), time, origin));
        return true;
    }
}

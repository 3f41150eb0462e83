package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Sink;

/**
 * Reads Redfish, as iDRAC, iLO, XClarity and other management controllers speak it: whatever resources, one or several in a
 * file, expanded or not.
 */
public final class RedfishDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "redfish",
                Family.HARDWARE,
                "Management controller by Redfish (JSON)",
                "for u in Systems/1 'Systems/1/Storage?$expand=*' Chassis/1/Thermal Chassis/1/Power; do curl -ksu USER"
                        + " \"https://BMC/redfish/v1/$u\"; done > redfish-HOST-$(date +%Y%m%dT%H%M).json",
                List.of("HW-01", "HW-02", "HW-03", "HW-04", "HW-05", "HW-06", "HW-08", "UPD-08"));
    }

    @Override
    public boolean recognises(Head head) {
        return Json.hasKeys(head, "@odata.id") && head.text().contains("/redfish/v1")
                || Json.hasKeys(head, "@odata.type") && head.text().contains("\"#")
                || Json.hasKeys(head, "error") && head.text().contains("@Message.ExtendedInfo");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        Json.each(input, sink, (document, line) -> {
            if (document.has("error")) {
                var said = Json.text(document.at("/error/message"));
                sink.rejected(input.origin(line, -1, document.toString()), "the controller refused: " + said);
                return;
            }
            var resources = new RedfishResources(input, line, sink);
            resources.walk(document);
            if (resources.told() == 0) sink.ignored("links only, or nothing with a state");
        });
    }
}

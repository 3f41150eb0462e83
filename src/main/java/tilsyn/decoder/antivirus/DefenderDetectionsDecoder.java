package tilsyn.decoder.antivirus;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
import tilsyn.fact.AvDetection;
import tilsyn.fact.AvDetection.State;

/**
 * Reads {@code Get-MpThreatDetection} and {@code Get-MpThreat} as JSON: what Defender found, and its state by number. A state
 * that is no number known here counts as detected, never as resolved.
 */
public final class DefenderDetectionsDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "defender-detections-json",
                Family.ANTIVIRUS,
                "Microsoft Defender detections (Get-MpThreatDetection, Get-MpThreat, JSON)",
                "Get-MpThreatDetection | ConvertTo-Json -Depth 4 > detections-HOST-$(Get-Date -f yyyyMMddTHHmm).json"
                        + "   (and Get-MpThreat | ConvertTo-Json -Depth 4 > threats-HOST-$(Get-Date -f yyyyMMddTHHmm).json)",
                List.of("AV-05", "AV-06"));
    }

    @Override
    public boolean recognises(Head head) {
        return Json.hasKeys(head, "ThreatID", "InitialDetectionTime") || Json.hasKeys(head, "ThreatID", "ThreatName");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        Json.each(input, sink, (record, line) -> {
            var origin = input.origin(line, -1, record.toString());
            var threat = Json.text(record.get("ThreatName"));
            if (threat.isEmpty()) threat = Json.text(record.get("ThreatID"));
            var changed = changed(record, dates);
            boolean active = record.has("IsActive");
            var when = changed == null && active ? Dating.of(input) : changed;
            if (threat.isEmpty() || when == null) {
                sink.rejected(origin, "expected a threat and when it was detected");
                return;
            }
            sink.fact(new AvDetection(
                    host(record),
                    when.instant(),
                    "Microsoft Defender Antivirus",
                    threat,
                    severity(record),
                    path(record.path("Resources")),
                    "",
                    state(record),
                    word(record),
                    Json.text(record.get("DetectionID")),
                    when.on(origin)));
        });
    }

    private static @Nullable When changed(JsonNode record, Dates dates) {
        for (var key : List.of("LastThreatStatusChangeTime", "RemediationTime", "InitialDetectionTime")) {
            var when = dates.start(record.get(key));
            if (when != null) return when;
        }
        return null;
    }

    private static String host(JsonNode record) {
        for (var key : List.of("PSComputerName", "ComputerName", "Host", "host")) {
            var name = Json.text(record.get(key));
            if (!name.isEmpty() && !name.equals("localhost")) return name;
        }
        return "";
    }

    /** MSFT_MpThreatDetection.ThreatStatusID and MSFT_MpThreat.IsActive. */
    private static State state(JsonNode record) {
        if (!record.has("ThreatStatusID")) {
            var active = Json.flag(record.get("IsActive"));
            return Boolean.FALSE.equals(active) ? State.RESOLVED : State.DETECTED;
        }
        boolean failed = Boolean.FALSE.equals(Json.flag(record.get("ActionSuccess")));
        return switch ((int) Math.min(Json.count(record.get("ThreatStatusID")), 1_000)) {
            case 2, 3, 4, 6 -> failed ? State.FAILED : State.RESOLVED;
            case 5 -> State.ALLOWED;
            case 102, 103, 104, 105, 106, 107 -> State.FAILED;
            default -> State.DETECTED;
        };
    }

    private static String word(JsonNode record) {
        return record.has("ThreatStatusID")
                ? "ThreatStatusID " + Json.text(record.get("ThreatStatusID"))
                : "IsActive " + Json.text(record.get("IsActive"));
    }

    private static String severity(JsonNode record) {
        return switch ((int) Math.min(Json.count(record.get("SeverityID")), 100)) {
            case 1 -> "low";
            case 2 -> "moderate";
            case 4 -> "high";
            case 5 -> "severe";
            default -> "";
        };
    }

    /** {@code file:_C:\...}; the first of them. */
    private static String path(JsonNode resources) {
        var first = resources.isArray() && !resources.isEmpty() ? Json.text(resources.get(0)) : Json.text(resources);
        int at = first.indexOf(":_");
        return at < 0 ? first : first.substring(at + 2);
    }
}

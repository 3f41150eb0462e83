package tilsyn.decoder.hardware;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.Fact;
import tilsyn.fact.FirmwareState;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.MemoryError;
import tilsyn.fact.Origin;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.PsuState;
import tilsyn.fact.RaidArray;
import tilsyn.fact.SensorReading;
import tilsyn.fact.SensorReading.Status;

/** The resources of one Redfish document. What has a type not known here is told by its health, when it says it. */
final class RedfishResources {
    private static final int DEEPEST = 12;
    private static final int MOST_NAMES = 10_000;
    private static final Pattern PLACE = Pattern.compile("/([A-Za-z]{1,40})/[^/]{1,200}/?$");
    /** What the parts of a resource are, that bear no type of their own, by the name of their list. */
    private static final Map<String, String> PARTS = Map.ofEntries(
            Map.entry("Fans", "Fan"),
            Map.entry("Temperatures", "Temperature"),
            Map.entry("Voltages", "Voltage"),
            Map.entry("PowerSupplies", "PowerSupply"),
            Map.entry("PowerControl", "PowerControl"),
            Map.entry("Redundancy", "Redundancy"),
            Map.entry("PowerSupplyRedundancy", "PowerRedundancy"),
            Map.entry("FanRedundancy", "Redundancy"),
            Map.entry("StorageControllers", "StorageController"),
            Map.entry("Controllers", "StorageController"),
            Map.entry("Drives", "Drive"),
            Map.entry("Volumes", "Volume"),
            Map.entry("Devices", "Drive"),
            Map.entry("Events", "LogEntry"),
            Map.entry("Members", ""));

    private final Input input;
    private final long line;
    private final Sink sink;
    private final When time;
    private final Set<String> names = new HashSet<>();
    private int told;

    RedfishResources(Input input, long line, Sink sink) {
        this.input = input;
        this.line = line;
        this.sink = sink;
        this.time = Dating.of(input);
    }

    int told() {
        return told;
    }

    void walk(JsonNode document) {
        walk(document, "", 0);
    }

    private void walk(JsonNode node, String part, int depth) {
        if (depth > DEEPEST || !node.isObject()) return;
        var named = typed(node);
        var type = !named.isEmpty() ? named : !part.isEmpty() ? part : placed(node);
        if (type.endsWith("Collection") || node.has("Members")) type = "";
        resource(node, type);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            var within = PARTS.get(field.getKey());
            if (within == null) continue;
            // the supplies' redundancy stands beside them
            if (within.equals("Redundancy") && type.equals("Power")) within = "PowerRedundancy";
            if (field.getValue().isArray()) for (var each : field.getValue()) walk(each, within, depth + 1);
            else walk(field.getValue(), within, depth + 1);
        }
    }

    /** {@code Memory} of {@code #Memory.v1_2_0.Memory}. */
    private static String typed(JsonNode node) {
        var type = Json.text(node.get("@odata.type"));
        return type.startsWith("#") ? type.substring(type.lastIndexOf('.') + 1) : "";
    }

    private static String placed(JsonNode node) {
        var place = PLACE.matcher(Json.text(node.get("@odata.id")));
        return place.find() ? PARTS.getOrDefault(place.group(1), "") : "";
    }

    private void resource(JsonNode node, String type) {
        switch (type) {
            case "Temperature" -> sensor(node, "temperature", node.get("ReadingCelsius"), "Cel");
            case "Voltage" -> sensor(node, "voltage", node.get("ReadingVolts"), "V");
            case "Fan" -> fan(node);
            case "Sensor" -> ofSensor(node);
            case "PowerControl" -> sensor(node, "power", node.get("PowerConsumedWatts"), "W");
            case "PowerSupply" -> supply(node);
            case "PowerRedundancy" -> supply(node);
            case "Redundancy" -> redundancy(node);
            case "Drive", "Device" -> drive(node);
            case "Volume" -> volume(node);
            case "Memory" -> memory(node, name(node), -1, -1);
            case "MemoryMetrics" -> metrics(node);
            case "LogEntry" -> entry(node);
            case "ComputerSystem" -> system(node);
            case "Event", "Power", "Thermal", "" -> {}
            default -> other(node, type);
        }
    }

    private void fan(JsonNode node) {
        var speed = node.path("SpeedPercent");
        if (speed.path("SpeedRPM").isNumber()) sensor(node, "fan", speed.get("SpeedRPM"), "rpm");
        else if (speed.path("Reading").isNumber()) sensor(node, "fan", speed.get("Reading"), "%");
        else {
            var units = Json.text(node.get(node.has("ReadingUnits") ? "ReadingUnits" : "Units"));
            sensor(
                    node,
                    "fan",
                    node.get(node.has("Reading") ? "Reading" : "CurrentReading"),
                    units.equals("Percent") ? "%" : "rpm");
        }
    }

    private void ofSensor(JsonNode node) {
        var type = Json.text(node.get("ReadingType"));
        var unit = Json.text(node.get("ReadingUnits"));
        boolean fan = name(node).toLowerCase(Locale.ROOT).contains("fan") && unit.matches("%|Percent|RPM");
        switch (type) {
            case "Temperature" -> sensor(node, "temperature", node.get("Reading"), "Cel");
            case "Rotational" -> sensor(node, "fan", node.get("Reading"), "rpm");
            case "Voltage" -> sensor(node, "voltage", node.get("Reading"), "V");
            case "Power" -> sensor(node, "power", node.get("Reading"), "W");
            case "Current" -> sensor(node, "current", node.get("Reading"), "A");
            default -> sensor(node, fan ? "fan" : "other", node.get("Reading"), Sensors.unit(unit));
        }
    }

    private void sensor(JsonNode node, String kind, @Nullable JsonNode reading, String unit) {
        Double value = reading != null && reading.isNumber() ? reading.doubleValue() : null;
        if (value != null && !Double.isFinite(value)) value = null;
        var status = status(node);
        if (status == Status.ABSENT) value = null;
        var limits = RedfishLimits.of(node, value);
        // what a machine draws is no state of it
        if (status == null && limits == null && (value == null || kind.equals("power"))) return;
        var judged = status == null ? limits : limits == null ? status : Sensors.worse(status, limits);
        tell(new SensorReading(
                "",
                kind,
                unique(kind, name(node), node),
                value,
                unit,
                judged == null ? Status.UNREADABLE : judged,
                words(node),
                time.instant(),
                origin(node)));
    }

    private void supply(JsonNode node) {
        var status = status(node);
        if (status == null) return;
        var line = Json.text(node.get("LineInputStatus"));
        boolean lost = line.equals("LossOfInput") || line.equals("OutOfRange");
        var name = unique("supply", first(name(node), "redundancy"), node);
        tell(new PsuState(
                "",
                name,
                switch (lost ? Status.CRITICAL : status) {
                    case OK -> PsuState.State.OK;
                    case WARNING -> PsuState.State.WARNING;
                    case CRITICAL -> PsuState.State.FAILED;
                    case ABSENT -> PsuState.State.ABSENT;
                    case UNREADABLE -> PsuState.State.UNKNOWN;
                },
                line.isEmpty() ? words(node) : words(node) + ", " + line,
                time.instant(),
                origin(node)));
        firmware(node, name, "FirmwareVersion");
    }

    /** Fans', told only when it is not whole: it is no fan of its own. */
    private void redundancy(JsonNode node) {
        var status = status(node);
        if (status == Status.WARNING || status == Status.CRITICAL) sensor(node, "fan", null, "");
    }

    private void drive(JsonNode node) {
        var status = status(node);
        if (status == null) return;
        if (status == Status.ABSENT) {
            told++;
            sink.ignored("an empty bay");
            return;
        }
        var drive = new Drive();
        drive.slot = first(
                Json.text(node.at("/PhysicalLocation/PartLocation/ServiceLabel")),
                Json.text(node.get("Name")),
                Json.text(node.get("Id")));
        drive.serial = Json.text(node.get("SerialNumber"));
        drive.model = Json.text(node.get("Model"));
        drive.size = Json.count(node.get("CapacityBytes"));
        drive.nativeState = words(node);
        drive.state = switch (status) {
            case OK -> PhysicalDisk.State.ONLINE;
            case CRITICAL -> PhysicalDisk.State.FAILED;
            default -> PhysicalDisk.State.UNKNOWN;
        };
        var hotspare = Json.text(node.get("HotspareType"));
        if (status == Status.OK && !hotspare.isEmpty() && !hotspare.equals("None")) {
            drive.state = PhysicalDisk.State.SPARE;
            drive.role = "spare";
        }
        var lamp = Json.text(node.get("StatusIndicator"));
        if (lamp.equals("Fail")) drive.state = PhysicalDisk.State.FAILED;
        if (lamp.equals("Rebuild") && drive.state == PhysicalDisk.State.ONLINE)
            drive.state = PhysicalDisk.State.REBUILDING;
        drive.predictive = Boolean.TRUE.equals(Json.flag(node.get("FailurePredicted")))
                || lamp.equals("PredictiveFailureAnalysis");
        var left = node.get("PredictedMediaLifeLeftPercent");
        if (left != null && left.isNumber() && left.doubleValue() >= 0 && left.doubleValue() <= 100)
            drive.usedPercent = Math.round(100 - left.doubleValue());
        tell(drive.at("", time.instant(), origin(node)));
    }

    private void volume(JsonNode node) {
        var status = status(node);
        if (status == null) return;
        Double rebuild = null;
        for (var operation : node.path("Operations")) {
            var percent = operation.path("PercentageComplete");
            if (Json.text(operation.get("OperationName"))
                    .toLowerCase(Locale.ROOT)
                    .contains("rebuild")) rebuild = percent.isNumber() ? percent.doubleValue() : 0.0;
        }
        var drives = node.at("/Links/Drives");
        var state = switch (status) {
            case OK -> rebuild == null ? RaidArray.State.OPTIMAL : RaidArray.State.DEGRADED;
            case WARNING -> RaidArray.State.DEGRADED;
            case CRITICAL -> RaidArray.State.FAILED;
            default -> RaidArray.State.UNKNOWN;
        };
        tell(new RaidArray(
                "",
                name(node),
                Json.text(node.get(node.has("RAIDType") ? "RAIDType" : "VolumeType"))
                        .toLowerCase(Locale.ROOT),
                state,
                words(node),
                -1,
                drives.isArray() && !drives.isEmpty() ? drives.size() : -1,
                -1,
                state == RaidArray.State.DEGRADED ? rebuild : null,
                null,
                -1,
                time.instant(),
                origin(node)));
    }

    private void memory(JsonNode node, String module, long corrected, long uncorrected) {
        var status = status(node);
        if (status == null && corrected < 0 && uncorrected < 0) return;
        tell(new MemoryError(
                "",
                module,
                corrected,
                uncorrected,
                status == null
                        ? MemoryError.State.UNKNOWN
                        : switch (status) {
                            case OK -> MemoryError.State.OK;
                            case WARNING -> MemoryError.State.WARNING;
                            case CRITICAL -> MemoryError.State.FAILED;
                            case ABSENT -> MemoryError.State.ABSENT;
                            case UNREADABLE -> MemoryError.State.UNKNOWN;
                        },
                words(node),
                time.instant(),
                origin(node)));
    }

    private void metrics(JsonNode node) {
        var counted = node.path("LifeTime");
        if (!counted.has("CorrectableECCErrorCount")) counted = node.path("CurrentPeriod");
        memory(
                node,
                Json.text(node.get("@odata.id"))
                        .replaceFirst("/MemoryMetrics/?$", "")
                        .replaceFirst("^.*/", ""),
                Json.count(counted.get("CorrectableECCErrorCount")),
                Json.count(counted.get("UncorrectableECCErrorCount")));
    }

    private void system(JsonNode node) {
        other(node, "system");
        firmware(node, "BIOS", "BiosVersion");
        if (node.path("MemorySummary").has("Status")) memory(node.get("MemorySummary"), "all memory", -1, -1);
        if (node.path("ProcessorSummary").has("Status")) other(node.get("ProcessorSummary"), "processors");
    }

    /** Anything that says how it is; the worst of it and of its parts. */
    private void other(JsonNode node, String type) {
        if (type.equals("Manager")) firmware(node, "BMC", "FirmwareVersion");
        if (type.equals("StorageController")) firmware(node, name(node), "FirmwareVersion");
        var status = status(node);
        if (status == null) return;
        tell(new SensorReading(
                "",
                "other",
                (type + " " + name(node)).strip(),
                null,
                "",
                status,
                words(node),
                time.instant(),
                origin(node)));
    }

    private void entry(JsonNode node) {
        var severity = first(Json.text(node.get("Severity")), Json.text(node.get("MessageSeverity")));
        if (severity.isEmpty()) return;
        var dates = Dates.monthFirst(input);
        var created = dates.start(first(Json.text(node.get("EventTimestamp")), Json.text(node.get("Created"))));
        var when = created == null ? time : created;
        var data = new TreeMap<String, String>();
        for (var key : List.of("MessageId", "EntryCode", "SensorType", "EntryType", "Resolved"))
            if (!Json.text(node.get(key)).isEmpty()) data.put(key, Json.text(node.get(key)));
        tell(new LogEvent(
                "",
                LogEvent.HARDWARE,
                first(Json.text(node.get("SensorType")), "redfish"),
                -1,
                switch (severity) {
                    case "OK" -> Level.INFO;
                    case "Critical" -> Level.ERROR;
                    // Warning, and what nobody knows
                    default -> Level.WARNING;
                },
                Json.count(node.get("Id")),
                when.instant(),
                data,
                Json.text(node.get("Message")),
                "",
                when.on(input.origin(line, -1, node.toString()))));
    }

    private void firmware(JsonNode node, String component, String key) {
        var version = Json.text(node.get(key));
        if (!version.isEmpty() && !component.isEmpty())
            tell(new FirmwareState("", component, version, time.instant(), origin(node)));
    }

    /** Null when it says nothing. What is neither absent nor enabled, and what nobody knows, is no health. */
    private static @Nullable Status status(JsonNode node) {
        var status = node.path("Status");
        if (!status.isObject()) return null;
        var state = Json.text(status.get("State"));
        if (state.equals("Absent")) return Status.ABSENT;
        var judged = health(status.get("Health"));
        var rollup = health(status.get("HealthRollup"));
        if (judged == null) judged = rollup;
        else if (rollup != null) judged = Sensors.worse(judged, rollup);
        boolean on = switch (state) {
            case "Enabled", "", "StandbySpare", "Quiesced", "Updating", "InTest" -> true;
            default -> false;
        };
        if (judged == null) return state.isEmpty() ? null : Status.UNREADABLE;
        return on ? judged : Sensors.worse(Status.UNREADABLE, judged);
    }

    private static @Nullable Status health(@Nullable JsonNode node) {
        return switch (Json.text(node)) {
            case "OK" -> Status.OK;
            case "Warning" -> Status.WARNING;
            case "Critical" -> Status.CRITICAL;
            case "" -> null;
            default -> Status.UNREADABLE;
        };
    }

    private static String words(JsonNode node) {
        var status = node.path("Status");
        var words = Json.text(status.get("State")) + ", " + Json.text(status.get("Health"));
        var rollup = Json.text(status.get("HealthRollup"));
        return (rollup.isEmpty() || rollup.equals(Json.text(status.get("Health"))) ? words : words + ", all " + rollup)
                .replaceAll("^, |, (?=,|$)", "");
    }

    /** Several fans and supplies of one name are told apart by their number. */
    private String unique(String kind, String name, JsonNode node) {
        if (names.size() > MOST_NAMES || names.add(kind + " " + name)) return name;
        return (name + " " + first(Json.text(node.get("MemberId")), String.valueOf(told))).strip();
    }

    private static String name(JsonNode node) {
        return first(
                Json.text(node.get("DeviceLocator")),
                Json.text(node.get("Name")),
                Json.text(node.get("FanName")),
                Json.text(node.get("Id")),
                Json.text(node.get("MemberId")));
    }

    private static String first(String... texts) {
        for (var text : texts) if (!text.isEmpty()) return text;
        return "";
    }

    private Origin origin(JsonNode node) {
        return time.on(input.origin(line, -1, node.toString()));
    }

    private void tell(Fact fact) {
        told++;
        sink.fact(fact);
    }
}

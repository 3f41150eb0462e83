package tilsyn.decoder.hardware;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.Origin;
import tilsyn.fact.PhysicalDisk.State;

/**
 * Reads {@code smartctl --json}: one document a disk, several in a row or in a list. A disk that could not be opened, or of
 * which no health is said, is rejected.
 */
public final class SmartctlJsonDecoder implements Decoder {
    private static final int OPEN_FAILED = 1 << 0 | 1 << 1;
    private static final int COMMAND_FAILED = 1 << 2;
    private static final int FAILING = 1 << 3;
    private static final int PREFAIL_BELOW_THRESHOLD = 1 << 4;

    @Override
    public Format format() {
        return new Format(
                "smartctl-json",
                Family.HARDWARE,
                "smartctl of one disk or several (JSON)",
                "smartctl -j -x /dev/sda > smartctl-HOST-sda-$(date +%Y%m%dT%H%M).json",
                List.of("HW-02"));
    }

    @Override
    public boolean recognises(Head head) {
        return Json.hasKeys(head, "smartctl");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var file = Dating.of(input);
        Json.each(input, sink, (document, line) -> take(document, line, file, input, sink));
    }

    private static void take(JsonNode document, long line, When file, Input input, Sink sink) {
        var origin = input.origin(line, -1, raw(document));
        int exit = (int) Math.max(0, Json.count(document.at("/smartctl/exit_status")));
        if (document.has("devices")) {
            sink.ignored("a list of devices");
            return;
        }
        var drive = drive(document, exit);
        if (drive.saysSomething()) {
            var time = time(document, file);
            sink.fact(drive.at("", time.instant(), time.on(origin)));
        } else {
            var said = String.join("; ", messages(document));
            if (said.isEmpty())
                said = (exit & OPEN_FAILED) != 0
                        ? "the disk could not be opened"
                        : "nothing is said of the disk's health";
            sink.rejected(origin, "smartctl exit status %d: %s".formatted(exit, said));
        }
    }

    private static Drive drive(JsonNode document, int exit) {
        var drive = new Drive();
        drive.slot = slot(document);
        drive.serial = Json.text(document.get("serial_number"));
        drive.model = Json.text(document.get("model_name"));
        if (drive.model.isEmpty()) drive.model = Json.text(document.get("scsi_model_name"));
        drive.size = Json.count(document.at("/user_capacity/bytes"));
        drive.hours = Json.count(document.at("/power_on_time/hours"));
        drive.passed = Json.flag(document.at("/smart_status/passed"));
        if ((exit & FAILING) != 0) drive.passed = false;
        if ((exit & PREFAIL_BELOW_THRESHOLD) != 0) drive.predictive = true;
        if ((exit & COMMAND_FAILED) != 0) drive.note("a command to the disk failed");
        messages(document).forEach(drive::note);
        attributes(document.at("/ata_smart_attributes/table"), drive);
        drive.couldNotRead(Math.max(
                unreadable(document.at("/ata_smart_error_log/extended/table")),
                unreadable(document.at("/ata_smart_error_log/summary/table"))));
        nvme(document, drive);
        scsi(document, drive);
        var worn = document.at("/endurance_used/current_percent");
        if (drive.usedPercent < 0) drive.usedPercent = Json.count(worn);
        if (drive.passed != null) {
            drive.state = State.ONLINE;
            drive.nativeState = drive.passed ? "PASSED" : "FAILED";
        }
        return drive;
    }

    private static void attributes(JsonNode table, Drive drive) {
        for (var attribute : table) {
            int id = (int) Json.count(attribute.get("id"));
            if (id < 1 || id > 255) continue;
            var text = Json.text(attribute.at("/raw/string"));
            long raw = RawValue.of(text, Json.count(attribute.at("/raw/value")));
            if (raw >= 0) {
                drive.smart.put(id, raw);
                drive.rawValues = true;
            }
            var failed = Json.text(attribute.get("when_failed"));
            if (failed.isEmpty() || failed.equals("-")) continue;
            drive.note("%s %s: when_failed %s".formatted(id, Json.text(attribute.get("name")), failed));
            if (!failed.equalsIgnoreCase("past")) drive.predictive = true;
        }
        if (!table.isEmpty() && !drive.rawValues) drive.note("attributes without readable raw values");
    }

    private static long unreadable(JsonNode errors) {
        long unreadable = 0;
        for (var error : errors)
            if (Json.text(error.get("error_description")).startsWith(Drive.UNREADABLE)) unreadable++;
        return unreadable;
    }

    private static void nvme(JsonNode document, Drive drive) {
        var log = document.get("nvme_smart_health_information_log");
        if (log == null || !log.isObject()) return;
        drive.criticalWarning = Math.max(0, Json.count(log.get("critical_warning")));
        drive.sparePercent = Json.count(log.get("available_spare"));
        drive.spareThreshold = Json.count(log.get("available_spare_threshold"));
        drive.usedPercent = Json.count(log.get("percentage_used"));
        drive.mediaErrors = Json.count(log.get("media_errors"));
        if (drive.hours < 0) drive.hours = Json.count(log.get("power_on_hours"));
        drive.rawValues = drive.mediaErrors >= 0;
    }

    private static void scsi(JsonNode document, Drive drive) {
        long grown = Json.count(document.get("scsi_grown_defect_list"));
        if (grown >= 0) {
            drive.smart.put(5, grown);
            drive.rawValues = true;
        }
        for (var counters : document.path("scsi_error_counter_log")) {
            long uncorrected = Json.count(counters.get("total_uncorrected_errors"));
            drive.uncorrected(uncorrected);
            if (uncorrected >= 0) drive.rawValues = true;
        }
        if (drive.usedPercent < 0)
            drive.usedPercent = Json.count(document.get("scsi_percentage_used_endurance_indicator"));
    }

    /** Disks behind a controller share the controller's name. */
    private static String slot(JsonNode document) {
        var name = Json.text(document.at("/device/name"));
        var type = Json.text(document.at("/device/type"));
        return type.indexOf(',') > 0 ? name + " [" + type + "]" : name;
    }

    private static When time(JsonNode document, When file) {
        var seconds = document.at("/local_time/time_t");
        if (!seconds.isIntegralNumber() || seconds.longValue() <= 0 || seconds.longValue() > 32_503_680_000L)
            return file;
        return new When(Instant.ofEpochSecond(seconds.longValue()), Json.text(document.at("/local_time/asctime")), "");
    }

    private static List<String> messages(JsonNode document) {
        var messages = new ArrayList<String>();
        for (var message : document.at("/smartctl/messages")) {
            var text = Json.text(message.get("string"));
            if (!text.isEmpty() && messages.size() < 10)
                messages.add(text.length() > 300 ? text.substring(0, 300) : text);
        }
        return messages;
    }

    /** The parts that decide, as the whole is too long to show. */
    private static String raw(JsonNode document) {
        var raw = new StringBuilder();
        for (var part : List.of(
                "device",
                "model_name",
                "serial_number",
                "smart_status",
                "nvme_smart_health_information_log",
                "scsi_grown_defect_list",
                "scsi_error_counter_log",
                "local_time"))
            if (document.has(part))
                raw.append('"')
                        .append(part)
                        .append("\":")
                        .append(document.get(part))
                        .append('\n');
        for (var attribute : document.at("/ata_smart_attributes/table"))
            if (raw.length() < Origin.RAW_LIMIT && isOfInterest(attribute))
                raw.append(attribute).append('\n');
        return raw.isEmpty() ? document.toString() : raw.toString().strip();
    }

    private static boolean isOfInterest(JsonNode attribute) {
        long id = Json.count(attribute.get("id"));
        return id == 5
                || id == 187
                || id == 197
                || id == 198
                || !Json.text(attribute.get("when_failed")).isEmpty();
    }
}

package tilsyn.decoder.hardware;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Input;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.When;
import tilsyn.fact.Origin;
import tilsyn.fact.PhysicalDisk.State;

/** The lines that smartctl prints of one disk. */
final class SmartctlReport {
    private static final Pattern ASSIGNED = Pattern.compile("([A-Z][\\w ().,/#-]{1,70}?)\\s*(?::| =)\\s+(.*)");
    /** ID, name, flags, value, worst, threshold and the rest. */
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "\\s{0,3}(\\d{1,3}) (\\S+)\\s+(0x[0-9a-f]{4}|[A-Z-]{6})\\s+(\\d{3}|---)\\s+(\\d{3}|---)\\s+(\\d{3}|---)\\s+(.*)");

    private static final Pattern FAULT = Pattern.compile(
            "(?i).*(open device: .* failed|unable to detect device type|inquiry .*failed|identity failed|"
                    + "permission denied|device is in \\w+ mode|mandatory smart command failed|read smart data failed|"
                    + "scsi error|no such device).*");

    private final Input input;
    private final Drive drive = new Drive();
    private final StringBuilder raw = new StringBuilder();
    private String fault = "";
    private String vendor = "";
    private long unreadable;
    private @Nullable When time;

    SmartctlReport(Input input) {
        this.input = input;
    }

    Drive drive() {
        if (!vendor.isEmpty() && !drive.model.startsWith(vendor)) drive.model = (vendor + " " + drive.model).strip();
        vendor = "";
        if (drive.passed != null) drive.state = State.ONLINE;
        drive.couldNotRead(unreadable);
        return drive;
    }

    @Nullable
    When time() {
        return time;
    }

    String raw() {
        return raw.toString().strip();
    }

    String refusal() {
        return fault.isEmpty()
                ? "nothing is said of the disk's health; right would be the output of smartctl -x"
                : "smartctl: " + fault;
    }

    void line(String text) {
        if (text.length() > 2_000) return;
        var attribute = ATTRIBUTE.matcher(text);
        if (attribute.matches()) {
            attribute(
                    Integer.parseInt(attribute.group(1)),
                    attribute.group(2),
                    attribute.group(3).startsWith("0x"),
                    attribute.group(7),
                    text);
            return;
        }
        if (text.startsWith("read:") || text.startsWith("write:") || text.startsWith("verify:")) {
            counters(text);
            return;
        }
        if (text.contains(Drive.UNREADABLE)) {
            unreadable++;
            cite(text);
        }
        var assigned = ASSIGNED.matcher(text);
        if (assigned.matches())
            assigned(assigned.group(1).strip(), assigned.group(2).strip(), text);
        if (fault.isEmpty() && text.length() < 400 && FAULT.matcher(text).matches()) {
            fault = text.strip();
            drive.note(fault);
        }
    }

    private void assigned(String name, String value, String text) {
        switch (name) {
            case "Device Model", "Model Number", "Product", "Device" -> {
                if (drive.model.isEmpty()) drive.model = value;
                cite(text);
            }
            case "Vendor" -> vendor = value;
            case "Serial Number", "Serial number" -> {
                drive.serial = value;
                cite(text);
            }
            case "Local Time is" -> time = WrittenTime.of(value, input);
            case "SMART overall-health self-assessment test result", "SMART Health Status" -> {
                drive.nativeState = value;
                drive.passed = verdict(value);
                cite(text);
            }
            case "SMART support is" -> {
                if (value.startsWith("Unavailable") || value.startsWith("Disabled")) fault = text.strip();
            }
            case "Critical Warning" -> {
                drive.criticalWarning = hex(value);
                cite(text);
            }
            case "Available Spare" -> drive.sparePercent = percent(value);
            case "Available Spare Threshold" -> drive.spareThreshold = percent(value);
            case "Percentage Used", "Percentage used endurance indicator" -> {
                drive.usedPercent = percent(value);
                cite(text);
            }
            case "Media and Data Integrity Errors" -> {
                drive.mediaErrors = whole(value);
                drive.rawValues |= drive.mediaErrors >= 0;
                cite(text);
            }
            case "Power On Hours", "number of hours powered up" -> drive.hours = whole(value);
            case "Accumulated power on time, hours" -> {}
            case "Elements in grown defect list" -> {
                long grown = whole(value);
                if (grown >= 0) {
                    drive.smart.put(5, grown);
                    drive.rawValues = true;
                }
                cite(text);
            }
            default -> {
                if (name.startsWith("Accumulated power on time")) accumulated(text);
            }
        }
    }

    /** Null for words that are neither: a disk without a known verdict isn't healthy. */
    private static @Nullable Boolean verdict(String value) {
        if (value.equals("PASSED") || value.equals("OK")) return true;
        var upper = value.toUpperCase(Locale.ROOT);
        return upper.contains("FAIL") || upper.contains("THRESHOLD EXCEEDED") || upper.contains("IMPENDING")
                ? false
                : null;
    }

    private void accumulated(String text) {
        int colon = text.lastIndexOf(':');
        var before = colon < 0 ? "" : text.substring(0, colon);
        drive.hours = whole(before.substring(Math.max(before.lastIndexOf(' '), before.lastIndexOf(':')) + 1));
    }

    private void attribute(int id, String name, boolean wide, String rest, String text) {
        if (id < 1 || id > 255) return;
        // wide: TYPE UPDATED WHEN_FAILED RAW_VALUE; brief: FAIL RAW_VALUE
        var fields = rest.strip().split("\\s+", wide ? 4 : 2);
        if (fields.length < (wide ? 4 : 2)) return;
        var failed = fields[fields.length - 2];
        long value = RawValue.of(fields[fields.length - 1]);
        if (value >= 0) {
            drive.smart.put(id, value);
            drive.rawValues = true;
        }
        if (id == 9 && drive.hours < 0) drive.hours = value;
        boolean fails = !failed.equals("-");
        if (fails) {
            drive.note("%d %s: when_failed %s".formatted(id, name, failed));
            if (!failed.equalsIgnoreCase("in_the_past") && !failed.equalsIgnoreCase("past")) drive.predictive = true;
        }
        if (fails || id == 5 || id == 187 || id == 197 || id == 198) cite(text);
    }

    /** The last column counts what could not be corrected. */
    private void counters(String text) {
        var fields = text.strip().split("\\s+");
        long uncorrected = Quantity.count(fields[fields.length - 1]);
        if (fields.length < 8 || uncorrected < 0) return;
        drive.uncorrected(uncorrected);
        drive.rawValues = true;
        cite(text);
    }

    private void cite(String text) {
        if (raw.length() < Origin.RAW_LIMIT) raw.append(text).append('\n');
    }

    private static long hex(String value) {
        try {
            return value.startsWith("0x") ? Long.parseLong(value.substring(2).strip(), 16) : 1;
        } catch (NumberFormatException odd) {
            return 1;
        }
    }

    private static long percent(String value) {
        return Quantity.count(value.replace("%", ""));
    }

    /** A count that may be set off by thousands in the words of any country, and be followed by a unit. */
    private static long whole(String value) {
        var digits = new StringBuilder();
        for (int at = 0; at < value.length() && digits.length() < 18; at++) {
            char c = value.charAt(at);
            if (c >= '0' && c <= '9') digits.append(c);
            else if (digits.isEmpty() || !isGroup(value, at)) break;
        }
        return digits.isEmpty() ? -1 : Long.parseLong(digits.toString());
    }

    private static boolean isGroup(String value, int at) {
        if (at + 3 >= value.length()) return false;
        for (int next = at + 1; next <= at + 3; next++) if (!Character.isDigit(value.charAt(next))) return false;
        return at + 4 >= value.length() || !Character.isDigit(value.charAt(at + 4));
    }
}

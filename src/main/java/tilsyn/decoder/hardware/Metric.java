package tilsyn.decoder.hardware;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Quantity;

/**
 * One sample of Prometheus' text format.
 *
 * @param value NaN where the sample says so
 */
record Metric(String name, Map<String, String> labels, double value) {
    private static final int LONGEST = 4_000;
    private static final int MOST_LABELS = 40;

    /** Null when the line is none. */
    static @Nullable Metric of(String line) {
        if (line.length() > LONGEST) return null;
        int at = 0;
        while (at < line.length() && isName(line.charAt(at))) at++;
        if (at == 0 || Character.isDigit(line.charAt(0))) return null;
        var name = line.substring(0, at);
        var labels = new HashMap<String, String>();
        if (at < line.length() && line.charAt(at) == '{') {
            at = labels(line, at + 1, labels);
            if (at < 0) return null;
        }
        var rest = line.substring(at).strip().split("\\s+");
        if (rest.length > 2 || at < line.length() && !Character.isWhitespace(line.charAt(at))) return null;
        var value = value(rest[0]);
        return value == null ? null : new Metric(name, labels, value);
    }

    String label(String key) {
        return labels.getOrDefault(key, "");
    }

    /** A whole number that isn't negative, else -1. */
    long count() {
        return value >= 0 && value < 1e18 && value == Math.rint(value) ? (long) value : -1;
    }

    private static boolean isName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == ':';
    }

    /** Reads up to behind the closing brace; -1 when there is none. */
    private static int labels(String line, int from, Map<String, String> labels) {
        int at = from;
        while (at < line.length()) {
            while (at < line.length() && (line.charAt(at) == ',' || line.charAt(at) == ' ')) at++;
            if (at < line.length() && line.charAt(at) == '}') return at + 1;
            int equals = line.indexOf('=', at);
            if (equals < 0 || equals + 1 >= line.length() || line.charAt(equals + 1) != '"') return -1;
            var value = new StringBuilder();
            int end = quoted(line, equals + 2, value);
            if (end < 0 || labels.size() >= MOST_LABELS) return -1;
            labels.put(line.substring(at, equals).strip(), value.toString());
            at = end;
        }
        return -1;
    }

    private static int quoted(String line, int from, StringBuilder value) {
        for (int at = from; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') return at + 1;
            if (c == '\\' && at + 1 < line.length()) {
                char escaped = line.charAt(++at);
                value.append(escaped == 'n' ? '\n' : escaped);
            } else value.append(c);
        }
        return -1;
    }

    private static @Nullable Double value(String text) {
        return switch (text) {
            case "NaN", "nan", "+Inf", "-Inf", "Inf" -> Double.NaN;
            default -> Quantity.number(text);
        };
    }
}

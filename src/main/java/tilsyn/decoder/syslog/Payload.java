package tilsyn.decoder.syslog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/**
 * What security products say in ArcSight's or QRadar's form:
 * {@code CEF:0|vendor|product|version|event|name|severity|key=value ...} and
 * {@code LEEF:2.0|vendor|product|version|event|delimiter|key=value...}. Real senders leave out escapes, so a value ends where
 * the next key begins, and a backslash that escapes nothing is one.
 *
 * @param event the class or signature id, by which an event is known
 * @param name for people; LEEF has none
 * @param severity 0 to 10 or a word; empty when it states none
 * @param values of the extension; a {@code cs1} that {@code cs1Label} names is there by that name too
 */
record Payload(
        String vendor,
        String product,
        String version,
        String event,
        String name,
        String severity,
        Map<String, String> values) {
    /** Keys of when it happened, or was received by the device that says it. */
    static final List<String> TIMES = List.of("rt", "devTime", "end", "start", "deviceReceiptTime");

    private static final int MOST_VALUES = 200;
    private static final int LONGEST_KEY = 100;
    private static final int LONGEST_DELIMITER = 6;

    /** Whether one begins there. */
    static boolean begins(String text, int at) {
        if (at >= text.length()) return false;
        char first = text.charAt(at);
        return first == 'C' && text.startsWith("CEF:", at) && isVersion(text, at + 4)
                || first == 'L' && text.startsWith("LEEF:", at) && isVersion(text, at + 5);
    }

    private static boolean isVersion(String text, int at) {
        int bar = text.indexOf('|', at);
        return bar > at && bar - at <= 4 && Character.isDigit(text.charAt(at));
    }

    /** What the text says from its beginning, or null when its header is not whole. */
    static @Nullable Payload read(String text) {
        boolean cef = text.startsWith("CEF:");
        int fields = cef ? 7 : 5;
        var header = new ArrayList<String>();
        int at = header(text, fields, header);
        if (header.size() < fields) return null;
        var values = new TreeMap<String, String>();
        if (cef) {
            blanks(text, at, values);
        } else {
            // LEEF 2 names its delimiter, but not all who say 2 do
            int bar = text.startsWith("LEEF:2") ? text.indexOf('|', at) : -1;
            boolean named = bar >= at && bar - at <= LONGEST_DELIMITER;
            int from = named ? bar + 1 : at;
            delimited(text, from, delimiter(text, from, named ? text.substring(at, bar) : ""), values);
        }
        labelled(values);
        return new Payload(
                header.get(1),
                header.get(2),
                header.get(3),
                header.get(4),
                cef ? header.get(5) : "",
                cef ? header.get(6) : values.getOrDefault("sev", ""),
                values);
    }

    /** Takes the fields between bars; gives where the text goes on. */
    private static int header(String text, int fields, List<String> header) {
        var field = new StringBuilder();
        int at = 0;
        for (; at < text.length() && header.size() < fields; at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length() && (text.charAt(at + 1) == '|' || text.charAt(at + 1) == '\\')) {
                field.append(text.charAt(++at));
            } else if (c == '|') {
                header.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (at == text.length() && header.size() == fields - 1)
            header.add(field.toString().strip());
        return at;
    }

    /** {@code ^}, {@code x5E} or {@code 0x5E}; where there is none, a tab, or the bar that some write instead. */
    private static char delimiter(String text, int at, String stated) {
        if (stated.length() == 1) return stated.charAt(0);
        var hex = stated.toLowerCase(Locale.ROOT).replaceFirst("^0?x", "");
        if (!stated.isEmpty() && hex.matches("[0-9a-f]{2,4}")) return (char) Integer.parseInt(hex, 16);
        return text.indexOf('\t', at) < 0 && text.indexOf('|', at) > 0 ? '|' : '\t';
    }

    private static void delimited(String text, int from, char delimiter, Map<String, String> values) {
        int at = from;
        while (at < text.length() && values.size() < MOST_VALUES) {
            int end = text.indexOf(delimiter, at);
            if (end < 0) end = text.length();
            int equals = text.indexOf('=', at);
            if (equals > at && equals < end && equals - at <= LONGEST_KEY)
                values.putIfAbsent(text.substring(at, equals).strip(), unescaped(text, equals + 1, end));
            at = end + 1;
        }
    }

    /** A key is the word right before an equals sign that isn't escaped; its value may hold blanks. */
    private static void blanks(String text, int from, Map<String, String> values) {
        String key = null;
        int value = from;
        for (int at = from; at < text.length() && values.size() < MOST_VALUES; at++) {
            char c = text.charAt(at);
            if (c == '\\') at++;
            if (c != '=') continue;
            int word = at;
            while (word > from && isOfKey(text.charAt(word - 1)) && at - word <= LONGEST_KEY) word--;
            boolean begins = word < at && (word == from || text.charAt(word - 1) == ' ');
            if (!begins) continue;
            if (key != null) values.putIfAbsent(key, unescaped(text, value, Math.max(value, word - 1)));
            key = text.substring(word, at);
            value = at + 1;
        }
        if (key != null && values.size() < MOST_VALUES) values.putIfAbsent(key, unescaped(text, value, text.length()));
    }

    private static boolean isOfKey(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '[' || c == ']' || c == '-';
    }

    private static String unescaped(String text, int from, int to) {
        var part = text.substring(from, to);
        if (part.indexOf('\\') < 0) return part.strip();
        var value = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            char next = i + 1 < part.length() ? part.charAt(i + 1) : 0;
            if (c != '\\') value.append(c);
            else if (next == '\\' || next == '=' || next == '|' || next == ']' || next == '"')
                value.append(part.charAt(++i));
            else if ((next == 'n' || next == 'r') && isLineEnd(part, i)) {
                value.append('\n');
                i++;
            } else value.append(c);
        }
        return value.toString().strip();
    }

    /** A path such as {@code C:\new} is no line end. */
    private static boolean isLineEnd(String part, int backslash) {
        return !(backslash >= 2 && part.charAt(backslash - 1) == ':' && Character.isLetter(part.charAt(backslash - 2)))
                && part.indexOf(":\\") < 0;
    }

    private static void labelled(Map<String, String> values) {
        for (var key : List.copyOf(values.keySet())) {
            if (!key.endsWith("Label") || values.size() >= MOST_VALUES) continue;
            var named = values.get(key.substring(0, key.length() - 5));
            var label = values.get(key);
            if (named != null && label != null && !label.isEmpty()) values.putIfAbsent(label, named);
        }
    }

    /** Low is below 4 and critical from 9, section "Severity" of the format; a word says it in the same steps. */
    Level level() {
        int number = 0;
        if (severity.isEmpty() || severity.length() > 12) return Level.NONE;
        for (int i = 0; i < severity.length(); i++) {
            char c = severity.charAt(i);
            if (c < '0' || c > '9') return word();
            number = Math.min(100, number * 10 + c - '0');
        }
        if (number > 10) return Level.NONE;
        return number <= 3 ? Level.INFO : number <= 6 ? Level.WARNING : number <= 8 ? Level.ERROR : Level.CRITICAL;
    }

    private Level word() {
        return switch (severity.toLowerCase(Locale.ROOT)) {
            case "low" -> Level.INFO;
            case "medium" -> Level.WARNING;
            case "high" -> Level.ERROR;
            case "very-high" -> Level.CRITICAL;
            default -> Level.NONE;
        };
    }

    /**
     * As an event of that product, with {@code vendor}, {@code product}, {@code version}, {@code event} and {@code name}
     * among its data.
     *
     * @param host of the syslog header; where it names none, the device that the extension names
     * @param stated level of the priority, for what states no severity
     */
    LogEvent event(
            String host, Level stated, long sequence, Instant time, Map<String, String> structured, Origin origin) {
        var data = new TreeMap<>(values);
        structured.forEach(data::putIfAbsent);
        data.put("vendor", vendor);
        data.put("product", product);
        data.put("version", version);
        data.put("event", event);
        data.put("name", name);
        var level = level();
        var text = name.isEmpty() ? values.getOrDefault("msg", event) : name;
        return new LogEvent(
                host.isEmpty() ? device() : host,
                LogEvent.SYSLOG,
                (vendor + " " + product).strip(),
                -1,
                level == Level.NONE ? stated : level,
                sequence,
                time,
                data,
                text,
                "",
                origin);
    }

    private String device() {
        for (var key : List.of("dvchost", "deviceHostName", "identHostName", "dhost", "shost", "dvc")) {
            var host = values.getOrDefault(key, "");
            if (!host.isEmpty() && host.length() <= 255 && host.indexOf(' ') < 0) return host;
        }
        return "";
    }
}

package tilsyn.decoder.syslog;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The structured data of RFC 5424, section 6.3: {@code [id name="value" ...]...}.
 *
 * @param end where the line goes on
 * @param values by parameter name; of equal names the first
 * @param sequence {@code sequenceId} of {@code [meta]}, section 7.3.1, or -1
 */
record StructuredData(int end, Map<String, String> values, long sequence) {
    private static final int MOST = 64;

    /** What begins there, or null when it is broken. */
    static @Nullable StructuredData read(String text, int from) {
        if (from < text.length() && text.charAt(from) == '-') return new StructuredData(from + 1, Map.of(), -1);
        if (from >= text.length() || text.charAt(from) != '[') return null;
        var values = new TreeMap<String, String>();
        long sequence = -1;
        int at = from;
        while (at < text.length() && text.charAt(at) == '[') {
            int id = at + 1;
            at = endOfName(text, id);
            if (at == id) return null;
            boolean meta = text.startsWith("meta", id) && at == id + 4;
            while (at < text.length() && text.charAt(at) == ' ') {
                while (at < text.length() && text.charAt(at) == ' ') at++;
                if (at < text.length() && text.charAt(at) == ']') break;
                int name = at;
                at = endOfName(text, name);
                if (at == name || !text.startsWith("=\"", at)) return null;
                var key = text.substring(name, at);
                var value = new StringBuilder();
                at = endOfValue(text, at + 2, value);
                if (at < 0) return null;
                if (values.size() < MOST) values.putIfAbsent(key, value.toString());
                if (meta && key.equals("sequenceId")) sequence = number(value);
            }
            if (at >= text.length() || text.charAt(at) != ']') return null;
            at++;
        }
        return new StructuredData(at, values, sequence);
    }

    private static int endOfName(String text, int from) {
        int at = from;
        while (at < text.length() && at - from < 256) {
            char c = text.charAt(at);
            if (c <= ' ' || c == '=' || c == ']' || c == '"') break;
            at++;
        }
        return at;
    }

    /** Index after the closing quote, or -1 when there is none. */
    private static int endOfValue(String text, int from, StringBuilder value) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') return at + 1;
            if (c == '\\' && at + 1 < text.length() && "\"\\]".indexOf(text.charAt(at + 1)) >= 0) {
                value.append(text.charAt(++at));
            } else {
                value.append(c);
            }
        }
        return -1;
    }

    private static long number(CharSequence text) {
        if (text.isEmpty() || text.length() > 18) return -1;
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') return -1;
            number = number * 10 + c - '0';
        }
        return number;
    }
}

package tilsyn.decoder;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Origin;

/** What PowerShell's Format-List prints: {@code Key : value} a line, long values going on below, an object a block. */
public final class Listing {
    private static final Pattern FIELD = Pattern.compile("([A-Za-z][\\w ]{0,60}?) {0,60}: ?(.{0,8000})");
    private static final int MOST_FIELDS = 200;
    private static final int LONGEST_VALUE = 8_000;
    private static final int LONGEST = 10_000;

    /** Takes one object. */
    public interface Taken {
        /** @param fields by their keys in lower case */
        void block(Map<String, String> fields, Origin origin);
    }

    private Listing() {}

    /** Whether one block among the first lines has all these keys, in lower case. */
    public static boolean hasKeys(Head head, String... keys) {
        if (head.binary() || head.firstChar() == '{' || head.firstChar() == '[' || head.firstChar() == '<')
            return false;
        var seen = new LinkedHashMap<String, String>();
        for (var text : head.text().lines().limit(100).toList()) {
            if (text.isBlank()) seen.clear();
            var field = text.length() > LONGEST ? null : FIELD.matcher(text);
            if (field != null && field.matches()) seen.put(field.group(1).toLowerCase(Locale.ROOT), "");
            if (java.util.Arrays.stream(keys).allMatch(seen::containsKey)) return true;
        }
        return false;
    }

    /** Each block; one that is cut off by the next's first key ends there, too. */
    public static void each(Input input, Taken taken) throws IOException {
        var fields = new LinkedHashMap<String, String>();
        @Nullable Line first = null;
        var last = "";
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text();
                var field = text.length() > LONGEST ? null : FIELD.matcher(text);
                boolean keyed = field != null && field.matches();
                var key = keyed && field != null ? field.group(1).toLowerCase(Locale.ROOT) : "";
                if (first != null && (text.isBlank() || fields.containsKey(key))) {
                    taken.block(fields, input.origin(first));
                    fields.clear();
                    first = null;
                }
                if (keyed && field != null && fields.size() < MOST_FIELDS) {
                    if (first == null) first = line;
                    last = key;
                    fields.put(key, field.group(2).strip());
                } else if (!keyed && first != null && text.startsWith("  "))
                    fields.computeIfPresent(
                            last, (name, value) -> value.length() > LONGEST_VALUE ? value : value + " " + text.strip());
            }
        }
        if (first != null) taken.block(fields, input.origin(first));
    }
}

package tilsyn.source;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tilsyn.decoder.Head;
import tilsyn.decoder.Table;

/** What to say of a file that no decoder knows. */
final class Unknown {
    private static final Map<String, String> BEGINNINGS = new TreeMap<>(Map.of(
            "LPKSHHRH", "a systemd journal in its own binary form; export it with journalctl -o short-iso",
            "7z\u00BC\u00AF\u0027\u001C", "a 7z archive; unpack it, or pack it as zip",
            "Rar!", "a rar archive; unpack it, or pack it as zip",
            "\u00FD7zXZ", "an xz file; unpack it, or pack it as gzip",
            "BZh", "a bzip2 file; unpack it, or pack it as gzip",
            "(\u00B5/\u00FD", "a zstd file; unpack it, or pack it as gzip",
            "%PDF", "a PDF; export it as text, CSV, XML or JSON",
            "PK", "an entry of a zip that can't be opened as one"));
    private static final int TAR_MAGIC_AT = 257;
    private static final int DEEPEST = 60;

    private Unknown() {}

    static String reason(Head head) {
        var start = new String(head.bytes(), 0, Math.min(512, head.bytes().length), StandardCharsets.ISO_8859_1);
        if (start.startsWith("ustar", TAR_MAGIC_AT))
            return "unknown format: a tar archive; unpack it, or pack it as zip";
        return BEGINNINGS.entrySet().stream()
                .filter(known -> start.startsWith(known.getKey()))
                .map(known -> "unknown format: " + known.getValue())
                .findFirst()
                .orElseGet(() -> "unknown format" + oddity(head));
    }

    /** What keeps any decoder from knowing it, if that can be said. */
    private static String oddity(Head head) {
        if (head.binary()) return ": binary";
        char first = head.firstChar();
        if (first == '<' && (head.text().contains("<!DOCTYPE") || head.text().contains("<!ENTITY")))
            return ": it declares a document type (DTD), which is never read; export it without";
        if (first == '{' || first == '[')
            return depth(head.text()) > DEEPEST ? ": JSON nested deeper than %d levels".formatted(DEEPEST) : "";
        var lines = head.lines(1);
        if (!lines.isEmpty()
                && lines.get(0)
                                .chars()
                                .filter(c -> c == ';' || c == ',' || c == '\t')
                                .count()
                        >= Table.MOST_COLUMNS) return ": a table of more than %d columns".formatted(Table.MOST_COLUMNS);
        return "";
    }

    private static int depth(String json) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '{' || c == '[') deepest = Math.max(deepest, ++depth);
            else if (c == '}' || c == ']') depth--;
        }
        return deepest;
    }
}

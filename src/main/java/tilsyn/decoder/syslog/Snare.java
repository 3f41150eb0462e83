package tilsyn.decoder.syslog;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.LevelWords;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/**
 * A Windows event as Snare, NXLog and others send it by syslog: {@code MSWinEventLog}, then fields set off by tabulators, which
 * some relays write as {@code #011}. Its text is Windows' own, in whatever language; the fields that a rule could decide on are
 * not sent. Nor is a record's number taken: what a filter left out would look like a gap.
 */
final class Snare {
    static final String MARK = "MSWinEventLog";
    private static final int MOST = 20;

    private Snare() {}

    static boolean begins(String message) {
        return message.startsWith(MARK)
                && (message.startsWith("\t", MARK.length()) || message.startsWith("#011", MARK.length()));
    }

    /** Null when the fields are not whole. */
    static @Nullable LogEvent event(
            String host, String message, Instant time, Map<String, String> syslog, Origin origin) {
        var fields = message.replace("#011", "\t").split("\t", MOST);
        if (fields.length < 13) return null;
        int id = eventId(fields[5].strip());
        var channel = fields[2].strip();
        if (id < 0 || channel.isEmpty()) return null;
        var data = new TreeMap<>(syslog);
        put(data, "user", fields[7]);
        put(data, "category", fields[11]);
        var computer = fields[10].strip();
        return new LogEvent(
                computer.isEmpty() ? host : computer,
                channel,
                fields[6].strip(),
                id,
                level(fields[9]),
                -1,
                time,
                data,
                (fields.length > 13 && !fields[13].isBlank() ? fields[13] : fields[12]).strip(),
                "",
                origin);
    }

    private static int eventId(String text) {
        if (text.isEmpty() || text.length() > 5) return -1;
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) < '0' || text.charAt(i) > '9') return -1;
        return Integer.parseInt(text) & 0xFFFF;
    }

    private static void put(Map<String, String> data, String name, String value) {
        var bare = value.strip();
        if (!bare.isEmpty() && !bare.equals("N/A")) data.putIfAbsent(name, bare);
    }

    /** What an audit's outcome is says nothing of its level, nor does a word of a language that nobody knows here. */
    private static Level level(String type) {
        var level = LevelWords.of(type);
        return level == null ? Level.NONE : level;
    }
}

package tilsyn.decoder.windows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.TreeMap;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/**
 * An {@code <Event>} as its elements go by, whether they stand as text or as binary XML. What is rendered for people is
 * kept as message only.
 */
final class EventParts {
    static final int DEEPEST = 64;

    private static final String PLAIN = "0000-00-00T00:00:00.0000000Z";
    private static final int MOST_DATA = 256;
    private static final int LONGEST_VALUE = 64 * 1024;

    private final String[] path = new String[DEEPEST];
    private final StringBuilder mixed = new StringBuilder();
    private final Map<String, String> data = new TreeMap<>();
    private int depth;
    private int unnamed;
    private String text = "";
    private String name = "";
    private String provider = "";
    private String id = "";
    private String level = "";
    private String time = "";
    private String record = "";
    private String channel = "";
    private String computer = "";
    private String message = "";

    /** An event that can't be read, and why. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    void open(String element) throws Unreadable {
        if (depth == DEEPEST) throw new Unreadable("expected at most %d levels".formatted(DEEPEST));
        path[depth++] = element;
        forget();
        if (depth == 3) name = "";
    }

    /** Whether an attribute of that name says anything, so that its value is worth being read. */
    static boolean wants(String attribute) {
        return attribute.equals("Name") || attribute.equals("SystemTime");
    }

    /** Of the element opened last. */
    void attribute(String attribute, String value) {
        if (depth != 3) return;
        if (path[2].equals("Data")) {
            if (attribute.equals("Name")) name = value;
        } else if (path[1].equals("System")) {
            if (attribute.equals("Name") && path[2].equals("Provider")) provider = value;
            if (attribute.equals("SystemTime") && path[2].equals("TimeCreated")) time = value;
        }
    }

    void text(String more) {
        if (more.isEmpty()) return;
        if (text.isEmpty() && more.length() <= LONGEST_VALUE) {
            text = more;
            return;
        }
        if (mixed.isEmpty()) mixed.append(text);
        int room = LONGEST_VALUE - mixed.length();
        mixed.append(more, 0, Math.min(Math.max(0, room), more.length()));
        text = "…";
    }

    void close() {
        if (depth >= 3) value(mixed.isEmpty() ? text : mixed.toString());
        depth--;
        forget();
    }

    private void forget() {
        text = "";
        mixed.setLength(0);
    }

    private void value(String value) {
        switch (path[1]) {
            case "System" -> {
                if (depth == 3) system(path[2], value.strip());
            }
            case "EventData" -> {
                if (depth != 3) return;
                if (path[2].equals("Data")) data(name.isEmpty() ? "param" + ++unnamed : name, value);
                if (path[2].equals("Binary")) data("Binary", value);
            }
            case "UserData" -> {
                if (depth > 3 || !value.isBlank()) data(path[depth - 1], value.strip());
            }
            case "RenderingInfo" -> {
                if (depth == 3 && path[2].equals("Message")) message = value.strip();
            }
            default -> {}
        }
    }

    private void system(String element, String value) {
        switch (element) {
            case "EventID" -> id = value;
            case "Level" -> level = value;
            case "EventRecordID" -> record = value;
            case "Channel" -> channel = value;
            case "Computer" -> computer = value;
            default -> {}
        }
    }

    private void data(String field, String value) {
        if (!value.isBlank() && data.size() < MOST_DATA) data.putIfAbsent(field, value);
    }

    /** @throws Unreadable if what went by is no event; the message says what was expected */
    LogEvent event(Origin origin) throws Unreadable {
        return at(instant(), origin.withTime(time, ""));
    }

    /** The same, with the time of its writing if it doesn't say its own. */
    LogEvent event(Origin origin, Instant written) throws Unreadable {
        return time.isEmpty()
                ? at(written, origin.withTime("", "when it was written, as it does not say when it happened"))
                : event(origin);
    }

    private LogEvent at(Instant when, Origin origin) throws Unreadable {
        int eventId = (int) number(id, 0xFFFF);
        if (eventId < 0) throw new Unreadable("expected a number as EventID, found '" + shown(id) + "'");
        int levelNumber = (int) number(level, 255);
        return new LogEvent(
                computer,
                channel.isEmpty() ? Channels.ofProvider(provider) : channel,
                provider,
                eventId,
                levelNumber < 0 ? Level.NONE : Level.ofWindows(levelNumber),
                number(record, Long.MAX_VALUE),
                when,
                data,
                message,
                "",
                origin);
    }

    private Instant instant() throws Unreadable {
        try {
            return isPlain(time) ? plain(time) : Instant.parse(time);
        } catch (DateTimeException none) {
            throw new Unreadable(
                    "expected a time such as 2025-11-10T06:00:00Z as SystemTime, found '" + shown(time) + "'");
        }
    }

    /** Whether it is {@code 2025-11-09T05:00:00.1234567Z}, as nearly all events have it. */
    private static boolean isPlain(String text) {
        if (text.length() != PLAIN.length()) return false;
        for (int i = 0; i < PLAIN.length(); i++) {
            char c = text.charAt(i);
            if (PLAIN.charAt(i) == '0' ? c < '0' || c > '9' : c != PLAIN.charAt(i)) return false;
        }
        return true;
    }

    private static Instant plain(String text) {
        var date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
        var clock = LocalTime.of(
                number(text, 11, 13), number(text, 14, 16), number(text, 17, 19), 100 * number(text, 20, 27));
        return Instant.ofEpochSecond(date.toEpochDay() * 86_400 + clock.toSecondOfDay(), clock.getNano());
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) number = number * 10 + text.charAt(i) - '0';
        return number;
    }

    private static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    /** The number, or -1 when it is none or larger than that. */
    static long number(String text, long most) {
        if (text.isEmpty() || text.length() > 18) return -1;
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') return -1;
            number = number * 10 + c - '0';
        }
        return number <= most ? number : -1;
    }
}

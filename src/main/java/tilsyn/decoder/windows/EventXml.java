package tilsyn.decoder.windows;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Xml;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/** One {@code <Event>} taken apart; what is rendered for people is kept as message only. */
final class EventXml {
    private static final int MOST_DATA = 256;
    private static final int LONGEST_VALUE = 64 * 1024;
    private static final int DEEPEST = 64;

    private final Map<String, String> data = new TreeMap<>();
    private int unnamed;
    private String provider = "";
    private String id = "";
    private String level = "";
    private String time = "";
    private String record = "";
    private String channel = "";
    private String computer = "";
    private String message = "";

    private EventXml() {}

    /** @throws Unreadable if it is no event; the message says what was expected */
    static LogEvent read(String text, Origin origin) throws Unreadable {
        var event = new EventXml();
        try {
            event.read(Xml.reader(text));
        } catch (XMLStreamException broken) {
            throw new Unreadable("expected well-formed XML: " + firstLine(broken.getMessage()));
        }
        return event.event(origin);
    }

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

    private static String firstLine(@Nullable String message) {
        if (message == null) return "broken";
        int line = message.indexOf("Message: ");
        return message.substring(line < 0 ? 0 : line + 9).lines().findFirst().orElse("broken");
    }

    private void read(XMLStreamReader xml) throws XMLStreamException, Unreadable {
        var path = new String[DEEPEST];
        int depth = 0;
        var text = new StringBuilder();
        String name = "";
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (depth == DEEPEST) throw new Unreadable("expected at most %d levels".formatted(DEEPEST));
                    path[depth++] = Xml.local(xml.getLocalName());
                    text.setLength(0);
                    if (depth == 3) name = attributes(xml, path);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    int room = LONGEST_VALUE - text.length();
                    var more = xml.getText();
                    text.append(more, 0, Math.min(Math.max(0, room), more.length()));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    value(path, depth, name, text.toString());
                    depth--;
                    text.setLength(0);
                }
                default -> {}
            }
        }
    }

    /** Takes what attributes say; gives the name of a data field. */
    private String attributes(XMLStreamReader xml, String[] path) {
        if (path[1].equals("System")) {
            if (path[2].equals("Provider")) provider = attribute(xml, "Name");
            if (path[2].equals("TimeCreated")) time = attribute(xml, "SystemTime");
        }
        return path[2].equals("Data") ? attribute(xml, "Name") : "";
    }

    private static String attribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++)
            if (Xml.local(xml.getAttributeLocalName(i)).equals(name)) return xml.getAttributeValue(i);
        return "";
    }

    private void value(String[] path, int depth, String name, String text) {
        if (depth < 3) return;
        switch (path[1]) {
            case "System" -> {
                if (depth == 3) system(path[2], text.strip());
            }
            case "EventData" -> {
                if (depth != 3) return;
                if (path[2].equals("Data")) data(name.isEmpty() ? "param" + ++unnamed : name, text);
                if (path[2].equals("Binary")) data("Binary", text);
            }
            case "UserData" -> {
                if (depth > 3 || !text.isBlank()) data(path[depth - 1], text.strip());
            }
            case "RenderingInfo" -> {
                if (depth == 3 && path[2].equals("Message")) message = text.strip();
            }
            default -> {}
        }
    }

    private void system(String element, String text) {
        switch (element) {
            case "EventID" -> id = text;
            case "Level" -> level = text;
            case "EventRecordID" -> record = text;
            case "Channel" -> channel = text;
            case "Computer" -> computer = text;
            default -> {}
        }
    }

    private void data(String name, String value) {
        if (!value.isEmpty() && data.size() < MOST_DATA) data.putIfAbsent(name, value);
    }

    private LogEvent event(Origin origin) throws Unreadable {
        int eventId = (int) number(id, 0xFFFF);
        if (eventId < 0) throw new Unreadable("expected a number as EventID, found '" + shown(id) + "'");
        if (channel.isEmpty()) channel = Channels.ofProvider(provider);
        int levelNumber = (int) number(level, 255);
        return new LogEvent(
                computer,
                channel,
                provider,
                eventId,
                levelNumber < 0 ? Level.NONE : Level.ofWindows(levelNumber),
                number(record, Long.MAX_VALUE),
                instant(),
                data,
                message,
                "",
                origin.withTime(time, ""));
    }

    private Instant instant() throws Unreadable {
        try {
            return Instant.parse(time);
        } catch (DateTimeException none) {
            throw new Unreadable(
                    "expected a time such as 2025-11-10T06:00:00Z as SystemTime, found '" + shown(time) + "'");
        }
    }

    private static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    /** The number, or -1 when it is none or larger than that. */
    private static long number(String text, long most) {
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

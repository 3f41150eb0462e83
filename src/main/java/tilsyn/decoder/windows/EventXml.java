package tilsyn.decoder.windows;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Xml;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/** One {@code <Event>} as text. */
final class EventXml {
    private EventXml() {}

    static void take(EventTexts.Piece piece, Input input, Sink sink) {
        var origin = input.origin(piece.line(), piece.offset(), piece.text());
        try {
            sink.fact(read(piece.text(), origin));
        } catch (EventParts.Unreadable broken) {
            sink.rejected(origin, broken.reason());
        }
    }

    /** @throws EventParts.Unreadable if it is no event; the message says what was expected */
    static LogEvent read(String text, Origin origin) throws EventParts.Unreadable {
        var parts = new EventParts();
        try {
            read(Xml.reader(text), parts);
        } catch (XMLStreamException broken) {
            throw new EventParts.Unreadable("expected well-formed XML: " + firstLine(broken.getMessage()));
        }
        return parts.event(origin);
    }

    private static void read(XMLStreamReader xml, EventParts parts) throws XMLStreamException, EventParts.Unreadable {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    parts.open(Xml.local(xml.getLocalName()));
                    for (int i = 0; i < xml.getAttributeCount(); i++)
                        parts.attribute(Xml.local(xml.getAttributeLocalName(i)), xml.getAttributeValue(i));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> parts.text(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> parts.close();
                default -> {}
            }
        }
    }

    static String firstLine(@Nullable String message) {
        if (message == null) return "broken";
        int line = message.indexOf("Message: ");
        return message.substring(line < 0 ? 0 : line + 9).lines().findFirst().orElse("broken");
    }
}

package tilsyn.decoder.windows;

import java.io.IOException;
import java.util.List;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;

/**
 * Reads Windows events as XML: what Event Viewer saves below a root, and what {@code wevtutil} prints without one. A file
 * that was cut off gives the events before the cut.
 */
public final class EventXmlDecoder implements Decoder {
    private static final Format FORMAT = new Format(
            "event-xml",
            Family.WINDOWS,
            "Windows events as XML, of wevtutil or Event Viewer",
            "wevtutil qe System /f:xml > HOST-System.xml (likewise Security, Application,"
                    + " \"Microsoft-Windows-Windows Defender/Operational\")",
            List.of("LOG-01", "LOG-03", "LOG-05", "OPS-01", "UPD-03", "AV-01", "AV-02", "AV-03", "HW-02", "BCK-01"));

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Head head) {
        if (head.firstChar() != '<') return false;
        int event = head.text().indexOf("<Event ");
        int plain = head.text().indexOf("<Event>");
        if (event < 0 || plain >= 0 && plain < event) event = plain;
        return event >= 0 && head.text().indexOf("<System>", event) >= 0;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        try (var texts = new EventTexts(input)) {
            for (var piece = texts.next(); piece != null; piece = texts.next()) {
                if (piece.problem().isEmpty()) EventXml.take(piece, input, sink);
                else sink.rejected(input.origin(piece.line(), piece.offset(), piece.text()), piece.problem());
            }
        }
    }
}

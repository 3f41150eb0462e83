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
 * Reads what Event Viewer copies as details of an event, in any language: a block for people, and below it the event as
 * XML, which alone is read.
 */
public final class EventViewerTextDecoder implements Decoder {
    private static final Format FORMAT = new Format(
            "eventviewer-details",
            Family.WINDOWS,
            "Details of an event as copied from Event Viewer, in any language",
            "Event Viewer > the event > Copy > Copy details as text, pasted into HOST-event.txt",
            List.of("OPS-01", "HW-02"));
    private static final String XML = "<Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\"";
    private static final int FEWEST_LABELS = 4;

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary() || head.firstChar() == '<') return false;
        int event = head.text().indexOf(XML);
        if (event < 0 || head.text().indexOf("<System>", event) < 0) return false;
        return head.lines(FEWEST_LABELS).stream()
                        .filter(EventViewerTextDecoder::isLabelled)
                        .count()
                == FEWEST_LABELS;
    }

    /** A word or three and a colon. */
    private static boolean isLabelled(String line) {
        int colon = line.indexOf(':');
        return colon > 1
                && colon < 30
                && line.chars().limit(colon).allMatch(c -> Character.isLetter(c) || " -'’\u00A0".indexOf(c) >= 0);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        try (var texts = new EventTexts(input)) {
            for (var piece = texts.next(); piece != null; piece = texts.next()) {
                if (piece.problem().isEmpty()) EventXml.take(piece, input, sink);
                else if (isLabelled(piece.text().strip())) sink.ignored("block for people");
                else sink.rejected(input.origin(piece.line(), piece.offset(), piece.text()), piece.problem());
            }
        }
    }
}

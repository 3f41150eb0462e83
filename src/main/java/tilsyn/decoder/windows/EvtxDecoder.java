package tilsyn.decoder.windows;

import java.io.IOException;
import java.util.List;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;

/** Knows Windows' own log files by their mark, to say how to export them so that they can be read. */
public final class EvtxDecoder implements Decoder {
    private static final String EXPORT = "wevtutil qe FILE.evtx /lf:true /f:xml > FILE.xml";
    private static final Format FORMAT = new Format(
            "evtx", Family.WINDOWS, "Windows event log file (EVTX), known but not read yet", EXPORT, List.of());

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Head head) {
        var bytes = head.bytes();
        var mark = "ElfFile\0";
        if (bytes.length < mark.length()) return false;
        for (int i = 0; i < mark.length(); i++) if (bytes[i] != mark.charAt(i)) return false;
        return true;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        sink.rejected(input.origin(1, 0, ""), "EVTX: export as XML with " + EXPORT);
    }
}

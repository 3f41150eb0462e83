package tilsyn.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;

/** Counts what a decoder hands on, and remembers a fault behind it even if the decoder swallows it. */
final class Counted implements Sink {
    private static final Logger LOG = LoggerFactory.getLogger(Counted.class);

    private final Sink sink;
    private long received;
    private @Nullable RuntimeException fault;

    Counted(Sink sink) {
        this.sink = sink;
    }

    /** Lets the decoder read the input into this; gives why it did not come to its end, empty when it did. */
    String take(Decoder decoder, Input input) {
        try {
            decoder.decode(input, this);
            throwFault();
            return "";
        } catch (IOException broken) {
            throwFault();
            return "could not be read to its end: " + Folder.said(broken);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError broken) {
            throwFault();
            LOG.error("decoding {} failed", input.file(), broken);
            return "could not be decoded to its end, which is our own fault: " + broken;
        }
    }

    @Override
    public void fact(Fact fact) {
        received++;
        guarded(() -> sink.fact(fact));
    }

    @Override
    public void ignored(String why) {
        received++;
        guarded(() -> sink.ignored(why));
    }

    @Override
    public void rejected(Origin origin, String reason) {
        received++;
        guarded(() -> sink.rejected(origin, reason));
    }

    @Override
    public void end() {
        guarded(sink::end);
    }

    private void guarded(Runnable handing) {
        throwFault();
        try {
            handing.run();
        } catch (RuntimeException broken) {
            fault = broken;
            throw broken;
        }
    }

    long received() {
        return received;
    }

    void throwFault() {
        if (fault != null) throw fault;
    }
}

package tilsyn.source;

import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Sink;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;

/** Counts what a decoder hands on, and remembers a fault behind it even if the decoder swallows it. */
final class Counted implements Sink {
    private final Sink sink;
    private long received;
    private @Nullable RuntimeException fault;

    Counted(Sink sink) {
        this.sink = sink;
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

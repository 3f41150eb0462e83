package tilsyn.source;

import java.util.TreeMap;
import tilsyn.decoder.FactJson;
import tilsyn.decoder.Sink;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/**
 * Gives what a sender says to the host that its certificate speaks for, whichever host it claims to be; an event keeps the
 * claim as its field {@value #CLAIMED}. So no machine can say that another is well.
 */
final class Certified implements Sink {
    static final String CLAIMED = "claimed_host";

    private final Sink sink;
    private final String host;

    Certified(Sink sink, String host) {
        this.sink = sink;
        this.host = host;
    }

    @Override
    public void fact(Fact fact) {
        sink.fact(fact.host().equals(host) ? fact : ofHost(fact));
    }

    private Fact ofHost(Fact fact) {
        var moved = FactJson.restored(fact.type(), FactJson.stored(fact), host, fact.origin());
        if (!(moved instanceof LogEvent event)) return moved;
        var data = new TreeMap<>(event.data());
        data.put(CLAIMED, fact.host());
        return new LogEvent(
                host,
                event.channel(),
                event.provider(),
                event.eventId(),
                event.level(),
                event.recordId(),
                event.time(),
                data,
                event.message(),
                event.signature(),
                event.origin());
    }

    @Override
    public void ignored(String why) {
        sink.ignored(why);
    }

    @Override
    public void rejected(Origin origin, String reason) {
        sink.rejected(origin, reason);
    }

    @Override
    public void end() {
        sink.end();
    }
}

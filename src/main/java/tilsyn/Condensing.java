package tilsyn;

import tilsyn.decoder.Sink;
import tilsyn.derive.Condenser;
import tilsyn.derive.Signatures;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;

/** Stands between a decoder and the store, and condenses log events on their way. */
final class Condensing implements Sink {
    private final Sink store;
    private final Condenser condenser;

    Condensing(Sink store, Signatures signatures) {
        this.store = store;
        this.condenser = new Condenser(signatures, store::fact);
    }

    @Override
    public void fact(Fact fact) {
        condenser.take(fact);
    }

    @Override
    public void ignored(String why) {
        store.ignored(why);
    }

    @Override
    public void rejected(Origin origin, String reason) {
        store.rejected(origin, reason);
    }

    @Override
    public void end() {
        condenser.close();
        store.end();
    }
}

package tilsyn;

import tilsyn.decoder.Sink;
import tilsyn.derive.Condenser;
import tilsyn.derive.Signatures;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;
import tilsyn.rule.MaskedReading;

/** Stands between a decoder and the store: sees what must be masked of each line, and condenses log events on their way. */
public final class Condensing implements Sink {
    private final Sink store;
    private final Condenser condenser;
    private final MaskedReading masking;

    public Condensing(Sink store, Signatures signatures, MaskedReading masking) {
        this.store = store;
        this.masking = masking;
        masking.begin();
        this.condenser = new Condenser(signatures, store::fact);
    }

    @Override
    public void fact(Fact fact) {
        masking.read(fact.origin().raw());
        condenser.take(fact);
    }

    @Override
    public void ignored(String why) {
        store.ignored(why);
    }

    @Override
    public void rejected(Origin origin, String reason) {
        masking.read(origin.raw());
        store.rejected(origin, reason);
    }

    @Override
    public void end() {
        condenser.close();
        store.end();
    }
}

package tilsyn.source;

import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.ExchangeHelper;

/** What routes that listen can do with a batch: hand it to whom keeps it. Known to them as the bean {@code feed}. */
public final class Feed {
    /** Takes batches in the order of each connection. */
    public interface Taker {
        /** Returns once there is room for it; until then whoever sends it is held back. */
        void take(Batch batch) throws InterruptedException;
    }

    private final Taker taker;
    private final Clock clock;

    Feed(Taker taker, Clock clock) {
        this.taker = taker;
        this.clock = clock;
    }

    public void take(Exchange exchange) throws InterruptedException, InvalidPayloadException {
        var framed = exchange.getMessage().getMandatoryBody(SyslogStream.Framed.class);
        taker.take(new Batch(
                ExchangeHelper.getRouteId(exchange),
                framed.peer(),
                framed.host(),
                framed.bytes(),
                framed.messages(),
                clock.instant()));
    }
}

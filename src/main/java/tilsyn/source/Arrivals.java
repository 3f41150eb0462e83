package tilsyn.source;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.fact.FileRead;
import tilsyn.store.Intake;

/** What routes can do with a file: recognise, decode, reject. Known to them as the bean {@code arrivals}. */
public final class Arrivals {
    /** Header by which a route gives files their zone of local times. */
    static final String ZONE = "zone";

    static final String FAMILY = "family";
    static final String FORMAT = "format";
    static final String FILE = "file";
    static final String DELIVERY = "delivery";

    private final Intake intake;
    private final Settings settings;
    private final UnaryOperator<Sink> between;
    private final Function<Head, Optional<Decoder>> decoders;
    private @Nullable RuntimeException fault;

    /** @param between makes for each input what stands between its decoder and the store */
    Arrivals(
            Intake intake, Settings settings, UnaryOperator<Sink> between, Function<Head, Optional<Decoder>> decoders) {
        this.between = between;
        this.decoders = decoders;
        this.intake = intake;
        this.settings = settings;
    }

    /** Finds out what the file holds, and sets the headers {@code family} and {@code format}. */
    public void recognise(Exchange exchange) throws NotTaken {
        var decoder = delivery(exchange).recognised(decoders);
        exchange.getMessage().setHeader(FAMILY, decoder.format().family().word());
        exchange.getMessage().setHeader(FORMAT, decoder.format().id());
    }

    /** Reads the file into the store; whatever the decoder does, the file is accounted for. */
    public synchronized void decode(Exchange exchange) throws NotTaken {
        var delivery = delivery(exchange);
        var decoder = delivery.decoder().orElseThrow(() -> new NotTaken("a route decodes it before it recognises it"));
        var input = inZone(delivery.input().orElseThrow(), exchange);
        if (!delivery.settle()) return;
        try {
            decode(input, decoder, delivery, ExchangeHelper.getRouteId(exchange));
        } catch (RuntimeException ours) {
            fault = ours;
            throw ours;
        }
    }

    private void decode(Input input, Decoder decoder, Delivery delivery, String route) {
        var arrival = intake.begin(input.file(), input.sha256(), delivery.bytes(), input.received());
        var counted = new Counted(between.apply(arrival));
        var problem = counted.take(decoder, input);
        if (!problem.isEmpty()) counted.rejected(delivery.whole(settings.received()), problem);
        counted.end();
        var read = arrival.done(decoder.format().id(), route, problem);
        if (read.received() != counted.received())
            throw new IllegalStateException("%s: received %d records, accounted for %d"
                    .formatted(input.file(), counted.received(), read.received()));
    }

    /** Keeps the file with the reason why it could not be taken, and counts it. */
    public synchronized void reject(Exchange exchange) {
        if (fault != null) return;
        var delivery = delivery(exchange);
        reject(delivery, reason(delivery, caught(exchange)));
    }

    /** For what the routes let go without decoding or rejecting it. */
    synchronized void end(Exchange exchange) {
        if (fault != null) return;
        var thrown = exchange.getException() == null ? caught(exchange) : exchange.getException();
        var delivery = delivery(exchange);
        reject(delivery, thrown == null ? "left out by a route" : reason(delivery, thrown));
    }

    private void reject(Delivery delivery, String reason) {
        if (!delivery.settle()) return;
        try {
            var arrival = intake.begin(delivery.file(), delivery.sha256(), delivery.bytes(), settings.received());
            if (delivery.isEmpty()) arrival.ignored(reason);
            else arrival.rejected(delivery.whole(settings.received()), reason);
            FileRead ignored = arrival.done(delivery.format(), "", reason);
        } catch (RuntimeException ours) {
            fault = ours;
            throw ours;
        }
    }

    private static @Nullable Throwable caught(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }

    private static String reason(Delivery delivery, @Nullable Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotTaken notTaken) return notTaken.reason();
            if (cause instanceof DirectConsumerNotAvailableException)
                return delivery.decoder()
                        .map(decoder -> "no route for family "
                                + decoder.format().family().word())
                        .orElse("a route leads to none");
        }
        var last = thrown;
        while (last != null && last.getCause() != null) last = last.getCause();
        return "a route failed: " + last;
    }

    /** What went wrong with the store or with us, after which nothing more can be taken. */
    synchronized void throwFault() {
        if (fault != null) throw fault;
    }

    private static Input inZone(Input input, Exchange exchange) throws NotTaken {
        var zone = exchange.getMessage().getHeader(ZONE, String.class);
        if (zone == null) return input;
        try {
            return new Input(
                    input.file(),
                    input.opener(),
                    input.sha256(),
                    input.modified(),
                    input.received(),
                    ZoneId.of(zone),
                    "zone " + zone + " from route " + ExchangeHelper.getRouteId(exchange));
        } catch (DateTimeException unknown) {
            throw new NotTaken("its route gives the zone '%s', which is none".formatted(zone));
        }
    }

    private static Delivery delivery(Exchange exchange) {
        return Objects.requireNonNull(
                exchange.getProperty(DELIVERY, Delivery.class), "a file that did not come by folder:input");
    }
}

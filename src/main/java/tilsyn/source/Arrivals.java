package tilsyn.source;

import java.io.IOException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.fact.FileRead;
import tilsyn.fact.Origin;
import tilsyn.store.Intake;

/** What routes can do with a file: recognise, decode, reject. Known to them as the bean {@code arrivals}. */
public final class Arrivals {
    /** Header by which a route gives files their zone of local times. */
    static final String ZONE = "zone";

    static final String FAMILY = "family";
    static final String FORMAT = "format";
    static final String FILE = "file";
    static final String DELIVERY = "delivery";

    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
    private static final int RAW_SHOWN = 200;

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
        var delivery = delivery(exchange);
        if (!delivery.problem().isEmpty()) throw new NotTaken(delivery.problem());
        if (delivery.bytes() == 0) throw new NotTaken("empty file");
        var head = delivery.head().orElseThrow();
        var decoder = decoder(head).orElseThrow(() -> new NotTaken(Unknown.reason(head)));
        delivery.recognised(decoder);
        exchange.getMessage().setHeader(FAMILY, decoder.format().family().word());
        exchange.getMessage().setHeader(FORMAT, decoder.format().id());
    }

    private Optional<Decoder> decoder(Head head) throws NotTaken {
        try {
            return decoders.apply(head);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError broken) {
            LOG.error("recognising {} failed", head.name(), broken);
            throw new NotTaken("could not be recognised, which is our own fault: " + broken);
        }
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
        var problem = "";
        try {
            decoder.decode(input, counted);
        } catch (IOException broken) {
            problem = "could not be read to its end: " + Folder.said(broken);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError broken) {
            counted.throwFault();
            LOG.error("decoding {} failed", input.file(), broken);
            problem = "could not be decoded to its end, which is our own fault: " + broken;
        }
        counted.throwFault();
        if (!problem.isEmpty()) counted.rejected(whole(delivery), problem);
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
            if (delivery.input().isPresent() && delivery.bytes() == 0) arrival.ignored(reason);
            else arrival.rejected(whole(delivery), reason);
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

    private Origin whole(Delivery delivery) {
        var beginning = delivery.head()
                .filter(head -> !head.binary())
                .map(head -> head.text().lines().findFirst().orElse(""))
                .orElse("");
        var raw = beginning.substring(0, Math.min(RAW_SHOWN, beginning.length()));
        return new Origin(delivery.file(), 1, 0, delivery.sha256(), raw, "", "", settings.received());
    }
}

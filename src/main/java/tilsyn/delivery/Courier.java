package tilsyn.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tilsyn.store.TicketBook;

/** Delivers, reads back, does what people order and lays out how tickets stand, in a thread of its own until it is closed. */
public final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration LISTENS_EVERY = Duration.ofMinutes(5);
    private static final long STOPS_WITHIN_S = 30;

    private final TicketBook tickets;
    private final Deliveries deliveries;
    private final Path data;
    private final Clock clock;
    private final ScheduledExecutorService thread;
    private long published = -1;
    private @Nullable Instant listened;

    private Courier(TicketBook tickets, List<Connector> connectors, Path data, Clock clock) {
        this.tickets = tickets;
        this.deliveries = new Deliveries(tickets, connectors);
        this.data = data;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "courier"));
    }

    /**
     * Starts it.
     *
     * @param every between two passes
     */
    public static Courier start(
            TicketBook tickets, List<Connector> connectors, Path data, Clock clock, Duration every) {
        var courier = new Courier(tickets, connectors, data, clock);
        courier.thread.scheduleWithFixedDelay(courier::safely, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        return courier;
    }

    /** Names of the connectors, for {@link TicketBook#follow}. */
    public List<String> names() {
        return deliveries.names();
    }

    /** A pass that fails is told and tried again; it ends nothing. */
    private void safely() {
        try {
            pass();
        } catch (IOException | RuntimeException broken) {
            LOG.error("tickets can't be delivered now: {}", broken.getMessage(), broken);
        }
    }

    private void pass() throws IOException {
        var now = clock.instant();
        Desk.obey(tickets, data, names(), now);
        deliveries.deliver(now);
        var last = listened;
        if (last == null || now.isBefore(last) || !now.isBefore(last.plus(LISTENS_EVERY))) {
            listened = now;
            for (var problem : deliveries.hear(now)) LOG.warn("not read back: {}", problem);
        }
        long version = tickets.version();
        if (version == published) return;
        Desk.publish(Desk.pages(tickets, names()), data);
        published = version;
    }

    /** Returns when the pass under way has ended, or after half a minute. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOPS_WITHIN_S, TimeUnit.SECONDS)) thread.shutdownNow();
        } catch (InterruptedException stopped) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}

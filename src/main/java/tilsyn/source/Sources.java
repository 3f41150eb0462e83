package tilsyn.source;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Decoders;
import tilsyn.decoder.Head;
import tilsyn.decoder.Sink;
import tilsyn.store.Intake;

/**
 * Reads a folder, zip or file by the routes of a folder, into the store. One bad file never stops the others; a broken
 * store does.
 */
public final class Sources implements AutoCloseable {
    private final DefaultCamelContext camel;
    private final FolderComponent folder = new FolderComponent();
    private final Arrivals arrivals;
    private final Contents contents;

    private Sources(
            Settings settings,
            Intake intake,
            UnaryOperator<Sink> between,
            Progress progress,
            Bounds bounds,
            Function<Head, Optional<Decoder>> decoders) {
        this.contents = new Contents(settings, progress, bounds);
        this.arrivals = new Arrivals(intake, settings, between, decoders);
        this.camel = new DefaultCamelContext(false);
    }

    /**
     * Starts the routes.
     *
     * @param between makes for each input what stands between its decoder and the store, such as a condenser of logs
     * @throws RoutesBroken if they can't be used
     */
    public static Sources open(
            Path routes, Settings settings, Intake intake, UnaryOperator<Sink> between, Progress progress) {
        return open(routes, settings, intake, between, progress, Bounds.USUAL, Decoders::of);
    }

    static Sources open(
            Path routes,
            Settings settings,
            Intake intake,
            UnaryOperator<Sink> between,
            Progress progress,
            Bounds bounds,
            Function<Head, Optional<Decoder>> decoders) {
        var sources = new Sources(settings, intake, between, progress, bounds, decoders);
        try {
            sources.start(routes);
        } catch (RuntimeException broken) {
            sources.close();
            throw broken;
        }
        return sources;
    }

    private void start(Path routes) {
        camel.disableJMX();
        camel.setSourceLocationEnabled(true);
        camel.getShutdownStrategy().setTimeout(1);
        camel.getRegistry().bind("arrivals", arrivals);
        camel.addComponent("folder", folder);
        camel.getComponent("direct", DirectComponent.class).setBlock(false);
        camel.build();
        Routes.start(RouteFiles.read(routes), Routes.Purpose.READING, camel);
    }

    /** Reads all that is there; what became of it is in the store's accounting when this returns. */
    public void run() {
        contents.each(this::hand);
    }

    private void hand(Delivery delivery) {
        try {
            folder.hand(delivery, arrivals);
        } catch (RuntimeException broken) {
            throw broken;
        } catch (Exception broken) {
            throw new IllegalStateException(delivery.file() + " could not be handed to the routes", broken);
        }
        arrivals.throwFault();
    }

    @Override
    public void close() {
        camel.stop();
    }
}

package tilsyn.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Decoders;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
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
    private final Settings settings;
    private final Progress progress;
    private final Bounds bounds;
    private final AtomicLong expanded = new AtomicLong();
    private Meter meter = new Meter(Progress.NONE, 0, 0);

    private Sources(
            Settings settings,
            Intake intake,
            UnaryOperator<Sink> between,
            Progress progress,
            Bounds bounds,
            Function<Head, Optional<Decoder>> decoders) {
        this.settings = settings;
        this.progress = progress;
        this.bounds = bounds;
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
        Routes.start(routes, camel);
    }

    /** Reads all that is there; what became of it is in the store's accounting when this returns. */
    public void run() {
        var files = Folder.list(settings.input(), bounds);
        meter = new Meter(
                progress,
                files.size(),
                files.stream().mapToLong(Folder.Listed::bytes).sum());
        for (var file : files) {
            meter.begin(file.name());
            read(file);
            meter.done(file.bytes());
        }
        meter.end();
    }

    private void read(Folder.Listed file) {
        var refused = file.refused();
        if (refused != null) {
            hand(new Met.Unreadable(file.name(), refused));
            return;
        }
        var bytes = meter.over(() -> Folder.open(file.path()));
        try {
            byte[] magic;
            try (var in = bytes.open()) {
                magic = in.readNBytes(4);
            }
            if (Zip.is(magic)) new Zip(bounds, settings.zone(), expanded).read(file.name(), file.path(), 1, this::hand);
            else {
                var opener = Gzip.is(magic) ? Gzip.opener(bytes, file.bytes(), bounds, expanded) : bytes;
                hand(new Met.Readable(file.name(), bytes, opener, file.modified(), -1, file.bytes()));
            }
        } catch (IOException broken) {
            hand(new Met.Unreadable(file.name(), "can't be read: " + Folder.said(broken)));
        }
    }

    private void hand(Met met) {
        try {
            folder.hand(delivery(met), arrivals);
        } catch (RuntimeException broken) {
            throw broken;
        } catch (Exception broken) {
            throw new IllegalStateException(met.name() + " could not be handed to the routes", broken);
        }
        arrivals.throwFault();
    }

    private Delivery delivery(Met met) {
        if (met instanceof Met.Unreadable unreadable) return Delivery.unreadable(met.name(), unreadable.reason());
        var file = (Met.Readable) met;
        var crc = new CRC32();
        try (var in = new DigestInputStream(new CheckedInputStream(file.packed().open(), crc), sha256())) {
            long bytes = in.transferTo(java.io.OutputStream.nullOutputStream());
            if (file.crc() >= 0 && file.crc() != crc.getValue())
                return Delivery.unreadable(met.name(), "damaged: its checksum is not the one that the zip states");
            var hash = HexFormat.of().formatHex(in.getMessageDigest().digest());
            var input = new Input(
                    file.name(),
                    file.opener(),
                    hash,
                    file.modified(),
                    settings.received(),
                    settings.zone(),
                    settings.zoneNote());
            return Delivery.of(input, bytes, head(input));
        } catch (IOException broken) {
            return Delivery.unreadable(met.name(), "can't be read: " + Folder.said(broken));
        }
    }

    /** Of a file that is cut off, what can be read is worth reading. */
    private static Head head(Input input) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (InputStream in = input.open()) {
            var buffer = new byte[8192];
            for (int read = in.read(buffer); read > 0 && bytes.size() < Head.LIMIT; read = in.read(buffer))
                bytes.write(buffer, 0, Math.min(read, Head.LIMIT - bytes.size()));
        } catch (IOException broken) {
            if (bytes.size() == 0) throw broken;
        }
        return Head.of(input.file(), bytes.toByteArray());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public void close() {
        camel.stop();
    }
}

package tilsyn.source;

import io.netty.channel.ChannelHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.component.netty.ChannelHandlerFactory;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** Listens to senders of syslog by the routes of a folder, until it is closed. */
public final class Listeners implements AutoCloseable {
    /** Connections of a listener: those that are open, and those that were closed as there were too many. */
    public record Connected(String source, int open, long refused) {}

    private final DefaultCamelContext camel = new DefaultCamelContext(false);
    private final Setup setup;
    private final SyslogStream.Shared shared;

    /**
     * @param address of this machine, and one that only this machine reaches: what is listened to here is neither encrypted
     *     nor does anybody log in
     * @param port for syslog, UDP and TCP
     * @param tls where to listen with TLS; null for nowhere
     * @param drops folders to watch, maybe none
     * @param tails growing files to read, maybe none
     * @param topics of Kafka to read, maybe none
     */
    public record Setup(
            String address,
            int port,
            @Nullable Tls tls,
            Drops drops,
            Tails tails,
            Topics topics,
            Feed.Taker taker,
            Clock clock) {}

    private Listeners(Setup setup, SyslogStream.Shared shared) {
        this.setup = setup;
        this.shared = shared;
    }

    /**
     * Starts the routes; when this returns they listen.
     *
     * @throws RoutesBroken if they can't be used
     * @throws IllegalArgumentException if others can reach the address, or TLS can't be set up
     */
    public static Listeners open(RouteFiles routes, Setup setup) {
        requireLoopback(setup.address());
        return opened(routes, setup, SyslogStream.Shared.usual());
    }

    private static Listeners opened(RouteFiles routes, Setup setup, SyslogStream.Shared shared) {
        var listeners = new Listeners(setup, shared);
        try {
            listeners.prepare();
            Routes.start(routes, Routes.Purpose.LISTENING, listeners.camel);
        } catch (RuntimeException broken) {
            listeners.close();
            throw broken;
        }
        return listeners;
    }

    /**
     * Starts other routes in place of these, which must be closed.
     *
     * @throws RoutesBroken if they can't be used
     */
    public Listeners again(RouteFiles routes) {
        return opened(routes, setup, shared);
    }

    /**
     * Looks at other routes, and starts none.
     *
     * @throws RoutesBroken if they can't be used
     */
    public void check(RouteFiles routes) {
        try (var others = new Listeners(setup, shared)) {
            others.prepare();
            Routes.check(routes, Routes.Purpose.LISTENING, others.camel);
        }
    }

    /** @throws IllegalArgumentException if others can reach the address */
    public static void requireLoopback(String address) {
        try {
            if (InetAddress.getByName(address).isLoopbackAddress()) return;
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("there is no address '" + address + "'", unknown);
        }
        throw new IllegalArgumentException(
                "%s can be reached by others, and this is neither encrypted nor does anybody log in. Right would be 127.0.0.1; for others there is tls."
                        .formatted(address));
    }

    private void prepare() {
        var tls = setup.tls();
        camel.disableJMX();
        camel.setSourceLocationEnabled(true);
        camel.getShutdownStrategy().setTimeout(10);
        var properties = new Properties();
        properties.setProperty("address", setup.address());
        properties.setProperty("syslog", Integer.toString(setup.port()));
        properties.setProperty("tls", Boolean.toString(tls != null));
        properties.setProperty("tls.address", tls == null ? setup.address() : tls.address());
        properties.setProperty("tls.port", Integer.toString(tls == null ? 0 : tls.port()));
        properties.setProperty("drop", Boolean.toString(!setup.drops().isEmpty()));
        properties.setProperty("kafka", Boolean.toString(!setup.topics().isEmpty()));
        properties.setProperty("tail", Boolean.toString(!setup.tails().isEmpty()));
        camel.getPropertiesComponent().setInitialProperties(properties);
        camel.getRegistry().bind("feed", new Feed(setup.taker(), setup.clock()));
        camel.getRegistry().bind("drop", setup.drops());
        camel.getRegistry().bind("tail", setup.tails());
        camel.getRegistry().bind("kafka", setup.topics());
        camel.getRegistry().bind("tls", new Context(tls == null ? null : tls.context()));
        camel.getRegistry()
                .bind(
                        "syslogStream",
                        each(() -> new SyslogStream(shown -> tls == null ? "" : tls.host(shown), shared)));
        camel.getRegistry().bind("syslogDatagrams", each(() -> new SyslogDatagrams(setup.clock())));
        camel.build();
    }

    /** One of each listener for connections. */
    public List<Connected> connections() {
        return List.of(connected("syslog-tcp", shared.plain()), connected("syslog-tls", shared.encrypted()));
    }

    private static Connected connected(String source, Connections connections) {
        return new Connected(source, connections.open(), connections.refused());
    }

    /** What Camel asks for TLS. */
    private static final class Context extends SSLContextParameters {
        private final @Nullable SSLContext context;

        Context(@Nullable SSLContext context) {
            this.context = context;
        }

        @Override
        public SSLContext createSSLContext(CamelContext camel) throws GeneralSecurityException, IOException {
            return context == null ? super.createSSLContext(camel) : context;
        }
    }

    private static ChannelHandlerFactory each(Supplier<ChannelHandler> handler) {
        return new DefaultChannelHandlerFactory() {
            @Override
            public ChannelHandler newChannelHandler() {
                return handler.get();
            }
        };
    }

    /** Takes nothing more; returns once what was taken has been handed on. */
    @Override
    public void close() {
        camel.stop();
    }
}

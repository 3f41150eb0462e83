package tilsyn.source;

import io.netty.channel.ChannelHandler;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.camel.component.netty.ChannelHandlerFactory;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;
import org.apache.camel.impl.DefaultCamelContext;

/** Listens to senders of syslog by the routes of a folder, until it is closed. */
public final class Listeners implements AutoCloseable {
    private final DefaultCamelContext camel = new DefaultCamelContext(false);

    private Listeners() {}

    /**
     * Starts the routes; when this returns they listen.
     *
     * @param address of this machine, and one that only this machine reaches: what is listened to here is neither encrypted
     *     nor does anybody log in
     * @param port for syslog, UDP and TCP
     * @throws RoutesBroken if they can't be used
     * @throws IllegalArgumentException if others can reach the address
     */
    public static Listeners open(Path routes, String address, int port, Feed.Taker taker, Clock clock) {
        requireLoopback(address);
        var listeners = new Listeners();
        try {
            listeners.start(routes, address, port, new Feed(taker, clock));
        } catch (RuntimeException broken) {
            listeners.close();
            throw broken;
        }
        return listeners;
    }

    /** @throws IllegalArgumentException if others can reach the address */
    public static void requireLoopback(String address) {
        try {
            if (InetAddress.getByName(address).isLoopbackAddress()) return;
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("there is no address '" + address + "'", unknown);
        }
        throw new IllegalArgumentException(
                "%s can be reached by others, and syslog and HTTP here know neither TLS nor login. Right would be 127.0.0.1."
                        .formatted(address));
    }

    private void start(Path routes, String address, int port, Feed feed) {
        camel.disableJMX();
        camel.setSourceLocationEnabled(true);
        camel.getShutdownStrategy().setTimeout(10);
        var properties = new Properties();
        properties.setProperty("address", address);
        properties.setProperty("syslog", Integer.toString(port));
        camel.getPropertiesComponent().setInitialProperties(properties);
        camel.getRegistry().bind("feed", feed);
        camel.getRegistry().bind("syslogStream", each(SyslogStream::new));
        camel.getRegistry().bind("syslogDatagrams", each(SyslogDatagrams::new));
        camel.build();
        Routes.start(routes, Routes.Purpose.LISTENING, camel);
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

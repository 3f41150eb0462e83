package tilsyn.source;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.Certificate;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the messages of one connection, octets counted or ended by LF, also both in turn (RFC 6587), and hands them on in
 * batches: what one reading of the socket brought, or as much as a batch holds.
 */
final class SyslogStream extends ByteToMessageDecoder {
    private static final int LONGEST_COUNT = 7;
    /** What one connection may make us hold; senders of syslog stop far below. */
    static final int LONGEST = 1 << 16;

    /**
     * What a handler hands to the route; the peer is known here alone.
     *
     * @param host that the peer's certificate speaks for; empty when none does
     */
    record Framed(String peer, String host, byte[] bytes, int messages) {}

    private static final Logger LOG = LoggerFactory.getLogger(SyslogStream.class);

    private final Function<Certificate, String> hosts;

    private final Batch.Gathering gathered = new Batch.Gathering();
    /** Of the message under way, how many bytes are known to hold no LF. */
    private int searched;

    /** @param hosts the host that a certificate speaks for, or empty */
    SyslogStream(Function<Certificate, String> hosts) {
        this.hosts = hosts;
    }

    private boolean discarding;
    /** Bytes of a message too long that are still to come. */
    private long skipping;

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        while (!gathered.isFull() && step(in)) {}
        flush(context, out);
    }

    /** Takes one message if all of it is there. */
    private boolean step(ByteBuf in) {
        if (!in.isReadable()) return false;
        if (skipping > 0) {
            int here = (int) Math.min(skipping, in.readableBytes());
            in.skipBytes(here);
            skipping -= here;
            return true;
        }
        if (discarding) return discard(in);
        if (searched == 0) {
            int first = in.getByte(in.readerIndex());
            if (first == '\n' || first == '\r' || first == 0 || first == ' ') {
                in.skipBytes(1);
                return true;
            }
            if (first >= '1' && first <= '9') {
                int counted = counted(in);
                if (counted != NOT_COUNTED) return counted == TAKEN;
            }
        }
        return toNewline(in);
    }

    private static final int TAKEN = 1;
    private static final int WAITING = 0;
    private static final int NOT_COUNTED = -1;

    private int counted(ByteBuf in) {
        int start = in.readerIndex();
        int count = 0;
        for (int i = 0; i <= LONGEST_COUNT; i++) {
            if (i >= in.readableBytes()) return WAITING;
            int next = in.getByte(start + i);
            if (next >= '0' && next <= '9' && i < LONGEST_COUNT) {
                count = count * 10 + next - '0';
                continue;
            }
            if (next != ' ') return NOT_COUNTED;
            int head = i + 1;
            if (in.readableBytes() <= head) return WAITING;
            if (in.getByte(start + head) != '<') return NOT_COUNTED;
            if (in.readableBytes() < head + Math.min(count, LONGEST)) return WAITING;
            in.skipBytes(head);
            take(in, Math.min(count, LONGEST), count <= LONGEST);
            skipping = Math.max(0, count - LONGEST);
            return TAKEN;
        }
        return NOT_COUNTED;
    }

    private boolean toNewline(ByteBuf in) {
        int start = in.readerIndex();
        int readable = Math.min(in.readableBytes(), LONGEST + 1);
        int newline = in.indexOf(start + searched, start + readable, (byte) '\n');
        if (newline >= 0) {
            int length = newline - start;
            searched = 0;
            take(in, length, true);
            in.skipBytes(1);
            return true;
        }
        if (readable > LONGEST) {
            searched = 0;
            take(in, LONGEST, false);
            discarding = true;
            return true;
        }
        searched = readable;
        return false;
    }

    private boolean discard(ByteBuf in) {
        int newline = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
        if (newline < 0) {
            in.skipBytes(in.readableBytes());
            return false;
        }
        in.readerIndex(newline + 1);
        discarding = false;
        return true;
    }

    private void take(ByteBuf in, int length, boolean whole) {
        var message = new byte[length];
        in.readBytes(message);
        int to = length;
        while (to > 0 && (message[to - 1] == '\n' || message[to - 1] == '\r')) to--;
        gathered.add(message, 0, to, whole);
    }

    private void flush(ChannelHandlerContext context, List<Object> out) {
        if (gathered.isEmpty()) return;
        int messages = gathered.messages();
        out.add(new Framed(peer(context.channel().remoteAddress()), host(context), gathered.bytes(), messages));
    }

    /** What a sender left unended when it closed is a message too, unless it was counted: then part of it is missing. */
    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        while (step(in)) if (gathered.isFull()) flush(context, out);
        if (in.isReadable() && !discarding) {
            int first = in.getByte(in.readerIndex());
            take(in, in.readableBytes(), first < '0' || first > '9');
        }
        flush(context, out);
    }

    private String host(ChannelHandlerContext context) {
        var tls = context.pipeline().get(SslHandler.class);
        if (tls == null) return "";
        try {
            return hosts.apply(tls.engine().getSession().getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException none) {
            // a listener that asks for no certificate knows no hosts
            return "";
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess())
            LOG.warn(
                    "{} was refused: {}. Its certificate must be one that 'tls: clients' trusts, and valid today.",
                    peer(context.channel().remoteAddress()),
                    String.valueOf(handshake.cause().getMessage()));
        super.userEventTriggered(context, event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable broken) throws Exception {
        if (broken.getCause() instanceof SSLException || broken instanceof SSLException) context.close();
        else super.exceptionCaught(context, broken);
    }

    static String peer(SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : "unknown";
    }
}

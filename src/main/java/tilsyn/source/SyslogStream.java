package tilsyn.source;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
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

    /**
     * What all connections have together.
     *
     * @param unfinished parts of messages
     */
    record Shared(Connections plain, Connections encrypted, Unfinished unfinished) {
        static Shared usual() {
            int most = Descriptors.connections();
            return new Shared(
                    new Connections(most, System::nanoTime),
                    new Connections(most, System::nanoTime),
                    new Unfinished(Unfinished.MOST));
        }

        private Connections of(ChannelHandlerContext context) {
            return context.pipeline().get(SslHandler.class) == null ? plain : encrypted;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(SyslogStream.class);

    /** Of one message; whoever sends this much without an end is broken, and cut off. */
    static final long ENDLESS = 64L << 20;

    private final Function<Certificate, String> hosts;
    private final Shared shared;
    private @Nullable ChannelHandlerContext context;
    private boolean spoken;

    private final Batch.Gathering gathered = new Batch.Gathering();
    /** Of the message under way, how many bytes are known to hold no LF. */
    private int searched;

    /** @param hosts the host that a certificate speaks for, or empty */
    SyslogStream(Function<Certificate, String> hosts, Shared shared) {
        this.hosts = hosts;
        this.shared = shared;
    }

    private boolean discarding;
    /** Bytes thrown away of the message under way. */
    private long discarded;
    /** Bytes of a message too long that are still to come. */
    private long skipping;

    @Override
    public void channelActive(ChannelHandlerContext opened) throws Exception {
        context = opened;
        shared.of(opened).opened(opened.channel());
        super.channelActive(opened);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (!spoken) shared.of(context).spoke(context.channel());
        spoken = true;
        while (!gathered.isFull() && step(in)) {}
        flush(context, out);
        shared.unfinished().holds(this, in.isReadable() ? in.capacity() : 0);
        if (discarded > ENDLESS) context.close();
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        shared.unfinished().holds(this, 0);
    }

    /** From any thread: what has come of the message under way is given up for a part. */
    void cutSoon() {
        var mine = context;
        if (mine != null) mine.executor().execute(() -> cut(mine));
    }

    private void cut(ChannelHandlerContext mine) {
        var in = internalBuffer();
        if (mine.isRemoved() || !in.isReadable() || discarding || skipping > 0) return;
        var out = new ArrayList<>();
        long all = counts(in);
        int here = in.readableBytes();
        take(in, Math.min(here, LONGEST), false);
        in.skipBytes(in.readableBytes());
        searched = 0;
        if (all > 0) skipping = Math.max(0, all - here);
        else discarding = true;
        flush(mine, out);
        out.forEach(mine::fireChannelRead);
        mine.fireChannelReadComplete();
    }

    /** How many bytes the message under way has with its count; 0 when a LF ends it. */
    private long counts(ByteBuf in) {
        long count = 0;
        for (int i = 0; searched == 0 && i < Math.min(in.readableBytes() - 1, LONGEST_COUNT + 1); i++) {
            int next = in.getByte(in.readerIndex() + i);
            if (next < '0' || next > '9' || i == 0 && next == '0')
                return i > 0 && next == ' ' && in.getByte(in.readerIndex() + i + 1) == '<' ? i + 1 + count : 0;
            count = count * 10 + next - '0';
        }
        return 0;
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
            discarded += in.readableBytes();
            in.skipBytes(in.readableBytes());
            return false;
        }
        in.readerIndex(newline + 1);
        discarding = false;
        discarded = 0;
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

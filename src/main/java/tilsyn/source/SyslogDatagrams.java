package tilsyn.source;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Takes a datagram for a message (RFC 5426), and hands on in batches, one a peer, what one reading of the socket brought. Anybody
 * can write any sender's address on a datagram, so what comes from more than {@link #PEERS} a day is kept together as of one.
 */
final class SyslogDatagrams extends ChannelInboundHandlerAdapter {
    /** More machines than a customer has; each has a line a day in the accounting. */
    static final int PEERS = 1_000;

    static final String OTHERS = "others";

    private final Clock clock;
    private final Set<String> peers = new HashSet<>();
    private LocalDate day = LocalDate.MIN;
    private int held;
    private final Map<String, Batch.Gathering> gathered = new LinkedHashMap<>();

    SyslogDatagrams(Clock clock) {
        this.clock = clock;
    }

    /** The sender's address, or that of no one. */
    private String peer(DatagramPacket packet) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!today.equals(day)) peers.clear();
        day = today;
        var peer = SyslogStream.peer(packet.sender());
        if (peers.size() < PEERS) peers.add(peer);
        return peers.contains(peer) ? peer : OTHERS;
    }

    /** As many in turn as one batch holds: a batch waits as long for its turn, whether it is full or not. */
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (context.channel().config().getRecvByteBufAllocator() instanceof MaxMessagesRecvByteBufAllocator several)
            several.maxMessagesPerRead(Batch.Gathering.MOST_MESSAGES);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        if (!(read instanceof DatagramPacket packet)) {
            context.fireChannelRead(read);
            return;
        }
        try {
            var bytes = new byte[packet.content().readableBytes()];
            packet.content().readBytes(bytes);
            gathered.computeIfAbsent(peer(packet), peer -> new Batch.Gathering())
                    .add(bytes, 0, bytes.length, true);
            held += bytes.length;
        } finally {
            packet.release();
        }
        if (held >= Batch.Gathering.MOST_BYTES) handOn(context);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        handOn(context);
        context.fireChannelReadComplete();
    }

    private void handOn(ChannelHandlerContext context) {
        for (var peer : gathered.entrySet()) {
            int messages = peer.getValue().messages();
            if (messages > 0)
                context.fireChannelRead(new SyslogStream.Framed(
                        peer.getKey(), "", peer.getValue().bytes(), messages));
        }
        gathered.clear();
        held = 0;
    }
}

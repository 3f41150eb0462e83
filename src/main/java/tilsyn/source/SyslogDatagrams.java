package tilsyn.source;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes a datagram for a message (RFC 5426), and hands on in batches, one a peer, what one reading of the socket brought. */
final class SyslogDatagrams extends ChannelInboundHandlerAdapter {
    private final Map<String, Batch.Gathering> gathered = new LinkedHashMap<>();

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        if (!(read instanceof DatagramPacket packet)) {
            context.fireChannelRead(read);
            return;
        }
        try {
            var bytes = new byte[packet.content().readableBytes()];
            packet.content().readBytes(bytes);
            gathered.computeIfAbsent(SyslogStream.peer(packet.sender()), peer -> new Batch.Gathering())
                    .add(bytes, 0, bytes.length, true);
        } finally {
            packet.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        for (var peer : gathered.entrySet()) {
            int messages = peer.getValue().messages();
            if (messages > 0)
                context.fireChannelRead(new SyslogStream.Framed(
                        peer.getKey(), "", peer.getValue().bytes(), messages));
        }
        gathered.clear();
        context.fireChannelReadComplete();
    }
}

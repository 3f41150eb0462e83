package tilsyn.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyslogDatagramsTest {
    private Instant now = Instant.parse("2026-11-23T23:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final EmbeddedChannel channel = new EmbeddedChannel(new SyslogDatagrams(clock));

    @Test
    void of_forged_senders_no_more_are_kept_apart_in_a_day_than_there_may_be_and_each_message_is_kept()
            throws Exception {
        send(1);
        var all = new HashMap<String, Integer>();
        for (int i = 0; i < 5_000; i++) send(i);
        batches().forEach((peer, messages) -> all.merge(peer, messages, Integer::sum));

        assertThat(all).hasSize(SyslogDatagrams.PEERS + 1).containsEntry(SyslogDatagrams.OTHERS, 4_000);
        assertThat(all.values().stream().mapToInt(messages -> messages).sum()).isEqualTo(5_001);
        assertThat(all).containsEntry("10.0.0.1", 2);

        now = now.plusSeconds(3_600);
        send(4_999);
        assertThat(batches()).containsOnlyKeys("10.0.19.135");
    }

    private void send(int sender) throws Exception {
        var address = InetAddress.getByAddress(new byte[] {10, 0, (byte) (sender >> 8), (byte) sender});
        channel.writeInbound(new DatagramPacket(
                Unpooled.copiedBuffer("<13>hello", US_ASCII),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 514),
                new InetSocketAddress(address, 514)));
    }

    private Map<String, Integer> batches() {
        var messages = new HashMap<String, Integer>();
        for (SyslogStream.Framed batch = channel.readInbound(); batch != null; batch = channel.readInbound())
            messages.merge(batch.peer(), batch.messages(), Integer::sum);
        return messages;
    }
}

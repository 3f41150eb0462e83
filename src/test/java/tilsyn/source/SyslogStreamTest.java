package tilsyn.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SyslogStreamTest {
    @Test
    void both_framings_take_turns_on_one_connection() {
        assertThat(messages("5 <1>ab<2>line\n4 <3>c", 1_000)).containsExactly("5 <1>ab", "7 <2>line", "4 <3>c");
    }

    @Test
    void the_messages_are_the_same_wherever_the_network_cuts_the_stream() {
        var stream = "13 <13>with\nline<14>next\r\n\n\n7 <15>abc<16>end\n3 <1>junk and 12 more\n9 <17>count";
        var whole = messages(stream, 1_000);

        for (int pieces = 1; pieces < 7; pieces++)
            assertThat(messages(stream, pieces)).isEqualTo(whole);
    }

    @Test
    void a_counted_message_may_hold_line_ends() {
        assertThat(messages("8 <1>a\nb\nc7 <1>next", 3)).containsExactly("8 <1>a\nb\nc", "7 <1>next");
    }

    @Test
    void what_a_sender_leaves_without_an_end_is_a_message() {
        assertThat(messages("<13>hello", 4)).containsExactly("9 <13>hello");
    }

    @Test
    void a_counted_message_that_was_cut_off_is_marked_as_none() {
        assertThat(messages("50 <13>hello", 4)).containsExactly("(cut off) 50 <13>hello");
    }

    @Test
    void a_message_without_end_holds_64_KiB_and_the_next_is_whole() {
        var stream = "<13>" + "x".repeat(3 * SyslogStream.LONGEST) + "\n<14>next\n";

        var read = messages(stream, 4_096);

        assertThat(read).hasSize(2).last().isEqualTo("8 <14>next");
        assertThat(read.get(0)).startsWith("(cut off) <13>xxx").hasSize(SyslogStream.LONGEST + "(cut off) ".length());
    }

    @Test
    void of_a_counted_message_that_is_too_long_nothing_is_taken_for_another() {
        var stream = "200000 <13>" + "\n<14>fake\n".repeat(20_000).substring(0, 199_996) + "<15>next\n";

        var read = messages(stream, 4_096);

        assertThat(read).hasSize(2).last().isEqualTo("8 <15>next");
    }

    @Test
    void whatever_the_bytes_it_goes_on() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var bytes = new byte[random.nextInt(5_000)];
            var alphabet = "0123456789 <>\n\rab\0".getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < bytes.length; i++) bytes[i] = alphabet[random.nextInt(alphabet.length)];

            var read = read(
                    new ByteArrayOutputStream() {
                        {
                            writeBytes(bytes);
                            writeBytes("\n".getBytes(StandardCharsets.US_ASCII));
                        }
                    }.toByteArray(),
                    1 + random.nextInt(700));

            assertThat(read.stream().mapToInt(SyslogStream.Framed::messages).sum())
                    .as("seed %d", seed)
                    .isPositive();
        }
    }

    /** As they are handed on: octets counted, a line feed behind each. */
    private static List<String> messages(String stream, int piece) {
        var all = new StringBuilder();
        int messages = 0;
        for (var batch : read(stream.getBytes(StandardCharsets.ISO_8859_1), piece)) {
            all.append(new String(batch.bytes(), StandardCharsets.ISO_8859_1));
            messages += batch.messages();
        }
        var found = new ArrayList<String>();
        for (int at = 0; at < all.length(); ) {
            int space = all.indexOf(" ", at);
            var count = all.substring(at, space);
            int end = count.matches("\\d+") ? space + 1 + Integer.parseInt(count) : all.indexOf("\n", at);
            found.add(all.substring(at, end));
            at = end + 1;
        }
        assertThat(found).hasSize(messages);
        return found;
    }

    private static List<SyslogStream.Framed> read(byte[] stream, int piece) {
        var channel = new EmbeddedChannel(new SyslogStream(shown -> ""));
        for (int at = 0; at < stream.length; at += piece)
            channel.writeInbound(Unpooled.copiedBuffer(stream, at, Math.min(piece, stream.length - at)));
        channel.finish();
        var batches = new ArrayList<SyslogStream.Framed>();
        for (SyslogStream.Framed batch = channel.readInbound(); batch != null; batch = channel.readInbound())
            batches.add(batch);
        return batches;
    }
}

package tilsyn.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

    @Test
    void of_all_that_is_unfinished_what_began_first_is_cut_off_when_it_is_too_much() {
        var shared = shared(10, 100_000);
        var streams = new ArrayList<EmbeddedChannel>();
        for (int i = 0; i < 4; i++) streams.add(new EmbeddedChannel(new SyslogStream(shown -> "", shared)));
        write(streams.get(0), "60000 <13>" + "a".repeat(30_000));
        write(streams.get(1), "<13>" + "b".repeat(30_000));
        write(streams.get(2), "<13>short");
        write(streams.get(3), "<13>" + "d".repeat(60_000));
        streams.forEach(EmbeddedChannel::runPendingTasks);

        assertThat(shared.unfinished().bytes()).isLessThanOrEqualTo(100_000);
        // the rest of what was cut off is thrown away, and what follows is whole
        write(streams.get(0), "a".repeat(29_996) + "<14>next\n");
        for (var stream : streams.subList(1, 4)) write(stream, "\n<14>next\n");
        assertThat(said(streams.get(0))).containsExactly("(cut off) 60000 <13>a", "8 <14>next");
        assertThat(said(streams.get(1))).last().isEqualTo("8 <14>next");
        assertThat(said(streams.get(2))).containsExactly("9 <13>short", "8 <14>next");
        assertThat(said(streams.get(3))).containsExactly("60004 <13>d", "8 <14>next");
        streams.forEach(EmbeddedChannel::finishAndReleaseAll);
        assertThat(shared.unfinished().bytes()).isZero();
    }

    @Test
    void who_never_ends_a_message_is_cut_off_and_counted_once() {
        for (var begins : List.of("99999999999 <13>", "<13>", "9999999")) {
            var channel = new EmbeddedChannel(new SyslogStream(shown -> "", SyslogStream.Shared.usual()));
            write(channel, begins);
            for (long sent = 0; sent < SyslogStream.ENDLESS + (1 << 20) && channel.isOpen(); sent += 1 << 16)
                write(channel, "x".repeat(1 << 16));

            assertThat(channel.isOpen()).as(begins).isFalse();
            assertThat(said(channel)).as(begins).singleElement().asString().startsWith("(cut off) ");
        }
    }

    @Test
    void of_too_many_connections_the_eldest_that_has_said_nothing_makes_room_and_those_that_spoke_stay() {
        var now = new AtomicLong();
        var connections = new Connections(2, now::get);
        var shared = new SyslogStream.Shared(connections, connections, new Unfinished(1 << 20));
        var spoke = new EmbeddedChannel(new SyslogStream(shown -> "", shared));
        write(spoke, "<13>one\n");
        var silent = new EmbeddedChannel(new SyslogStream(shown -> "", shared));

        assertThat(new EmbeddedChannel(new SyslogStream(shown -> "", shared)).isOpen())
                .isFalse();
        now.addAndGet(TimeUnit.SECONDS.toNanos(11));
        var third = new EmbeddedChannel(new SyslogStream(shown -> "", shared));

        assertThat(silent.isOpen()).isFalse();
        assertThat(third.isOpen()).isTrue();
        assertThat(connections.refused()).isEqualTo(2);
        write(third, "<13>three\n");
        now.addAndGet(TimeUnit.DAYS.toNanos(9));
        assertThat(new EmbeddedChannel(new SyslogStream(shown -> "", shared)).isOpen())
                .isFalse();
        assertThat(spoke.isOpen()).isTrue();
        spoke.close();
        assertThat(connections.open()).isOne();
    }

    private static SyslogStream.Shared shared(int connections, long bytes) {
        return new SyslogStream.Shared(
                new Connections(connections, System::nanoTime),
                new Connections(connections, System::nanoTime),
                new Unfinished(bytes));
    }

    private static void write(EmbeddedChannel channel, String text) {
        if (channel.isOpen()) channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    /** The beginnings of what was handed on, a line each. */
    private static List<String> said(EmbeddedChannel channel) {
        var lines = new ArrayList<String>();
        for (SyslogStream.Framed batch = channel.readInbound(); batch != null; batch = channel.readInbound())
            for (var line : new String(batch.bytes(), StandardCharsets.ISO_8859_1).split("\n"))
                lines.add(line.length() > 100 ? line.replaceFirst("(<13>.).*", "$1") : line);
        return lines;
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
        var channel = new EmbeddedChannel(new SyslogStream(shown -> "", SyslogStream.Shared.usual()));
        for (int at = 0; at < stream.length; at += piece)
            channel.writeInbound(Unpooled.copiedBuffer(stream, at, Math.min(piece, stream.length - at)));
        channel.finish();
        var batches = new ArrayList<SyslogStream.Framed>();
        for (SyslogStream.Framed batch = channel.readInbound(); batch != null; batch = channel.readInbound())
            batches.add(batch);
        return batches;
    }
}

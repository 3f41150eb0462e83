package tilsyn.decoder.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tilsyn.decoder.Head;
import tilsyn.decoder.Line;

/** RFC 6587, both ways. */
class FramesTest {
    @Test
    void octets_are_counted_in_utf_8_and_a_line_end_inside_ends_nothing() throws IOException {
        assertThat(frames("7 <1>å\nb5 <2>cd")).containsExactly("<1>å\nb", "<2>cd");
    }

    @Test
    void a_sender_may_change_the_way_in_one_stream() throws IOException {
        assertThat(frames("4 <1>a<2>b\r\n\n4 <3>c\n<4>d")).containsExactly("<1>a", "<2>b", "<3>c", "<4>d");
    }

    @Test
    void a_count_that_does_not_end_at_a_frame_is_not_believed() throws IOException {
        assertThat(frames("4 <1>abc\n900 <2>d\n4 <3>e")).containsExactly("<1>abc", "<2>d", "<3>e");
    }

    @Test
    void digits_without_a_priority_behind_them_count_nothing() throws IOException {
        assertThat(frames("0\n1\n12 x\n99999999999 <1>a\n")).containsExactly("0", "1", "12 x", "99999999999 <1>a");
    }

    @Test
    void an_offset_is_that_of_the_message() throws IOException {
        try (var frames = new Frames(bytes("4 <1>a5 <2>bc"))) {
            assertThat(next(frames).offset()).isEqualTo(0);
            assertThat(next(frames).offset()).isEqualTo(6);
        }
    }

    @Test
    void a_frame_that_never_ends_is_cut_at_a_megabyte() throws IOException {
        try (var frames = new Frames(bytes("<1>" + "x".repeat(3 << 20) + "\n<2>y\n"))) {
            assertThat(next(frames).whole()).isFalse();
            assertThat(next(frames).text()).isEqualTo("<2>y");
        }
    }

    @Test
    void what_begins_with_a_count_and_a_priority_is_recognised_and_nothing_else() {
        var decoder = new SyslogFramesDecoder();

        assertThat(List.of("16 <1>1 - - - - - -", "110 <191>x"))
                .allMatch(text -> decoder.recognises(Head.of("a", text.getBytes(StandardCharsets.UTF_8))));
        assertThat(List.of("<1>1 - - - - - -", "0 <1>x", "16 <a>x", "16 x", "16", "16 <1", "12345678 <1>x"))
                .noneMatch(text -> decoder.recognises(Head.of("a", text.getBytes(StandardCharsets.UTF_8))));
    }

    private static Line next(Frames frames) throws IOException {
        return java.util.Objects.requireNonNull(frames.next());
    }

    private static List<String> frames(String stream) throws IOException {
        var all = new ArrayList<String>();
        try (var frames = new Frames(bytes(stream))) {
            for (var frame = frames.next(); frame != null; frame = frames.next()) all.add(frame.text());
        }
        return all;
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}

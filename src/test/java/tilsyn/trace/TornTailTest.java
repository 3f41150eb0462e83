package tilsyn.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log cut off at each of its last 4,096 bytes; at some of them unless {@code -Dtilsyn.kills=200}. */
class TornTailTest {
    private static final int TAIL = 4_096;
    private static final int STEP = Integer.getInteger("tilsyn.kills", 0) >= 200 ? 1 : 61;
    private static final List<String> KEPT = IntStream.range(0, 50)
            .mapToObj(line -> "kept %d: %s".formatted(line, "x".repeat(100)))
            .toList();
    private static final List<String> ADDED = IntStream.range(0, 40)
            .mapToObj(line -> "added %d: %s".formatted(line, "y".repeat(100)))
            .toList();

    @TempDir
    Path data;

    private byte[] lines;
    private byte[] leaves;
    private byte[] checkpoints;

    @BeforeEach
    void keep_some_lines() throws Exception {
        Log.open(data).append(KEPT);
        lines = Files.readAllBytes(file(Log.LINES));
        leaves = Files.readAllBytes(file(Log.LEAVES));
        checkpoints = Files.readAllBytes(file(Log.CHECKPOINTS));
    }

    @Test
    void a_tail_that_nobody_was_told_of_is_set_aside_and_named_wherever_it_ends() throws Exception {
        var tail =
                (String.join("\n", ADDED) + "\n").substring(0, TAIL).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (int end = 1; end <= TAIL; end += STEP) {
            Files.write(file(Log.LINES), joined(lines, tail, end));

            opened(Arrays.copyOf(tail, end));
        }
    }

    @Test
    void an_addition_without_its_whole_checkpoint_was_none() throws Exception {
        var last = Files.readString(data.resolve(Log.LAST));
        Log.open(data).append(ADDED);
        var added = added(Log.LINES, lines);
        var leaf = added(Log.LEAVES, leaves);
        var note = added(Log.CHECKPOINTS, checkpoints);
        Files.writeString(data.resolve(Log.LAST), last);
        for (int end = 0; end < leaf.length + note.length; end += STEP) {
            Files.write(file(Log.LINES), joined(lines, added, added.length));
            Files.write(file(Log.LEAVES), joined(leaves, leaf, Math.min(end, leaf.length)));
            Files.write(file(Log.CHECKPOINTS), joined(checkpoints, note, Math.max(0, end - leaf.length)));

            opened(added);
        }
    }

    @Test
    void what_somebody_was_told_of_is_missed_wherever_it_ends() throws Exception {
        for (int end = lines.length - TAIL + (TAIL - 1) % STEP; end < lines.length; end += STEP) {
            Files.write(file(Log.LINES), Arrays.copyOf(lines, end));
            int whole = 0;
            for (int at = 0; at < end; at++) if (lines[at] == '\n') whole++;
            long first = whole + 1;

            assertThat(Verification.of(data, "").tamperings())
                    .as("cut off at byte %d", end)
                    .first()
                    .satisfies(found -> assertThat(found.line()).isEqualTo(first));
            assertThatThrownBy(() -> Log.open(data)).isInstanceOf(TraceBroken.class);
            assertThat(Files.size(file(Log.LINES))).isEqualTo(end);
        }
    }

    @Test
    void what_was_set_aside_is_named_by_whatever_is_added_next() throws Exception {
        Files.writeString(file(Log.LINES), "half a line", java.nio.file.StandardOpenOption.APPEND);
        Log.open(data);

        Log.rotate(data);

        var all = Log.lines(data);
        assertThat(all.at(KEPT.size()))
                .isEqualTo("{\"kind\":\"torn\",\"file\":\"torn-50-1-lines.jsonl\",\"sha256\":\"%s\"}"
                        .formatted(Archive.sha256("half a line".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        assertThat(Log.open(data).torn()).isEmpty();
    }

    /** Opens the log, finds the tail beside it and the lines whole, and takes what was set aside away again. */
    private void opened(byte[] tail) throws Exception {
        var log = Log.open(data);

        var aside = file(log.setAside().get(log.setAside().size() == 1 ? 0 : 1).split(" ")[0]);
        assertThat(Files.readAllBytes(aside)).as("%d bytes", tail.length).isEqualTo(tail);
        assertThat(log.torn()).anySatisfy(line -> assertThat(line).contains(Archive.sha256(tail)));
        assertThat(Verification.of(data, "").tamperings()).isEmpty();
        assertThat(Log.lines(data).from(0, KEPT.size())).isEqualTo(KEPT);
        assertThat(Files.readAllBytes(file(Log.LINES))).isEqualTo(lines);
        for (var name : log.setAside()) Files.delete(file(name.split(" ")[0]));
    }

    private byte[] added(String name, byte[] before) throws Exception {
        var now = Files.readAllBytes(file(name));
        return Arrays.copyOfRange(now, before.length, now.length);
    }

    private static byte[] joined(byte[] before, byte[] tail, int end) {
        var all = Arrays.copyOf(before, before.length + end);
        System.arraycopy(tail, 0, all, before.length, end);
        return all;
    }

    private Path file(String name) {
        return Log.folder(data).resolve(name);
    }
}

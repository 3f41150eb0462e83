package tilsyn.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.trace.Tampering.Kind;

class LogTest {
    @TempDir
    Path data;

    /** Test vectors of RFC 6962 as published with Certificate Transparency's reference implementation. */
    @Test
    void roots_are_those_of_RFC_6962() {
        var leaves = List.of(
                "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
        var tree = new Tree();
        for (var leaf : leaves) tree.add(Tree.leaf(HexFormat.of().parseHex(leaf)));

        assertThat(HexFormat.of().formatHex(new Tree().root()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(HexFormat.of().formatHex(tree.root()))
                .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }

    @Test
    void the_proof_of_any_run_of_lines_makes_the_root() {
        for (int size = 1; size <= 20; size++) {
            var leaves = leaves(size);
            for (int first = 0; first < size; first++)
                for (int last = first + 1; last <= size; last++) {
                    var proof = new ArrayList<>(Tree.proof(leaves, first, last));

                    assertThat(proved(leaves, 0, size, first, last, proof)).isEqualTo(Tree.root(leaves));
                    assertThat(proof).isEmpty();
                }
        }
    }

    @Test
    void a_log_that_was_added_to_is_whole_and_holds_what_was_added() throws Exception {
        runs(3, 5);

        assertThat(verified().whole()).isTrue();
        assertThat(verified().lines()).isEqualTo(15);
        assertThat(Log.lines(data).from(5, 7)).containsExactly("run 1 line 0", "run 1 line 1");
    }

    @Test
    void only_its_owner_may_read_the_key() throws Exception {
        runs(1, 1);

        assertThat(Files.getPosixFilePermissions(file(Log.KEY)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_new_key_is_signed_for_by_the_old_one_and_signs_from_then_on() throws Exception {
        runs(2, 3);
        var old = verified().key();

        var key = Log.rotate(data);
        runs(1, 3);

        assertThat(key).isNotEqualTo(old);
        assertThat(verified().key()).isEqualTo(key);
        assertThat(verified().tamperings()).isEmpty();
    }

    @Test
    void a_key_that_nobody_signed_for_signs_nothing() throws Exception {
        runs(2, 3);
        Files.delete(file(Log.KEY));
        SigningKey.make(
                file(Log.KEY), verified().key().substring(0, verified().key().indexOf('+')));

        assertThatThrownBy(() -> Log.open(data)).isInstanceOf(TraceBroken.class).hasMessageContaining("not signed by");
    }

    @Test
    void what_a_run_that_was_cut_off_left_behind_is_set_aside_byte_by_byte() throws Exception {
        runs(2, 3);
        Files.writeString(file(Log.LINES), "run 2 line 0\nrun 2 li", StandardOpenOption.APPEND);
        Files.write(file(Log.LEAVES), new byte[17], StandardOpenOption.APPEND);
        Files.writeString(file(Log.CHECKPOINTS), "tilsyn/1234\n7", StandardOpenOption.APPEND);

        var log = Log.open(data);

        assertThat(log.setAside()).hasSize(2);
        assertThat(Files.readString(
                        data.resolve("log").resolve(log.setAside().get(1).split(" ")[0])))
                .isEqualTo("run 2 line 0\nrun 2 li");
        assertThat(log.size()).isEqualTo(6);
        log.append(List.of("next"));
        assertThat(verified().tamperings()).isEmpty();
        assertThat(Log.lines(data).at(6)).isEqualTo("next");
    }

    @Test
    void nothing_is_added_to_a_log_that_is_shorter_than_its_last_checkpoint_says() throws Exception {
        runs(2, 3);
        var lines = Files.readAllBytes(file(Log.LINES));
        Files.write(file(Log.LINES), Arrays.copyOf(lines, lines.length - 4));

        assertThatThrownBy(() -> Log.open(data)).isInstanceOf(TraceBroken.class).hasMessageContaining("shorter");
    }

    @Test
    void an_old_folder_put_back_whole_is_found_by_the_checkpoint_beside_it() throws Exception {
        runs(2, 3);
        var old = snapshot();
        runs(1, 3);
        restore(old);

        assertThat(verified().tamperings()).extracting(Tampering::kind).containsExactly(Kind.OLD);
        assertThatThrownBy(() -> Log.open(data)).isInstanceOf(TraceBroken.class).hasMessageContaining("older");
    }

    @Test
    void a_thousand_tamperings_are_all_found_and_named() throws Exception {
        runs(5, 7);
        Log.rotate(data);
        runs(3, 7);
        var whole = snapshot();
        var random = new Random(62);
        for (int round = 0; round < 1_000; round++) {
            var tampering = tamper(random, whole, round % 7);

            assertThat(verified().tamperings())
                    .as("round %d: %s", round, tampering)
                    .isNotEmpty()
                    .first()
                    .satisfies(found -> {
                        assertThat(found.kind()).isIn(tampering.kinds());
                        assertThat(found.line()).isEqualTo(tampering.line());
                        assertThat(found.said().en()).isNotBlank();
                    });
            restore(whole);
        }
        assertThat(verified().tamperings()).isEmpty();
    }

    private record Expected(List<Kind> kinds, long line) {}

    private Expected tamper(Random random, List<byte[]> whole, int way) throws Exception {
        var lines = new ArrayList<>(Files.readAllLines(file(Log.LINES)));
        int at = random.nextInt(lines.size());
        switch (way) {
            case 0 -> {
                var bytes = whole.get(0).clone();
                int place = random.nextInt(bytes.length);
                bytes[place] ^= (byte) (1 << random.nextInt(8));
                Files.write(file(Log.LINES), bytes);
                int line = 1;
                for (int before = 0; before < place; before++) if (whole.get(0)[before] == '\n') line++;
                return new Expected(List.of(Kind.CHANGED), line);
            }
            case 1 -> {
                lines.remove(at);
                write(lines);
                return at == lines.size()
                        ? new Expected(List.of(Kind.TRUNCATED, Kind.OLD), at + 1)
                        : new Expected(List.of(Kind.DELETED), at + 1);
            }
            case 2 -> {
                at = random.nextInt(lines.size() + 1);
                lines.add(at, "an inserted line " + random.nextInt());
                write(lines);
                return new Expected(at == lines.size() - 1 ? List.of(Kind.UNSIGNED) : List.of(Kind.INSERTED), at + 1);
            }
            case 3 -> {
                int other = (at + 1 + random.nextInt(lines.size() - 1)) % lines.size();
                java.util.Collections.swap(lines, at, other);
                write(lines);
                return new Expected(List.of(Kind.SWAPPED), Math.min(at, other) + 1);
            }
            case 4 -> {
                write(lines.subList(0, at));
                return new Expected(List.of(Kind.TRUNCATED, Kind.OLD), at + 1);
            }
            case 5 -> {
                int runs = 1 + random.nextInt(4);
                write(lines.subList(0, runs * 7));
                return new Expected(List.of(Kind.OLD), runs * 7 + 1);
            }
            default -> {
                return forked(random, lines);
            }
        }
    }

    /** Whoever holds the key writes another history from some line on, and signs it. */
    private Expected forked(Random random, List<String> lines) throws Exception {
        var secret = SigningKey.read(file(Log.KEY));
        int first = 36 + random.nextInt(lines.size() - 36);
        var tree = new Tree();
        var leaves = java.nio.ByteBuffer.allocate(lines.size() * Log.RECORD);
        long end = 0;
        for (int at = 0; at < lines.size(); at++) {
            if (at >= first) lines.set(at, "another history, line " + at);
            var raw = lines.get(at).getBytes(StandardCharsets.UTF_8);
            tree.add(Tree.leaf(raw));
            end += raw.length + 1;
            leaves.put(Tree.leaf(raw)).putLong(end);
        }
        write(lines);
        Files.write(file(Log.LEAVES), leaves.array());
        var notes =
                Checkpoint.Read.of(Files.readAllBytes(file(Log.CHECKPOINTS))).checkpoints();
        var text = new StringBuilder();
        for (var note : notes.subList(0, notes.size() - 1))
            text.append(note.note()).append('\n');
        text.append(Checkpoint.of(tree, secret.shown().name(), List.of(secret)).note())
                .append('\n');
        Files.writeString(file(Log.CHECKPOINTS), text);
        long before = 0;
        for (var note : notes) if (note.size() <= first) before = Math.max(before, note.size());
        return new Expected(List.of(Kind.FORKED), before + 1);
    }

    private void write(List<String> lines) throws Exception {
        Files.writeString(file(Log.LINES), lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    }

    private void runs(int count, int lines) throws Exception {
        for (int run = 0; run < count; run++) {
            var log = Log.open(data);
            var added = new ArrayList<String>();
            for (int line = 0; line < lines; line++) added.add("run %d line %d".formatted(log.size() / lines, line));
            log.append(added);
        }
    }

    private static final List<String> FILES = List.of(Log.LINES, Log.LEAVES, Log.CHECKPOINTS);

    private List<byte[]> snapshot() throws Exception {
        var files = new ArrayList<byte[]>();
        for (var name : FILES) files.add(Files.readAllBytes(file(name)));
        return files;
    }

    private void restore(List<byte[]> files) throws Exception {
        for (int at = 0; at < FILES.size(); at++) Files.write(file(FILES.get(at)), files.get(at));
    }

    private Path file(String name) {
        return data.resolve("log").resolve(name);
    }

    private Verification verified() throws Exception {
        return Verification.of(data, "");
    }

    private static List<byte[]> leaves(int count) {
        var leaves = new ArrayList<byte[]>();
        for (int at = 0; at < count; at++) leaves.add(Tree.leaf(new byte[] {(byte) at}));
        return leaves;
    }

    /** As a verifier that knows the lines and the proof, and nothing else. */
    private static byte[] proved(List<byte[]> leaves, int from, int to, int first, int last, List<byte[]> proof) {
        if (to <= first || from >= last) return proof.remove(0);
        if (to - from == 1) return leaves.get(from);
        int middle = from + Integer.highestOneBit(to - from - 1);
        var left = proved(leaves, from, middle, first, last, proof);
        var right = proved(leaves, middle, to, first, last, proof);
        var digest = Tree.sha256();
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }
}

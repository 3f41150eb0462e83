package tilsyn.trace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * How long a log is and what it holds, signed: a C2SP tlog-checkpoint, which is a signed note.
 *
 * @param origin name of the log
 * @param size how many lines it holds
 * @param root of the tree over them, base64
 * @param signatures lines of signatures, without their ends
 */
record Checkpoint(String origin, long size, String root, List<String> signatures) {
    private static final String SIGNATURE = "— ";

    Checkpoint {
        signatures = List.copyOf(signatures);
    }

    static Checkpoint of(Tree tree, String origin, List<SigningKey> keys) {
        var unsigned = new Checkpoint(origin, tree.size(), Base64.getEncoder().encodeToString(tree.root()), List.of());
        var lines = new ArrayList<String>();
        for (var key : keys) {
            var signature = key.sign(unsigned.body());
            var all = Arrays.copyOf(key.shown().hash(), 4 + signature.length);
            System.arraycopy(signature, 0, all, 4, signature.length);
            lines.add(SIGNATURE + key.shown().name() + " " + Base64.getEncoder().encodeToString(all));
        }
        return new Checkpoint(origin, unsigned.size, unsigned.root, lines);
    }

    /** What is signed. */
    byte[] body() {
        return (origin + "\n" + size + "\n" + root + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The note: what is signed, an empty line, the signatures. */
    String note() {
        return new String(body(), StandardCharsets.UTF_8) + "\n" + String.join("\n", signatures) + "\n";
    }

    boolean signedBy(VerifierKey key) {
        for (var line : signatures) {
            int space = line.lastIndexOf(' ');
            if (!line.startsWith(SIGNATURE)
                    || !line.substring(SIGNATURE.length(), space).equals(key.name())) continue;
            try {
                var bytes = Base64.getDecoder().decode(line.substring(space + 1));
                if (bytes.length == 68
                        && Arrays.equals(Arrays.copyOf(bytes, 4), key.hash())
                        && key.signed(body(), Arrays.copyOfRange(bytes, 4, 68))) return true;
            } catch (IllegalArgumentException notBase64) {
                continue;
            }
        }
        return false;
    }

    /** @param note without the empty line that parts it from the next */
    static Optional<Checkpoint> parse(String note) {
        var lines = note.split("\n", -1);
        if (lines.length < 6 || !lines[3].isEmpty() || !lines[lines.length - 1].isEmpty()) return Optional.empty();
        var signatures = Arrays.asList(lines).subList(4, lines.length - 1);
        if (!signatures.stream().allMatch(line -> line.startsWith(SIGNATURE) && line.lastIndexOf(' ') > 2))
            return Optional.empty();
        if (!lines[1].matches("0|[1-9][0-9]{0,17}")) return Optional.empty();
        return Optional.of(new Checkpoint(lines[0], Long.parseLong(lines[1]), lines[2], signatures));
    }

    /**
     * Checkpoints one after the other, each followed by an empty line.
     *
     * @param whole how many bytes they take; what comes after is none, or was cut off
     */
    record Read(List<Checkpoint> checkpoints, int whole) {
        static Read of(byte[] bytes) {
            var text = new String(bytes, StandardCharsets.ISO_8859_1);
            var checkpoints = new ArrayList<Checkpoint>();
            int from = 0;
            while (true) {
                int body = text.indexOf("\n\n", from);
                int end = body < 0 ? -1 : text.indexOf("\n\n", body + 2);
                if (end < 0) break;
                var note = new String(bytes, from, end + 1 - from, StandardCharsets.UTF_8);
                var checkpoint = parse(note);
                if (checkpoint.isEmpty()) break;
                checkpoints.add(checkpoint.get());
                from = end + 2;
            }
            return new Read(checkpoints, from);
        }
    }
}

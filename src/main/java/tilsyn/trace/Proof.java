package tilsyn.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * That a run of lines is in the log: with these lines and hashes anyone can compute the root that the checkpoint signs.
 *
 * @param first index of the first line, counted from 0
 * @param leaves the lines' hashes, so that a line that was changed can be named
 * @param proof of the subtrees beside the lines, from left to right
 * @param checkpoint the note
 * @param key public key that signed it
 */
public record Proof(
        long first, List<String> lines, List<String> leaves, List<String> proof, String checkpoint, String key) {
    public Proof {
        lines = List.copyOf(lines);
        leaves = List.copyOf(leaves);
        proof = List.copyOf(proof);
    }

    /**
     * @param first index of the first line
     * @param end of the first line after them
     * @throws TraceBroken if lines or leaves are not what the last checkpoint signs
     */
    public static Proof of(Path data, long first, long end) throws IOException {
        var folder = Log.folder(data);
        var last = Log.last(Checkpoint.Read.of(Files.readAllBytes(folder.resolve(Log.CHECKPOINTS))));
        if (last == null || end > last.size()) throw new TraceBroken("No checkpoint covers line %d.".formatted(end));
        var key = SigningKey.read(folder.resolve(Log.KEY)).shown();
        var lines = Log.lines(data).from(first, end);
        var all = new ArrayList<byte[]>();
        try (var in = new java.io.DataInputStream(
                new java.io.BufferedInputStream(Files.newInputStream(folder.resolve(Log.LEAVES))))) {
            for (long at = 0; at < last.size(); at++) {
                all.add(in.readNBytes(Tree.HASH));
                in.readLong();
            }
        }
        if (!last.signedBy(key)
                || !Base64.getEncoder().encodeToString(Tree.root(all)).equals(last.root()))
            throw new TraceBroken("The last checkpoint does not fit the log. Ask `tilsyn trace verify`.");
        return new Proof(
                first,
                lines,
                lines.stream()
                        .map(line -> hex(Tree.leaf(line.getBytes(StandardCharsets.UTF_8))))
                        .toList(),
                Tree.proof(all, (int) first, (int) end).stream().map(Proof::hex).toList(),
                last.note(),
                key.text());
    }

    public String json() {
        return "{\"first\":%d,\"leaves\":%s,\"proof\":%s}\n".formatted(first, list(leaves), list(proof));
    }

    private static String list(List<String> hashes) {
        return hashes.isEmpty() ? "[]" : "[\"" + String.join("\",\"", hashes) + "\"]";
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}

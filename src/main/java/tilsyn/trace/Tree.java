package tilsyn.trace;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** A Merkle tree as of RFC 6962, section 2.1, with SHA-256; it grows at its end and holds only its right edge. */
final class Tree {
    /** Bytes of a hash. */
    static final int HASH = 32;

    private final List<byte[]> edge = new ArrayList<>();
    private long size;

    void add(byte[] leaf) {
        var hash = leaf;
        for (long below = size; (below & 1) == 1; below >>= 1) hash = node(edge.remove(edge.size() - 1), hash);
        edge.add(hash);
        size++;
    }

    long size() {
        return size;
    }

    byte[] root() {
        if (edge.isEmpty()) return sha256().digest();
        var hash = edge.get(edge.size() - 1);
        for (int at = edge.size() - 2; at >= 0; at--) hash = node(edge.get(at), hash);
        return hash;
    }

    static byte[] root(List<byte[]> leaves) {
        var tree = new Tree();
        leaves.forEach(tree::add);
        return tree.root();
    }

    /** Hash of a line's bytes, without its end. */
    static byte[] leaf(byte[] line) {
        var digest = sha256();
        digest.update((byte) 0);
        return digest.digest(line);
    }

    /**
     * The hashes that, with those of the leaves from {@code first} to before {@code last}, make the root: of every subtree
     * without such a leaf that stands beside one with, from left to right.
     */
    static List<byte[]> proof(List<byte[]> leaves, int first, int last) {
        if (first < 0 || last > leaves.size() || first >= last)
            throw new IllegalArgumentException("no lines from %d to %d of %d".formatted(first, last, leaves.size()));
        var proof = new ArrayList<byte[]>();
        prove(leaves, 0, leaves.size(), first, last, proof);
        return List.copyOf(proof);
    }

    private static void prove(List<byte[]> leaves, int from, int to, int first, int last, List<byte[]> proof) {
        if (to <= first || from >= last) proof.add(root(leaves.subList(from, to)));
        else if (to - from > 1) {
            int middle = from + Integer.highestOneBit(to - from - 1);
            prove(leaves, from, middle, first, last, proof);
            prove(leaves, middle, to, first, last, proof);
        }
    }

    private static byte[] node(byte[] left, byte[] right) {
        var digest = sha256();
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}

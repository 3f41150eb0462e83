package tilsyn.trace;

import static tilsyn.trace.Tampering.Kind.CHANGED;
import static tilsyn.trace.Tampering.Kind.DELETED;
import static tilsyn.trace.Tampering.Kind.FORKED;
import static tilsyn.trace.Tampering.Kind.INSERTED;
import static tilsyn.trace.Tampering.Kind.LEAVES;
import static tilsyn.trace.Tampering.Kind.OLD;
import static tilsyn.trace.Tampering.Kind.SIGNATURE;
import static tilsyn.trace.Tampering.Kind.SWAPPED;
import static tilsyn.trace.Tampering.Kind.TRUNCATED;
import static tilsyn.trace.Tampering.Kind.UNSIGNED;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tilsyn.verdict.Words;

/**
 * Whether a log is as it was written.
 *
 * @param lines how many the last checkpoint covers
 * @param checkpoints how many there are
 * @param key the public key that signs now; empty when there is none
 */
public record Verification(long lines, int checkpoints, String key, List<Tampering> tamperings) {
    public Verification {
        tamperings = List.copyOf(tamperings);
    }

    public boolean whole() {
        return tamperings.isEmpty();
    }

    /**
     * Reads all of the log in a data folder.
     *
     * @param kept text of a checkpoint that was kept elsewhere, later or earlier; empty for none
     */
    public static Verification of(Path data, String kept) throws IOException {
        var folder = Log.folder(data);
        var found = new ArrayList<Tampering>();
        var bytes = bytes(folder.resolve(Log.CHECKPOINTS));
        var read = Checkpoint.Read.of(bytes);
        if (read.whole() < bytes.length)
            found.add(new Tampering(
                    SIGNATURE,
                    0,
                    new Words(
                            "The file checkpoints holds %d bytes after checkpoint %d that are no whole checkpoint."
                                    .formatted(
                                            bytes.length - read.whole(),
                                            read.checkpoints().size()),
                            "Filen checkpoints har %d byte etter sjekkpunkt %d som ikke er et helt sjekkpunkt."
                                    .formatted(
                                            bytes.length - read.whole(),
                                            read.checkpoints().size()))));
        var key = signatures(folder, read.checkpoints(), found);
        var signed = new ArrayList<>(read.checkpoints());
        keptElsewhere(data, kept, key, signed, found);
        var last = Log.last(read);
        long size = last == null ? 0 : last.size();
        var lines = lines(folder.resolve(Log.LINES));
        var leaves = leaves(folder.resolve(Log.LEAVES));
        compare(lines, leaves, size, signed, found);
        return new Verification(size, read.checkpoints().size(), key == null ? "" : key.text(), found);
    }

    /** Follows the keys from the one the log is named after: each next one must be signed for by the one before. */
    private static @Nullable VerifierKey signatures(Path folder, List<Checkpoint> checkpoints, List<Tampering> found)
            throws IOException {
        var keys = new ArrayList<VerifierKey>();
        for (var line :
                new String(bytes(folder.resolve(Log.KEYS)), java.nio.charset.StandardCharsets.UTF_8).split("\n", -1))
            VerifierKey.parse(line).ifPresent(keys::add);
        if (keys.isEmpty() || !SigningKey.isNamedAfter(keys.get(0))) {
            found.add(new Tampering(
                    SIGNATURE,
                    0,
                    new Words(
                            "The file keys does not hold the key this log is named after.",
                            "Filen keys har ikke nøkkelen som loggen er oppkalt etter.")));
            return null;
        }
        var key = keys.get(0);
        long before = 0;
        for (int number = 1; number <= checkpoints.size(); number++) {
            var checkpoint = checkpoints.get(number - 1);
            if (!checkpoint.signedBy(key) || !checkpoint.origin().equals(key.name())) {
                found.add(new Tampering(
                        SIGNATURE,
                        0,
                        new Words(
                                "Checkpoint %d (%d lines) is not signed by the log's key."
                                        .formatted(number, checkpoint.size()),
                                "Sjekkpunkt %d (%d linjer) er ikke signert med loggens nøkkel."
                                        .formatted(number, checkpoint.size()))));
            } else
                for (var next : keys)
                    if (!next.equals(key) && next.name().equals(key.name()) && checkpoint.signedBy(next)) {
                        key = next;
                        break;
                    }
            if (checkpoint.size() < before)
                found.add(new Tampering(
                        FORKED,
                        checkpoint.size() + 1,
                        new Words(
                                "Forked: checkpoint %d covers %d lines, the one before it %d."
                                        .formatted(number, checkpoint.size(), before),
                                "Delt historie: sjekkpunkt %d gjelder %d linjer, det før %d."
                                        .formatted(number, checkpoint.size(), before))));
            before = checkpoint.size();
        }
        return key;
    }

    private static void keptElsewhere(
            Path data, String given, @Nullable VerifierKey key, List<Checkpoint> signed, List<Tampering> found)
            throws IOException {
        long size = signed.isEmpty() ? 0 : signed.get(signed.size() - 1).size();
        var copies = new ArrayList<String>();
        var copy = data.resolve(Log.LAST);
        if (Files.exists(copy)) copies.add(Files.readString(copy));
        if (!given.isEmpty()) copies.add(given);
        for (var text : copies) {
            var kept = Checkpoint.parse(text).orElse(null);
            if (kept == null || key != null && kept.size() >= size && !kept.signedBy(key)) {
                found.add(new Tampering(
                        SIGNATURE,
                        0,
                        new Words(
                                "The checkpoint kept elsewhere is none of this log.",
                                "Sjekkpunktet som er oppbevart utenfor, hører ikke til denne loggen.")));
                continue;
            }
            if (kept.size() > size)
                found.add(new Tampering(
                        OLD,
                        size + 1,
                        new Words(
                                "Old: the log ends at line %d, a checkpoint kept elsewhere covers %d lines: an older log was put back."
                                        .formatted(size, kept.size()),
                                "Gammel: loggen slutter på linje %d, et sjekkpunkt oppbevart utenfor gjelder %d linjer: en eldre logg er lagt tilbake."
                                        .formatted(size, kept.size()))));
            else signed.add(kept);
        }
    }

    private static void compare(
            List<byte[]> lines, List<byte[]> leaves, long size, List<Checkpoint> signed, List<Tampering> found) {
        var roots = roots(lines, signed);
        var wrong = wrong(roots, lines.size(), signed);
        var trusted = wrong(roots(leaves, signed), leaves.size(), signed).isEmpty() && leaves.size() >= size;
        if (wrong.isEmpty()) {
            if (!trusted || differs(lines, leaves, size))
                found.add(new Tampering(
                        LEAVES,
                        0,
                        new Words(
                                "The file leaves was changed; the lines are as they were signed.",
                                "Filen leaves er endret; linjene er slik de ble signert.")));
            unsigned(lines.size(), size, found);
        } else if (trusted) {
            differences(lines, leaves.subList(0, (int) size), signed, found);
        } else {
            long to = wrong.get(0).size();
            long from = 0;
            for (var checkpoint : signed)
                if (!wrong.contains(checkpoint) && checkpoint.size() < to) from = Math.max(from, checkpoint.size());
            if (lines.size() < to && agrees(lines, leaves))
                found.add(new Tampering(
                        TRUNCATED,
                        lines.size() + 1L,
                        new Words(
                                "Truncated: lines %d to %d are gone, which a checkpoint covers."
                                        .formatted(lines.size() + 1, to),
                                "Avkortet: linje %d til %d er borte, og et sjekkpunkt gjelder dem."
                                        .formatted(lines.size() + 1, to))));
            else
                found.add(new Tampering(
                        FORKED,
                        from + 1,
                        new Words(
                                "Forked: lines %d to %d are not those that were signed.".formatted(from + 1, to),
                                "Delt historie: linje %d til %d er ikke de som ble signert.".formatted(from + 1, to))));
        }
    }

    private static boolean agrees(List<byte[]> lines, List<byte[]> leaves) {
        return leaves.size() >= lines.size() && !differs(lines, leaves, lines.size());
    }

    private static boolean differs(List<byte[]> lines, List<byte[]> leaves, long size) {
        for (int at = 0; at < size; at++) if (!Arrays.equals(lines.get(at), leaves.get(at))) return true;
        return false;
    }

    /** Leaves are as signed: so what differs can be named line by line. */
    private static void differences(
            List<byte[]> lines, List<byte[]> leaves, List<Checkpoint> signed, List<Tampering> found) {
        int first = 0;
        while (first < lines.size() && first < leaves.size() && Arrays.equals(lines.get(first), leaves.get(first)))
            first++;
        int now = lines.size();
        int was = leaves.size();
        while (now > first && was > first && Arrays.equals(lines.get(now - 1), leaves.get(was - 1))) {
            now--;
            was--;
        }
        if (now == first && was == leaves.size()) {
            cutShort(first, leaves.size(), signed, found);
        } else if (now == first) {
            found.add(span(DELETED, first, was, "Deleted: %s.", "Slettet: %s."));
        } else if (was == first) {
            found.add(span(INSERTED, first, now, "Inserted: %s.", "Satt inn: %s."));
        } else if (now == was && sameSet(lines.subList(first, now), leaves.subList(first, was))) {
            found.add(span(
                    SWAPPED, first, now, "Swapped: %s, in another order.", "Byttet om: %s, i en annen rekkefølge."));
        } else if (now == was) {
            for (int at = first; at < now; at++)
                if (!Arrays.equals(lines.get(at), leaves.get(at)))
                    found.add(span(CHANGED, at, at + 1, "Changed: %s.", "Endret: %s."));
        } else {
            found.add(span(CHANGED, first, was, "Changed: %s.", "Endret: %s."));
        }
    }

    private static void cutShort(int lines, int size, List<Checkpoint> signed, List<Tampering> found) {
        boolean once = lines > 0 && signed.stream().anyMatch(checkpoint -> checkpoint.size() == lines);
        found.add(
                once
                        ? new Tampering(
                                OLD,
                                lines + 1L,
                                new Words(
                                        "Old: the file of lines ends at line %d, as it once did; the last checkpoint covers %d."
                                                .formatted(lines, size),
                                        "Gammel: filen med linjer slutter på linje %d, som den en gang gjorde; siste sjekkpunkt gjelder %d."
                                                .formatted(lines, size)))
                        : new Tampering(
                                TRUNCATED,
                                lines + 1L,
                                new Words(
                                        "Truncated: lines %d to %d are gone, which a checkpoint covers."
                                                .formatted(lines + 1, size),
                                        "Avkortet: linje %d til %d er borte, og et sjekkpunkt gjelder dem."
                                                .formatted(lines + 1, size))));
    }

    private static void unsigned(int lines, long size, List<Tampering> found) {
        if (lines > size)
            found.add(new Tampering(
                    UNSIGNED,
                    size + 1,
                    new Words(
                            "Unsigned: lines %d to %d stand after the last checkpoint: inserted, or left by a run that was cut off. The next check sets them aside."
                                    .formatted(size + 1, lines),
                            "Usignert: linje %d til %d står etter siste sjekkpunkt: satt inn, eller etterlatt av en kjøring som ble brutt. Neste check legger dem til side."
                                    .formatted(size + 1, lines))));
    }

    private static Tampering span(Tampering.Kind kind, int first, int end, String english, String norwegian) {
        var one = end - first == 1;
        return new Tampering(
                kind,
                first + 1L,
                new Words(
                        english.formatted(one ? "line " + (first + 1) : "lines %d to %d".formatted(first + 1, end)),
                        norwegian.formatted(
                                one ? "linje " + (first + 1) : "linje %d til %d".formatted(first + 1, end))));
    }

    private static boolean sameSet(List<byte[]> some, List<byte[]> others) {
        return some.stream()
                .map(Base64.getEncoder()::encodeToString)
                .sorted()
                .toList()
                .equals(others.stream()
                        .map(Base64.getEncoder()::encodeToString)
                        .sorted()
                        .toList());
    }

    /** Checkpoints whose lines are not there, or are others. */
    private static List<Checkpoint> wrong(Map<Long, String> roots, int size, List<Checkpoint> signed) {
        return signed.stream()
                .filter(checkpoint ->
                        checkpoint.size() > size || !checkpoint.root().equals(roots.get(checkpoint.size())))
                .sorted(java.util.Comparator.comparingLong(Checkpoint::size))
                .toList();
    }

    private static Map<Long, String> roots(List<byte[]> leaves, List<Checkpoint> signed) {
        var wanted = signed.stream().map(Checkpoint::size).collect(java.util.stream.Collectors.toSet());
        var roots = new HashMap<Long, String>();
        var tree = new Tree();
        roots.put(0L, Base64.getEncoder().encodeToString(tree.root()));
        for (var leaf : leaves) {
            tree.add(leaf);
            if (wanted.contains(tree.size()))
                roots.put(tree.size(), Base64.getEncoder().encodeToString(tree.root()));
        }
        return roots;
    }

    private static byte[] bytes(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }

    private static List<byte[]> leaves(Path file) throws IOException {
        var leaves = new ArrayList<byte[]>();
        var bytes = bytes(file);
        for (int at = 0; at + Log.RECORD <= bytes.length; at += Log.RECORD)
            leaves.add(Arrays.copyOfRange(bytes, at, at + Tree.HASH));
        return leaves;
    }

    /** Hashes of the lines; memory for hashes only. What stands after the last line end is no line that was written. */
    private static List<byte[]> lines(Path file) throws IOException {
        var leaves = new ArrayList<byte[]>();
        if (!Files.exists(file)) return leaves;
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            var digest = Tree.sha256();
            boolean any = false;
            var buffer = new byte[1 << 16];
            digest.update((byte) 0);
            for (int count; (count = in.read(buffer)) > 0; ) {
                int from = 0;
                for (int at = 0; at < count; at++)
                    if (buffer[at] == '\n') {
                        digest.update(buffer, from, at - from);
                        leaves.add(digest.digest());
                        digest.update((byte) 0);
                        from = at + 1;
                    }
                digest.update(buffer, from, count - from);
                any = from < count;
            }
            if (any) {
                digest.update((byte) 0xff);
                leaves.add(digest.digest());
            }
        }
        return leaves;
    }
}

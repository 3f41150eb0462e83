package tilsyn;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tilsyn.output.Outputs;
import tilsyn.trace.Archive;
import tilsyn.trace.Log;
import tilsyn.trace.Proof;

/**
 * All that an assessment rests on, in one zip that verifies on a machine without Tilsyn. Equal bytes for an equal log and
 * equal inputs.
 */
public final class Bundle {
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Bundle() {}

    /**
     * @param replay of the assessment with its own rules; its report goes in when it is identical
     * @param inputs folder that was judged, to take those files from that are still as they were; null for hashes only
     * @return how many of the inputs went in
     */
    public static int write(Path data, Replay replay, @Nullable Path inputs, OutputStream to) throws IOException {
        var kept = replay.kept();
        var archive = new Archive(data);
        var files = new TreeMap<String, byte[]>();
        var proof = Proof.of(data, kept.first(), kept.first() + kept.lines() + 1);
        files.put("trace.jsonl", utf8(String.join("\n", proof.lines()) + "\n"));
        files.put("proof.json", utf8(proof.json()));
        files.put("checkpoint", utf8(proof.checkpoint()));
        files.put("key", utf8(proof.key() + "\n"));
        files.put("rules.json", archive.get(kept.rules()));
        files.put("inputs.json", archive.get(kept.inputs()));
        files.put("facts.json", archive.get(kept.facts()));
        files.put("state.json", archive.get(kept.state()));
        var rules = Keeping.JSON.readTree(files.get("rules.json"));
        rules.path("files")
                .fields()
                .forEachRemaining(file ->
                        files.put("rules/" + file.getKey(), utf8(file.getValue().asText())));
        if (replay.identical())
            for (var output : Outputs.all())
                if (!output.file().equals("trace.jsonl")) {
                    var text = new StringWriter();
                    output.write(replay.results(), text);
                    files.put(output.file(), utf8(text.toString()));
                }
        int taken = inputs == null ? 0 : inputs(replay, inputs, files);
        try (var script = Objects.requireNonNull(Log.class.getResourceAsStream("verify.py"))) {
            files.put("verify.py", script.readAllBytes());
        }
        var manifest = manifest(kept, files);
        files.put("manifest.json", manifest);
        files.put("manifest.sig", Log.sign(data, manifest));
        zip(files, to);
        return taken;
    }

    private static byte[] manifest(Kept kept, Map<String, byte[]> files) {
        var node = Keeping.JSON
                .createObjectNode()
                .put("assessment", kept.number())
                .put("customer", kept.customer())
                .put("asOf", kept.asOf().toString())
                .put("cutOff", kept.cutOff().toString());
        var hashes = node.putObject("files");
        files.forEach((name, bytes) -> hashes.put(name, Archive.sha256(bytes)));
        return Keeping.bytes(node);
    }

    /** Files that are no longer what was judged stay out; their hashes are in inputs.json all the same. */
    private static int inputs(Replay replay, Path folder, Map<String, byte[]> files) throws IOException {
        int taken = 0;
        for (var file : replay.results().accounting().files()) {
            var path = folder.resolve(file.file()).normalize();
            if (!path.startsWith(folder.normalize()) || !Files.isRegularFile(path)) continue;
            var bytes = Files.readAllBytes(path);
            if (!Archive.sha256(bytes).equals(file.sha256())) continue;
            files.put("inputs/" + file.file(), bytes);
            taken++;
        }
        return taken;
    }

    private static void zip(Map<String, byte[]> files, OutputStream to) throws IOException {
        var zip = new ZipOutputStream(to, StandardCharsets.UTF_8);
        for (var file : files.entrySet()) {
            var entry = new ZipEntry(file.getKey());
            entry.setTimeLocal(NO_TIME);
            zip.putNextEntry(entry);
            zip.write(file.getValue());
            zip.closeEntry();
        }
        zip.finish();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

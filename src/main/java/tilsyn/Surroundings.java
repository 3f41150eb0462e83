package tilsyn;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.output.Beside;
import tilsyn.rule.Masking;
import tilsyn.trace.Archive;

/** Lines around those a verdict cites, from the files that were read, and rules as the archive keeps them. */
public final class Surroundings {
    private static final int BEFORE = 5;
    private static final int AFTER = 5;
    private static final int COMPARED = 25;

    /** Larger files are not searched. */
    private static final long LARGEST = 64L << 20;

    private final @Nullable Path inputs;
    private final Masking masking;
    private final JsonNode rules;
    private final TreeSet<String> changed = new TreeSet<>();

    private Surroundings(@Nullable Path inputs, Masking masking, JsonNode rules) {
        this.inputs = inputs;
        this.masking = masking;
        this.rules = rules;
    }

    /**
     * @param inputs folder that was judged; null for none
     * @param masking what is hidden of its lines
     * @param kept whose rules are shown; null for none
     */
    public static Surroundings of(Path data, @Nullable Path inputs, Masking masking, @Nullable Kept kept)
            throws IOException {
        var rules = kept == null
                ? Keeping.JSON.createObjectNode()
                : Keeping.JSON.readTree(new Archive(data).get(kept.rules()));
        return new Surroundings(inputs, masking, rules);
    }

    public Beside beside() {
        return new Beside(this::around, this::rule);
    }

    /** Files that are no longer what was read, or not there; known once all was shown. */
    public List<String> changed() {
        return List.copyOf(changed);
    }

    private List<Beside.Line> around(JsonNode reading) {
        if (inputs == null) return List.of();
        var name = reading.path("file").asText();
        try {
            var file = inputs.resolve(name).normalize();
            if (!file.startsWith(inputs.normalize()) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                changed.add(name);
                return List.of();
            }
            if (Files.size(file) > LARGEST) return List.of();
            var bytes = Files.readAllBytes(file);
            if (!Archive.sha256(bytes).equals(reading.path("sha256").asText())) {
                changed.add(name);
                return List.of();
            }
            return around(
                    bytes, reading.path("line").asLong(), reading.path("raw").asText());
        } catch (IOException unreadable) {
            changed.add(name);
            return List.of();
        }
    }

    /** Nothing where the number is that of a record, and no such line is there. */
    private List<Beside.Line> around(byte[] bytes, long cited, String raw) {
        var hiding = masking.reading();
        var lines = new ArrayList<Beside.Line>();
        var isThere = false;
        var text = new BufferedReader(new InputStreamReader(new java.io.ByteArrayInputStream(bytes), charset(bytes)));
        long number = 0;
        for (Iterator<String> all = text.lines().iterator(); all.hasNext() && number < cited + AFTER; ) {
            var line = all.next();
            hiding.read(line);
            if (++number < cited - BEFORE) continue;
            var shown = hiding.apply(line);
            if (number == cited) isThere = isLine(shown, raw);
            lines.add(new Beside.Line(number, shown, number == cited));
        }
        return isThere ? lines : List.of();
    }

    private static boolean isLine(String line, String raw) {
        var there = unspaced(line);
        var said = unspaced(raw);
        if (there.isEmpty() || said.isEmpty()) return false;
        return there.contains(said.substring(0, Math.min(COMPARED, said.length())))
                || said.startsWith(there.substring(0, Math.min(COMPARED, there.length())));
    }

    private static String unspaced(String text) {
        return text.replaceAll("[\\s\\uFEFF]+", "");
    }

    private static Charset charset(byte[] bytes) {
        if (bytes.length > 1 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) return StandardCharsets.UTF_16LE;
        if (bytes.length > 1 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) return StandardCharsets.UTF_16BE;
        return StandardCharsets.UTF_8;
    }

    /** From the rule's line to its end. */
    private List<String> rule(String place) {
        int colon = place.lastIndexOf(':');
        if (colon < 0 || !place.substring(colon + 1).matches("[1-9][0-9]{0,6}")) return List.of();
        var text = rules.path("files").path(place.substring(place.indexOf('/') + 1, colon));
        if (text.isMissingNode()) return List.of();
        var rule = new ArrayList<String>();
        var lines = text.asText()
                .lines()
                .skip(Long.parseLong(place.substring(colon + 1)) - 1)
                .iterator();
        while (lines.hasNext()) {
            var line = lines.next();
            rule.add(line);
            if (line.strip().equals("end")) break;
        }
        return rule;
    }
}

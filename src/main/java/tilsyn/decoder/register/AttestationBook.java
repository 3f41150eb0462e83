package tilsyn.decoder.register;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;

/** The attestations of a customer's folder, to which entries are added with the next running number. */
public final class AttestationBook {
    /** Below the customer's folder; the year is that of the entry. */
    private static final String FILE = "attestations/attested-%d.yaml";

    private static final long LARGEST = 4_000_000;
    private static final Pattern NUMBER = Pattern.compile("(\\d{4})-(\\d{1,9})");
    private static final Decoder DECODER = RegisterDecoder.all().stream()
            .filter(decoder -> decoder.format().id().equals("attestations"))
            .findFirst()
            .orElseThrow();

    private final Path folder;
    private final ZoneId zone;

    /** @param zone of the customer: in which local times are read and years change */
    public AttestationBook(Path folder, ZoneId zone) {
        this.folder = folder;
        this.zone = zone;
    }

    /** The kinds of entries there are, sorted. */
    public static List<String> types() {
        return AttestationsForm.types();
    }

    /** What an entry may say. */
    public static List<String> keys() {
        return new AttestationsForm().keys();
    }

    /**
     * Adds an entry and says where it is; the file is replaced whole, or not at all.
     *
     * @param fields by key, in the order to write them; several values make a list
     * @throws Refused with everything wrong, when the entry would not count; nothing is written then
     */
    public Added add(Map<String, List<String>> fields, Instant now) throws IOException, Refused {
        int year = now.atZone(zone).getYear();
        var number = next(year);
        var entry = entry(number, fields);
        refuse(entry, now);
        var file = folder.resolve(FILE.formatted(year));
        var before = Files.exists(file) ? Files.readString(file) : "";
        if (!before.isEmpty() && !before.endsWith("\n")) before += "\n";
        Files.createDirectories(file.getParent());
        var written = Files.createTempFile(file.getParent(), ".attested", ".new");
        try {
            Files.writeString(written, before + entry);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
        return new Added(number, file, 1 + (int) before.lines().count(), entry);
    }

    /**
     * An entry that was written.
     *
     * @param line of the file where it begins
     * @param entry as written
     */
    public record Added(String number, Path file, int line, String entry) {}

    /** An entry that would not count, with a line for each thing wrong. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(List<String> reasons) {
            super(String.join("\n", reasons));
        }
    }

    /** One more than the highest of the year in any of the folder's files. */
    private String next(int year) throws IOException {
        var numbers = new TreeSet<Long>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && attributes.size() <= LARGEST)
                    numbers(Files.readAllBytes(file), year, numbers);
                return FileVisitResult.CONTINUE;
            }
        });
        return "%d-%03d".formatted(year, numbers.isEmpty() ? 1 : numbers.last() + 1);
    }

    private void numbers(byte[] bytes, int year, TreeSet<Long> into) throws IOException {
        var input = Input.of("attestations", bytes, Instant.EPOCH, zone);
        if (!DECODER.recognises(input.head())) return;
        var heard = new Heard();
        DECODER.decode(input, heard);
        for (var attestation : heard.attestations) {
            var number = NUMBER.matcher(attestation.no());
            if (number.matches() && Integer.parseInt(number.group(1)) == year)
                into.add(Long.parseLong(number.group(2)));
        }
    }

    /** Reads it as it will be read. */
    private void refuse(String entry, Instant now) throws IOException, Refused {
        var heard = new Heard();
        DECODER.decode(Input.of("attestations", entry.getBytes(StandardCharsets.UTF_8), now, zone), heard);
        var reasons = new ArrayList<>(heard.rejections);
        for (var attestation : heard.attestations)
            if (!attestation.problem().isEmpty()) reasons.add("The entry " + attestation.problem() + ".");
        if (reasons.isEmpty() && heard.attestations.size() != 1) reasons.add("The entry can't be read.");
        if (!reasons.isEmpty()) throw new Refused(reasons);
    }

    private static String entry(String number, Map<String, List<String>> fields) {
        var text = new StringBuilder("- no: ").append(number).append('\n');
        fields.forEach((key, values) -> {
            if (values.isEmpty()) return;
            var quoted = values.stream().map(AttestationBook::quoted).toList();
            text.append("  ").append(key).append(": ");
            text.append(values.size() == 1 ? quoted.get(0) : "[" + String.join(", ", quoted) + "]")
                    .append('\n');
        });
        return text.append('\n').toString();
    }

    /** In double quotes, on one line, whatever it holds. */
    private static String quoted(String value) {
        var text = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) text.append(' ');
                    else text.appendCodePoint(c);
                }
            }
        });
        return text.append('"').toString();
    }

    private static final class Heard implements Sink {
        final List<Attestation> attestations = new ArrayList<>();
        final List<String> rejections = new ArrayList<>();

        @Override
        public void fact(Fact fact) {
            if (fact instanceof Attestation attestation) attestations.add(attestation);
        }

        @Override
        public void ignored(String why) {}

        @Override
        public void rejected(Origin origin, String reason) {
            rejections.add(reason);
        }
    }
}

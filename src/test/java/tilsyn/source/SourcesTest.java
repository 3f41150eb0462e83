package tilsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.fact.Accounting;
import tilsyn.fact.Fact;
import tilsyn.fact.FileRead;
import tilsyn.fact.Rejection;
import tilsyn.fact.VolumeUsage;
import tilsyn.store.Store;

/** Real Camel with the routes that ship, real H2; only the decoder is a small one of our own. */
@Timeout(120)
class SourcesTest {
    private static final Path ROUTES = Path.of("routes");
    private static final Instant RECEIVED = Instant.parse("2025-11-10T06:00:00Z");

    @TempDir
    Path temp;

    private Path input;
    private Path routes = ROUTES;
    private Bounds bounds = Bounds.USUAL;
    private UnaryOperator<Sink> between = UnaryOperator.identity();
    private final List<Fact> facts = new ArrayList<>();

    @BeforeEach
    void folder() throws IOException {
        input = Files.createDirectory(temp.resolve("input"));
    }

    @Test
    void files_are_read_by_the_route_of_their_family() throws IOException {
        write("a/one.txt", "volume C: 5\nnote\nvolume D: x\n");

        var accounting = read();

        assertThat(accounting.files()).singleElement().satisfies(file -> {
            assertThat(file.file()).isEqualTo("a/one.txt");
            assertThat(file.format()).isEqualTo("volumes");
            assertThat(file.route()).isEqualTo("hardware");
            assertThat(file.bytes()).isEqualTo(29);
            assertThat(file.sha256()).isEqualTo("6d083c49f274baeea4a0fca97caa7c42e72a0852f5d424855539277de37a71fd");
        });
        assertThat(accounting.line())
                .isEqualTo("received 3 = facts 1 + rolled up 0 + duplicates 0 + ignored 1 + rejected 1");
        assertThat(facts)
                .singleElement()
                .satisfies(fact -> assertThat(fact.origin().place()).isEqualTo("a/one.txt:1"));
    }

    @Test
    void entries_of_zips_in_zips_and_gzip_files_are_read() throws IOException {
        var inner = zip(Map.of("etc/deep.txt", bytes("volume D: 1\n"), "b.txt.gz", gzip("volume E: 1\n")));
        write("outer.zip", zip(Map.of("dir/inner.zip", inner, "a.txt", bytes("volume C: 1\n"))));
        write("c.txt.gz", gzip("volume F: 1\n"));

        var accounting = read();

        assertThat(accounting.files())
                .extracting(FileRead::file, FileRead::problem)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("c.txt.gz", ""),
                        org.assertj.core.groups.Tuple.tuple("outer.zip!a.txt", ""),
                        org.assertj.core.groups.Tuple.tuple("outer.zip!dir/inner.zip!b.txt.gz", ""),
                        org.assertj.core.groups.Tuple.tuple("outer.zip!dir/inner.zip!etc/deep.txt", ""));
        assertThat(accounting.facts()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/x.txt", "a/../../x.txt", "/etc/x.txt", "C:\\x.txt", "..\\x.txt", "\\x.txt"})
    void an_entry_whose_name_leads_out_of_its_zip_is_put_aside(String name) throws IOException {
        write("outer.zip", zip(Map.of(name, bytes("volume C: 1\n"))));

        var accounting = read();

        assertThat(accounting.files())
                .singleElement()
                .satisfies(file -> assertThat(file.problem()).startsWith("its name leads out of the zip"));
        assertThat(accounting.facts()).isZero();
    }

    @Test
    void a_zip_and_a_single_file_can_be_checked_too() throws IOException {
        write("x.zip", zip(Map.of("a.txt", bytes("volume C: 1\n"))));
        write("one.txt", "volume C: 1\n");

        input = input.resolve("x.zip");
        assertThat(read().files()).extracting(FileRead::file).containsExactly("x.zip!a.txt");
        input = input.resolveSibling("one.txt");
        assertThat(read().files()).extracting(FileRead::file).containsExactly("one.txt");
    }

    @Test
    void one_bad_file_never_stops_the_others() throws IOException {
        write("a-unknown.txt", "what is this\n");
        write("b-empty.txt", "");
        write("c-binary.dat", new byte[] {0, 1, 2, 3, 0, 5});
        write("d-cut.zip", Arrays.copyOf(zip(Map.of("a.txt", bytes("volume C: 1\n".repeat(100)))), 60));
        write("e-cut.txt.gz", Arrays.copyOf(gzip("volume C: 1\n".repeat(20_000)), 150));
        write("f-throws.txt", "volume throw 1\n");
        write("g-overflows.txt", "volume overflow 1\n");
        write("h-eats-memory.txt", "volume memory 1\n");
        write("i.evtx", bytes("ElfFile\0more"));
        write("j-not.gz", new byte[] {0x1F, (byte) 0x8B, 8, 1, 2, 3, 4, 5, 6, 7, 8, 9});
        write("z-good.txt", "volume C: 1\n");

        var accounting = read();

        assertThat(problems(accounting))
                .containsExactly(
                        "a-unknown.txt: unknown format",
                        "b-empty.txt: empty file",
                        "c-binary.dat: unknown format: binary",
                        "d-cut.zip: a zip that is cut off or damaged: zip END header not found",
                        "e-cut.txt.gz: could not be read to its end: Unexpected end of ZLIB input stream",
                        "f-throws.txt: could not be decoded to its end, which is our own fault: java.lang.IllegalStateException: thrown",
                        "g-overflows.txt: could not be decoded to its end, which is our own fault: java.lang.StackOverflowError",
                        "h-eats-memory.txt: could not be decoded to its end, which is our own fault: java.lang.OutOfMemoryError: eaten",
                        "i.evtx: unknown format: binary",
                        "j-not.gz: can't be read: Unexpected end of ZLIB input stream");
        assertThat(facts).anyMatch(fact -> fact.origin().file().equals("z-good.txt"));
        assertThat(accounting.ignored()).isEqualTo(1);
        assertThat(accounting.rejections())
                .extracting(Rejection::origin)
                .extracting(origin -> origin.file())
                .doesNotContain("b-empty.txt", "z-good.txt")
                .hasSize(9);
    }

    @Test
    void an_empty_folder_gives_nothing() {
        assertThat(read().files()).isEmpty();
    }

    @Test
    void an_input_that_is_not_there_is_said() {
        input = input.resolve("gone");

        assertThat(problems(read())).singleElement().asString().endsWith("gone: can't be read: there is no such file");
    }

    @Test
    void links_pipes_and_what_no_one_may_read_are_listed_and_never_opened() throws Exception {
        write("good.txt", "volume C: 1\n");
        Files.createSymbolicLink(input.resolve("link.txt"), input.resolve("good.txt"));
        Files.createSymbolicLink(Files.createDirectory(input.resolve("loop")).resolve("self"), input);
        assumeTrue(new ProcessBuilder("mkfifo", input.resolve("pipe").toString())
                        .start()
                        .waitFor()
                == 0);

        assertThat(problems(read()))
                .containsExactly(
                        "link.txt: a link, which is not followed",
                        "loop/self: a link, which is not followed",
                        "pipe: a pipe, socket or device, which is not opened");
        assertThat(facts).hasSize(1);
    }

    @Test
    void a_device_is_not_opened() {
        input = Path.of("/dev/zero");
        assumeTrue(Files.exists(input));

        assertThat(problems(read())).containsExactly("zero: a pipe, socket or device, which is not opened");
    }

    @Test
    void folders_and_files_without_rights_are_listed() throws IOException {
        write("closed/a.txt", "volume C: 1\n");
        write("secret.txt", "volume C: 1\n");
        write("z.txt", "volume D: 1\n");
        var closed = input.resolve("closed");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(input.resolve("secret.txt"), PosixFilePermissions.fromString("---------"));
        try {
            assumeTrue(!Files.isReadable(closed), "rights bind everyone but root");
            assertThat(problems(read()))
                    .containsExactly(
                            "closed/: a folder that can't be read: no rights", "secret.txt: can't be read: no rights");
            assertThat(facts).hasSize(1);
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void version_control_folders_are_passed_over() throws IOException {
        write(".git/config", "volume C: 1\n");
        write(".hidden/a.txt", "volume C: 1\n");

        assertThat(read().files()).extracting(FileRead::file).containsExactly(".hidden/a.txt");
    }

    @Test
    void a_line_of_100_MB_is_one_record() throws IOException {
        try (var out = Files.newOutputStream(input.resolve("long.txt"))) {
            out.write(bytes("volume C: 1\nvolume D: "));
            var chunk = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 100; i++) out.write(chunk);
            out.write(bytes("\nvolume E: 1\n"));
        }

        assertThat(read().line())
                .isEqualTo("received 3 = facts 2 + rolled up 0 + duplicates 0 + ignored 0 + rejected 1");
    }

    @Test
    void a_zip_bomb_is_rejected_and_its_neighbours_are_read() throws IOException {
        bounds = new Bounds(100, 100, 3, 50 << 20, 60 << 20, 200, 1 << 20);
        var zeros = new byte[8 << 20];
        write("bomb.zip", zip(Map.of("a.txt", bytes("volume C: 1\n"), "zeros.txt", zeros)));
        write("bomb.txt.gz", gzip("volume C: 1\n" + "note\n".repeat(1_200_000)));
        write("nested.zip", zip(Map.of("inner.zip", zip(Map.of("zeros.txt", zeros)))));
        write("z.txt", "volume Z: 1\n");

        var accounting = read();

        var bomb = "expands to more than 200 times its size; a zip bomb is not read";
        assertThat(problems(accounting))
                .containsExactly(
                        "bomb.txt.gz: could not be read to its end: " + bomb,
                        "bomb.zip!zeros.txt: can't be read: " + bomb,
                        "nested.zip!inner.zip!zeros.txt: can't be read: " + bomb);
        assertThat(facts).extracting(fact -> ((VolumeUsage) fact).volume()).contains("Z:");
    }

    @Test
    void all_bounds_of_zips_hold() throws IOException {
        bounds = new Bounds(5, 2, 2, 1_000, 2_500, 200, 1 << 20);
        write("a.zip", zip(Map.of("1", bytes("x"), "2", bytes("x"), "3", bytes("x"))));
        write("b.zip", zip(Map.of("i.zip", zip(Map.of("j.zip", zip(Map.of("k", bytes("x"))))))));
        var random = new byte[990];
        new java.util.Random(1).nextBytes(random);
        write("c.zip", zip(Map.of("big.txt", new byte[1_500])));
        write("d.zip", zip(Map.of("1.txt", random, "2.txt", random)));
        write("e.txt", "volume C: 1\n");
        write("f.txt", "volume C: 1\n");
        write("g.txt", "volume C: 1\n");

        assertThat(problems(read()))
                .containsExactly(
                        "a.zip: a zip of 3 entries; up to 2 are read",
                        "b.zip!i.zip!j.zip: zip files are opened 2 deep",
                        "c.zip!big.txt: can't be read: expands to more than 0 MB",
                        "d.zip!1.txt: unknown format: binary",
                        "d.zip!2.txt: can't be read: the packed files of this input expand to more than 0 MB",
                        "f.txt: this and all after it are not read: a folder is read up to 5 files");
    }

    @Test
    void an_entry_whose_checksum_is_wrong_is_not_read() throws IOException {
        var zip = stored("a.txt", bytes("volume C: 1\n"));
        zip[30 + "a.txt".length() + 10] ^= 1;
        write("a.zip", zip);

        assertThat(problems(read()))
                .containsExactly("a.zip!a.txt: damaged: its checksum is not the one that the zip states");
    }

    @Test
    void an_entrys_date_is_in_the_customers_zone_wherever_it_is_read() throws IOException {
        write("a.zip", stored("a.txt", bytes("dated C: 1\n")));

        read();

        assertThat(facts)
                .singleElement()
                .satisfies(fact -> assertThat(fact.time()).isEqualTo("2025-11-09T22:41:06Z"));
    }

    @Test
    void a_name_with_control_characters_is_shown_without() throws IOException {
        write("a\u001B[31m\nb.txt", "volume C: 1\n");

        assertThat(read().files()).extracting(FileRead::file).containsExactly("a?[31m?b.txt");
    }

    @Test
    void a_family_whose_route_is_removed_is_not_taken_and_said() throws IOException {
        write("one.txt", "volume C: 1\n");
        routes = copyOfRoutes();
        Files.delete(routes.resolve("hardware.camel.yaml"));

        assertThat(problems(read())).containsExactly("one.txt: no route for family hardware");
        assertThat(facts).isEmpty();
    }

    @Test
    void a_route_can_leave_files_out_and_they_are_said() throws IOException {
        write("old/one.txt", "volume C: 1\n");
        write("new/one.txt", "volume D: 1\n");
        routes = copyOfRoutes();
        Files.writeString(routes.resolve("hardware.camel.yaml"), """
                - route:
                    id: hardware
                    from:
                      uri: direct:hardware
                      steps:
                        - filter:
                            simple: "${header.file} !startsWith 'old/'"
                            steps:
                              - to: bean:arrivals?method=decode
                """);

        assertThat(problems(read())).containsExactly("old/one.txt: left out by a route");
        assertThat(facts).hasSize(1);
    }

    @Test
    void a_route_can_give_its_files_a_zone() throws IOException {
        write("one.txt", "zoned C: 1\n");
        routes = copyOfRoutes();
        hardware(
                "        - setHeader: { name: zone, constant: America/New_York }\n        - to: bean:arrivals?method=decode\n");

        read();

        assertThat(facts)
                .singleElement()
                .satisfies(fact ->
                        assertThat(fact.origin().timeNote()).isEqualTo("zone America/New_York from route hardware"));
    }

    @Test
    void the_route_shown_in_the_routes_README_works() throws IOException {
        write("one.txt", "zoned C: 1\n");
        routes = copyOfRoutes();
        var shown = Files.readString(ROUTES.resolve("README.md")).split("```yaml\n|```")[1];
        Files.writeString(routes.resolve("hardware.camel.yaml"), shown);

        read();

        assertThat(facts)
                .singleElement()
                .satisfies(fact -> assertThat(fact.origin().timeNote()).isEqualTo("zone UTC from route hardware"));
    }

    @Test
    void a_zone_that_is_none_is_said() throws IOException {
        write("one.txt", "zoned C: 1\n");
        routes = copyOfRoutes();
        hardware("        - setHeader: { name: zone, constant: Oslo }\n        - to: bean:arrivals?method=decode\n");

        assertThat(problems(read())).containsExactly("one.txt: its route gives the zone 'Oslo', which is none");
    }

    @Test
    void without_the_route_for_rejections_nothing_is_lost() throws IOException {
        write("a.txt", "what\n");
        write("b.txt", "volume C: 1\n");
        routes = copyOfRoutes();
        Files.delete(routes.resolve("rejected.camel.yaml"));

        assertThat(problems(read())).containsExactly("a.txt: unknown format");
        assertThat(facts).hasSize(1);
    }

    @Test
    void a_file_sent_on_twice_is_read_once() throws IOException {
        write("one.txt", "volume C: 1\n");
        routes = copyOfRoutes();
        hardware("        - to: bean:arrivals?method=decode\n        - to: bean:arrivals?method=decode\n");

        assertThat(read().line())
                .isEqualTo("received 1 = facts 1 + rolled up 0 + duplicates 0 + ignored 0 + rejected 0");
    }

    @Test
    void a_broken_store_stops_the_reading() throws IOException {
        write("a.txt", "volume break 1\n");
        write("b.txt", "volume C: 1\n");

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("never stored");
    }

    @Test
    void what_stands_between_is_made_for_each_input_and_told_its_end() throws IOException {
        write("a.txt", "volume C: 1\nnote\n");
        write("b.txt", "volume C: 2\n");
        between = KeptToTheEnd::new;

        assertThat(read().line())
                .isEqualTo("received 3 = facts 2 + rolled up 0 + duplicates 0 + ignored 1 + rejected 0");
    }

    @Test
    void records_lost_on_the_way_are_our_own_fault_and_said_aloud() throws IOException {
        write("a.txt", "volume C: 1\nvolume D: 1\n");
        between = Losing::new;

        assertThatThrownBy(this::read).hasMessage("a.txt: received 2 records, accounted for 1");
    }

    @Test
    void progress_is_told_from_nothing_to_all() throws IOException {
        write("a.txt", "volume C: 1\n");
        write("b.txt", "volume D: 1\n");
        var told = new ArrayList<String>();

        read((files, ofFiles, bytes, ofBytes, file) ->
                told.add(files + "/" + ofFiles + " " + bytes + "/" + ofBytes + " " + file));

        assertThat(told).containsExactly("0/2 0/24 a.txt", "1/2 12/24 b.txt", "2/2 24/24 ");
    }

    private Accounting read() {
        return read(Progress.NONE);
    }

    private Accounting read(Progress progress) {
        var settings = new Settings(input, ZoneId.of("Europe/Oslo"), "zone Europe/Oslo from customer.yaml", RECEIVED);
        facts.clear();
        try (var store = Store.create(temp.resolve("store"))) {
            try (var intake = store.intake("FJ");
                    var sources = Sources.open(routes, settings, intake, between, progress, bounds, Volumes::of)) {
                sources.run();
            }
            var read = store.facts("FJ", (name, file) -> name);
            read.hosts().forEach(host -> facts.addAll(read.of(host)));
            return store.accounting("FJ");
        }
    }

    private static List<String> problems(Accounting accounting) {
        return accounting.notTaken().stream()
                .map(file -> file.file() + ": " + file.problem())
                .toList();
    }

    private void hardware(String steps) throws IOException {
        Files.writeString(
                routes.resolve("hardware.camel.yaml"),
                "- route:\n    id: hardware\n    from:\n      uri: direct:hardware\n      steps:\n" + steps);
    }

    private Path copyOfRoutes() throws IOException {
        var copy = Files.createDirectory(temp.resolve("routes"));
        try (var files = Files.list(ROUTES)) {
            for (var file : files.toList()) Files.copy(file, copy.resolve(file.getFileName()));
        }
        return copy;
    }

    private void write(String name, String text) throws IOException {
        write(name, bytes(text));
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.createDirectories(input.resolve(name).getParent());
        Files.write(input.resolve(name), bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes(text));
        }
        return out.toByteArray();
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var entry : new TreeMap<>(entries).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return out.toByteArray();
    }

    /** A zip whose one entry is not packed, dated 23:41:06 without a zone. */
    private static byte[] stored(String name, byte[] bytes) throws IOException {
        var crc = new java.util.zip.CRC32();
        crc.update(bytes);
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            var entry = new ZipEntry(name);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            entry.setCrc(crc.getValue());
            entry.setTimeLocal(java.time.LocalDateTime.of(2025, 11, 9, 23, 41, 6));
            zip.putNextEntry(entry);
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    private record KeptToTheEnd(Sink sink, List<Fact> kept) implements Sink {
        KeptToTheEnd(Sink sink) {
            this(sink, new ArrayList<>());
        }

        @Override
        public void fact(Fact fact) {
            kept.add(fact);
        }

        @Override
        public void ignored(String why) {
            sink.ignored(why);
        }

        @Override
        public void rejected(tilsyn.fact.Origin origin, String reason) {
            sink.rejected(origin, reason);
        }

        @Override
        public void end() {
            kept.forEach(sink::fact);
        }
    }

    private record Losing(Sink sink) implements Sink {
        @Override
        public void fact(Fact fact) {
            if (((VolumeUsage) fact).volume().equals("C:")) sink.fact(fact);
        }

        @Override
        public void ignored(String why) {}

        @Override
        public void rejected(tilsyn.fact.Origin origin, String reason) {}
    }

    /** Reads {@code volume NAME FREE} lines; some names make it misbehave. */
    private static final class Volumes implements Decoder {
        static Optional<Decoder> of(Head head) {
            return Optional.<Decoder>of(new Volumes()).filter(decoder -> decoder.recognises(head));
        }

        @Override
        public Format format() {
            return new Format("volumes", Family.HARDWARE, "Volumes", "none", List.of());
        }

        @Override
        public boolean recognises(Head head) {
            return head.text().matches("(?s)(volume|dated|zoned) .*");
        }

        @Override
        public void decode(Input input, Sink sink) throws IOException {
            try (var lines = input.lines()) {
                for (var line = lines.next(); line != null; line = lines.next()) {
                    var words = line.text().split(" ");
                    if (words[0].equals("note")) sink.ignored("note");
                    else if (words.length != 3 || !words[2].matches("\\d"))
                        sink.rejected(input.origin(line), "expected a volume");
                    else sink.fact(fact(input, input.origin(line), words));
                }
            }
        }

        private static Fact fact(Input input, tilsyn.fact.Origin origin, String[] words) {
            switch (words[1]) {
                case "throw" -> throw new IllegalStateException("thrown");
                case "overflow" -> throw new StackOverflowError();
                case "memory" -> throw new OutOfMemoryError("eaten");
                case "break" -> {
                    return new tilsyn.fact.HostVerdict("h1", "i", "high", "PASS", "", RECEIVED, List.of(), origin);
                }
                default -> {}
            }
            var time = words[0].equals("dated")
                    ? Optional.ofNullable(input.modified()).orElseThrow()
                    : RECEIVED;
            var note = words[0].equals("zoned") ? input.zoneNote() : "";
            return new VolumeUsage("h1", words[1], 10, Long.parseLong(words[2]), time, origin.withTime("", note));
        }
    }
}

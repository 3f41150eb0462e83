package tilsyn;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.Checks.FINAL;
import static tilsyn.Checks.FOLDER;
import static tilsyn.Checks.cells;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.output.Results;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Reason;

/** The checklist's property tests P1 to P12, on the example customer. P7 is in {@link FjordvikTest}. */
class PropertiesTest {
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final Pattern ISO = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[+-]\\d\\d:\\d\\d");

    @TempDir
    static Path shared;

    private static Results whole;

    @TempDir
    Path temp;

    @BeforeAll
    static void check_the_whole() throws Exception {
        whole = Checks.check(FOLDER, shared.resolve("data"), FINAL);
    }

    /** Some hundred and fifty checks: run it with {@code -Dtilsyn.withhold=true}. */
    @TestFactory
    @EnabledIfSystemProperty(named = "tilsyn.withhold", matches = "true")
    Stream<DynamicTest> p1_taking_a_file_away_gives_no_new_pass_and_no_better_score() throws Exception {
        var copy = copied();
        return representatives().stream()
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    var path = copy.resolve(file.toString());
                    var aside = temp.resolve("aside");
                    Files.move(path, aside);
                    try {
                        holdsBack(check(copy));
                    } finally {
                        Files.move(aside, path);
                    }
                }));
    }

    @Test
    void p1_taking_a_whole_source_away_gives_no_better_score() throws Exception {
        var copy = copied();
        for (var source : List.of("winevt", "syslog", "backup", "sensors", "rmm", "antivirus", "attestations")) {
            var aside = temp.resolve("aside");
            Files.move(copy.resolve(source), aside);
            assertThat(check(copy).assessment().score().total())
                    .as(source)
                    .isLessThanOrEqualTo(whole.assessment().score().total());
            Files.move(aside, copy.resolve(source));
        }
    }

    private static void holdsBack(Results less) {
        assertThat(Checks.passes(less)).isSubsetOf(Checks.passes(whole));
        assertThat(less.assessment().score().total())
                .isLessThanOrEqualTo(whole.assessment().score().total() + 1e-9);
    }

    @Test
    void p2_what_is_delivered_twice_counts_once() throws Exception {
        var copy = copied();
        Checks.copy(FOLDER.resolve("winevt"), copy.resolve("again/winevt"));
        Checks.copy(FOLDER.resolve("syslog"), copy.resolve("again/syslog"));
        Checks.copy(FOLDER.resolve("backup"), copy.resolve("again/backup"));
        Checks.copy(FOLDER.resolve("rmm"), copy.resolve("again/rmm"));
        Checks.copy(FOLDER.resolve("sensors"), copy.resolve("again/sensors"));

        assertThat(cells(check(copy))).isEqualTo(cells(whole));
    }

    @Test
    void p3_the_order_of_files_and_of_lines_with_their_own_time_changes_nothing() throws Exception {
        var copy = copied();
        var random = new Random(35);
        rewrite(copy.resolve("rmm"), text -> shuffled(text, 1, random));
        rewrite(copy.resolve("antivirus"), text -> shuffled(text, 1, random));
        rewrite(copy.resolve("syslog/FJ-APP01-journal.log"), text -> shuffled(text, 0, random));
        Files.move(copy.resolve("winevt"), copy.resolve("a-winevt"));
        Files.move(copy.resolve("antivirus"), copy.resolve("z-antivirus"));

        assertThat(cells(check(copy))).isEqualTo(cells(whole));
    }

    @Test
    void p4_every_spelling_of_a_host_is_that_host() throws Exception {
        var copy = copied();
        rewrite(copy.resolve("rmm/scans-FJ-DC01.csv"), text -> text.replace(";FJ-DC01;", ";fj-dc01;"));
        rewrite(copy.resolve("rmm/reboot-FJ-DC01.csv"), text -> text.replace(";FJ-DC01;", ";FJORDVIK\\FJ-DC01$;"));
        rewrite(
                copy.resolve("rmm/windows-updates-FJ-DC01.csv"),
                text -> text.replace(";FJ-DC01;", ";FJ-DC01.fjordvik.example;"));
        rewrite(
                copy.resolve("antivirus/status-FJ-DC01.csv"),
                text -> text.replace(";FJ-DC01;", ";Fj-Dc01.FJORDVIK.example.;"));

        assertThat(cells(check(copy))).isEqualTo(cells(whole));
    }

    @Test
    void p5_every_way_to_write_a_moment_is_that_moment() throws Exception {
        var copy = copied();
        rewrite(copy.resolve("rmm"), text -> moments(text, at -> at.toInstant().toString()));
        var norwegian = DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm:ss");
        rewrite(
                copy.resolve("antivirus"),
                text -> moments(text, at -> at.atZoneSameInstant(OSLO).format(norwegian)));

        assertThat(cells(check(copy))).isEqualTo(cells(whole));
    }

    @Test
    void p6_noise_changes_nothing_but_what_counts_it() throws Exception {
        var copy = copied();
        var noise = new StringBuilder();
        var start = OffsetDateTime.parse("2025-10-07T00:00:00+02:00");
        for (int i = 0; i < 20_000; i++)
            noise.append("<30>1 ")
                    .append(start.plusSeconds(140L * i))
                    .append(" fj-app01 fiktiv-noise - - - Nothing to see here, part ")
                    .append(i)
                    .append('\n');
        Files.writeString(copy.resolve("syslog/FJ-APP01-noise.log"), noise);

        assertThat(but(cells(check(copy)), "LOG-01", "LOG-06")).isEqualTo(but(cells(whole), "LOG-01", "LOG-06"));
    }

    @Test
    void p8_an_inventory_alone_proves_nothing() throws Exception {
        var bare = temp.resolve("bare");
        Checks.copy(FOLDER.resolve("inventory"), bare.resolve("inventory"));

        assertThat(Checks.passes(check(bare))).isEmpty();
    }

    @Test
    void p9_an_item_that_is_switched_off_is_not_known_and_changes_no_other() throws Exception {
        var rules = temp.resolve("rules");
        Checks.copy(Path.of("rules"), rules);
        rewrite(rules.resolve("hardware"), text -> text.replaceFirst("\nseverity:", "\nenabled: false\nseverity:"));

        var results = Checks.check(
                FOLDER,
                rules,
                temp.resolve("data"),
                Optional.of(OffsetDateTime.parse(FINAL).toInstant()));

        assertThat(results.assessment().verdicts())
                .filteredOn(verdict -> verdict.item().id().startsWith("HW-"))
                .isNotEmpty()
                .allSatisfy(verdict -> assertThat(verdict.outcome()).isIn(Outcome.NO_EVIDENCE, Outcome.NOT_APPLICABLE))
                .filteredOn(verdict -> verdict.outcome() == Outcome.NO_EVIDENCE)
                .allSatisfy(verdict -> assertThat(verdict.reason()).isEqualTo(Reason.RULE_DISABLED));
        assertThat(but(cells(results), "HW", "AGR", "OPS", "RPT"))
                .isEqualTo(but(cells(whole), "HW", "AGR", "OPS", "RPT"));
        assertThat(cells(results).keySet()).isEqualTo(cells(whole).keySet());
    }

    @Test
    void p10_waivers_change_what_is_done_about_it_and_never_the_verdict() throws Exception {
        var copy = copied();
        var waivers = new StringBuilder(Files.readString(copy.resolve("waivers.yaml")));
        int number = 0;
        for (var verdict : whole.assessment().verdicts())
            if (verdict.outcome() == Outcome.FAIL && !verdict.item().id().equals("RPT-03"))
                waivers.append("""
                          - id: W-2025-9%02d
                            item: %s
                            host: %s
                            reason: Avtalt i påvente av nytt utstyr
                            requested_by: Ingrid Tveito
                            approver: Marit Fjordvik
                            approver_role: daglig leder
                            granted: 2025-11-01
                            expires: 2025-11-30
                        """.formatted(number++, verdict.item().id(), verdict.subject()));
        Files.writeString(copy.resolve("waivers.yaml"), waivers);

        var waived = check(copy);

        assertThat(but(cells(waived), "RPT-03")).isEqualTo(but(cells(whole), "RPT-03"));
        assertThat(waived.assessment().verdicts())
                .filteredOn(verdict -> verdict.disposition().state().equals("waived"))
                .hasSizeGreaterThan(10);
    }

    @Test
    void p11_poison_is_put_aside_and_stops_nothing() throws Exception {
        var copy = copied();
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(Files.readAllBytes(copy.resolve("syslog/FJ-APP01.log")));
        }
        var poison = Files.createDirectories(copy.resolve("poison"));
        Files.write(poison.resolve("cut.log.gz"), Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
        var junk = new byte[1 << 16];
        new Random(7).nextBytes(junk);
        Files.write(poison.resolve("junk.bin"), junk);
        Files.writeString(poison.resolve("line.log"), "x".repeat(32 << 20));
        try (var zip = new ZipOutputStream(Files.newOutputStream(poison.resolve("climbs.zip")))) {
            zip.putNextEntry(new ZipEntry("../../waivers.yaml"));
            zip.write("waivers: []".getBytes(StandardCharsets.UTF_8));
        }

        var results = check(copy);

        assertThat(cells(results)).isEqualTo(cells(whole));
        assertThat(results.accounting().files())
                .filteredOn(file -> file.file().startsWith("poison/"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file.problem()).isNotEmpty());
    }

    @Test
    void p12_a_second_later_nothing_has_changed_where_no_limit_lies_between() throws Exception {
        assertThat(cells(Checks.check(FOLDER, temp.resolve("data"), "2025-11-10T07:00:01+01:00")))
                .isEqualTo(cells(whole));
    }

    private Results check(Path folder) throws Exception {
        return Checks.check(folder, temp.resolve("data"), FINAL);
    }

    private Path copied() throws IOException {
        var copy = temp.resolve("copy");
        Checks.copy(FOLDER, copy);
        return copy;
    }

    /** Every file but those of which there is one a day: of these the first, one in the middle, and the last two. */
    private static List<Path> representatives() throws IOException {
        Map<String, List<Path>> series = new TreeMap<>();
        try (var files = Files.walk(FOLDER)) {
            files.filter(Files::isRegularFile)
                    .map(FOLDER::relativize)
                    .sorted()
                    .forEach(file -> series.computeIfAbsent(
                                    file.toString().replaceAll("20\\d{6}T\\d{4}", "DATE"), name -> new ArrayList<>())
                            .add(file));
        }
        return series.values().stream()
                .flatMap(files -> files.size() < 5
                        ? files.stream()
                        : Stream.of(0, files.size() / 2, files.size() - 2, files.size() - 1)
                                .map(files::get))
                .toList();
    }

    private static void rewrite(Path path, UnaryOperator<String> how) throws IOException {
        try (var files = Files.walk(path)) {
            for (var file : files.filter(Files::isRegularFile).toList())
                Files.writeString(file, how.apply(Files.readString(file)));
        }
    }

    private static String shuffled(String text, int head, Random random) {
        var lines = new ArrayList<>(text.lines().toList());
        Collections.shuffle(lines.subList(head, lines.size()), random);
        return String.join("\n", lines) + "\n";
    }

    private interface Writing {
        String of(OffsetDateTime moment);
    }

    private static String moments(String text, Writing writing) {
        return ISO.matcher(text).replaceAll(found -> writing.of(OffsetDateTime.parse(found.group())));
    }

    private static Map<String, String> but(Map<String, String> cells, String... items) {
        var others = new TreeMap<>(cells);
        others.keySet().removeIf(cell -> Stream.of(items).anyMatch(item -> cell.contains(" " + item)));
        return others;
    }
}

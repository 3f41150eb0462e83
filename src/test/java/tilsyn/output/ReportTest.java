package tilsyn.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tilsyn.fact.Picture;
import tilsyn.fact.Picture.Night;
import tilsyn.fact.Picture.NightResult;
import tilsyn.verdict.Item;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Reason;
import tilsyn.verdict.Retired;
import tilsyn.verdict.Words;

class ReportTest {
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String ATTRIBUTE = "\" onmouseover=\"alert(1)";

    @ParameterizedTest
    @ValueSource(strings = {SCRIPT, ATTRIBUTE, "<img src=x onerror=alert(1)>", "</style><b>", "--><b>", "${7*7}"})
    void what_strangers_wrote_stays_text(String hostile) throws IOException {
        var calm = tags(html(hostile("text")));

        assertThat(tags(html(hostile(hostile)))).isEqualTo(calm);
    }

    @Test
    void what_would_steer_or_reorder_text_is_shown_as_its_code() throws IOException {
        var html = html(hostile("a\u202Eb\u0000c\u001B[31md\u2066e\uFEFFf\uD800g"));

        assertThat(html).contains("a⟨U+202E⟩b⟨U+0000⟩c⟨U+001B⟩[31md⟨U+2066⟩e⟨U+FEFF⟩f⟨U+D800⟩g");
        assertThat(html.codePoints().filter(code -> code < 0x20 && code != '\n' || code == 0x202E || code == 0x2066))
                .isEmpty();
    }

    @Test
    void it_allows_nothing_but_its_own_style_and_asks_for_nothing() throws Exception {
        var html = html(Sample.fjordvik());

        var style = between(html, "<style>", "</style>");
        var digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        assertThat(html)
                .contains("default-src &#39;none&#39;; style-src &#39;sha256-"
                        + Base64.getEncoder().encodeToString(digest) + "&#39;;");
        assertThat(style).doesNotContain("url(").doesNotContain("@import");
        assertThat(html).doesNotContain("http:").doesNotContain("https:").doesNotContain(" style=");
        assertThat(all(html, "(?:src|href)=\"([^\"]*)\"")).isNotEmpty().allMatch(link -> link.startsWith("#"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nb", "en"})
    void every_link_leads_somewhere_and_every_place_has_one_name(String language) throws IOException {
        var html = html(Sample.fjordvik().in(language));

        var places = all(html, " id=\"([^\"]*)\"");
        assertThat(places).doesNotHaveDuplicates();
        assertThat(all(html, "href=\"#([^\"]*)\"")).isSubsetOf(places);
    }

    @Test
    void its_number_begins_the_hash_of_the_verdicts_in_any_language() throws Exception {
        var verdicts = new StringWriter();
        new VerdictsJson().write(Sample.fjordvik().in("en").results(), verdicts);
        var digest =
                MessageDigest.getInstance("SHA-256").digest(verdicts.toString().getBytes(StandardCharsets.UTF_8));
        var id = java.util.HexFormat.of().formatHex(digest).substring(0, 12);

        assertThat(html(Sample.fjordvik().in("nb"))).contains("<code>" + id + "</code>");
        assertThat(html(Sample.fjordvik().in("en"))).contains("<code>" + id + "</code>");
    }

    @Test
    void the_same_results_give_the_same_bytes() throws IOException {
        assertThat(html(Sample.fjordvik())).isEqualTo(html(Sample.fjordvik()));
    }

    @Test
    void the_critical_count_comes_before_coverage_and_coverage_before_the_score() throws IOException {
        var text = text(html(Sample.fjordvik()));

        assertThat(text)
                .containsSubsequence(
                        "Det er fire kritiske forhold.",
                        "Viktigst nå – FJ-APP01: ingen god backup",
                        "88 % av sjekklisten",
                        "Sikret poengsum er 60 av 100, karakter D.",
                        "Taket er D fordi det finnes kritiske forhold.",
                        "Det gode: RAID har full redundans");
    }

    @Test
    void numbers_and_moments_are_written_as_the_language_writes_them() throws IOException {
        assertThat(text(html(Sample.fjordvik())))
                .contains("144,5 timer, den siste 04.11.2025 kl. 02:20")
                .contains("10. november 2025 kl. 07:00");
        assertThat(text(html(Sample.fjordvik().in("en"))))
                .contains("144.5 hours, the last on 2025-11-04 02:20")
                .contains("10 November 2025, 07:00");
    }

    @Test
    void what_nobody_can_say_is_listed_with_the_command_that_would_show_it() throws IOException {
        var gaps = text(between(html(Sample.fjordvik()), "<section id=\"vet-ikke\">", "</section>"));

        assertThat(gaps)
                .contains("FJ-PC02", "Get-MpComputerStatus | ConvertTo-Json &gt; av.json")
                .contains("FJ-APP01", "df -P -B1 &gt; df-FJ-APP01.txt");
    }

    @Test
    void an_accepted_risk_shows_who_and_until_when_and_is_no_thing_to_do_now() throws IOException {
        var html = html(Sample.empty()
                .add(Sample.waived(Sample.warn("FJ-DC01", Sample.DISK, "D:", Map.of("free", "100", "days", "17")))));

        assertThat(html).contains("Akseptert risiko til 31.12.2025 (Marit Fjordvik), W-2025-07");
        assertThat(html).doesNotContain("id=\"gjores-naa\"");
    }

    @Test
    void a_critical_item_that_fails_or_nobody_can_judge_never_gets_a_green_headline() {
        var failed = Sample.empty()
                .add(Sample.fail("A", Sample.RAID, "md0", Map.of()))
                .add(Sample.pass("B", Sample.RAID));
        var unknown = Sample.empty()
                .add(Sample.pass("A", Sample.RAID))
                .add(Sample.pass("B", Sample.RAID))
                .add(Sample.unknown("C", Sample.RAID, Reason.MISSING));
        var fine = Sample.empty().add(Sample.pass("A", Sample.RAID));

        assertThat(ReportHeadline.light(failed.assessment())).isEqualTo(Outcome.FAIL);
        assertThat(ReportHeadline.light(unknown.assessment())).isEqualTo(Outcome.NO_EVIDENCE);
        assertThat(ReportHeadline.light(fine.assessment())).isEqualTo(Outcome.PASS);
    }

    @Test
    void nothing_judged_is_said_and_not_praised() throws IOException {
        var nothing = text(html(Sample.empty().reading()));

        assertThat(nothing).contains("Her er det foreløpig ingenting vi kan si noe sikkert ut fra.");
        assertThat(nothing).doesNotContain("Det gode:").doesNotContain("ingen kritiske forhold");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FAIL           | PASS           | Løst
            NO_EVIDENCE    | PASS           | Løst
            PASS           | FAIL           | Nytt
            NO_EVIDENCE    | FAIL           | Nytt
            NOT_APPLICABLE | WARN           | Nytt
                           | FAIL           | Nytt
                           | NO_EVIDENCE    | Nytt
            WARN           | FAIL           | Verre
            FAIL           | WARN           | Bedre, men ikke løst
            PASS           | NO_EVIDENCE    | Vet vi ikke lenger
            FAIL           | NO_EVIDENCE    | Vet vi ikke lenger
            FAIL           | FAIL           | Uendret
            NO_EVIDENCE    | NO_EVIDENCE    | Uendret
            FAIL           | NOT_APPLICABLE | Ikke aktuelt lenger
            WARN           |                | Ikke aktuelt lenger
            PASS           | PASS           |
            PASS           | NOT_APPLICABLE |
            PASS           |                |
            """)
    void a_cell_is_told_as_what_it_has_become(@Nullable Outcome before, @Nullable Outcome now, @Nullable String group) {
        var sample = Sample.empty().add(Sample.pass("OTHER", Sample.RAID));
        if (now != null) sample.add(Sample.with(now, "FJ-DC01", Sample.RAID));
        var cells = new TreeMap<Earlier.Cell, Outcome>();
        cells.put(cell("OTHER", Sample.RAID), Outcome.PASS);
        if (before != null) cells.put(cell("FJ-DC01", Sample.RAID), before);

        var since = ReportSince.of(sample.after(earlier(cells)).results());

        assertThat(since).isNotNull();
        assertThat(since.groups())
                .extracting(ReportSince.Group::title)
                .isEqualTo(group == null ? List.of() : List.of(group));
        if (group != null)
            assertThat(since.groups().get(0).rows()).singleElement().satisfies(row -> {
                assertThat(row.subjects()).isEqualTo("FJ-DC01");
                assertThat(row.title()).isEqualTo(Sample.RAID.title().nb());
            });
    }

    @Test
    void what_was_put_off_says_by_whom_and_until_when() {
        var sample = Sample.empty()
                .add(Sample.waived(Sample.warn("FJ-DC01", Sample.DISK, "D:", Map.of("free", "100", "days", "17"))));

        var since = ReportSince.of(sample.after(earlier(Map.of(cell("FJ-DC01", Sample.DISK), Outcome.WARN)))
                .results());

        assertThat(since).isNotNull();
        assertThat(since.groups().get(0).title()).isEqualTo("Utsatt");
        assertThat(since.groups().get(0).rows().get(0).agreed())
                .startsWith("Akseptert risiko til ")
                .contains("(");
        assertThat(since.summary()).isEqualTo("0 løst, 0 nye eller verre og 1 står igjen.");
    }

    @Test
    void the_first_report_compares_itself_with_nothing() throws IOException {
        assertThat(html(Sample.fjordvik())).doesNotContain("id=\"siden-sist\"").doesNotContain("forrige gang");
        assertThat(html(Sample.fjordvik().after(earlier(Map.of()))))
                .contains(
                        "id=\"siden-sist\"",
                        "forrige gang 76",
                        "Kritiske forhold: 2 da, %d nå."
                                .formatted(
                                        Sample.fjordvik().assessment().score().criticalFails()));
    }

    @Test
    void what_was_taken_out_of_the_checklist_is_told_with_who_and_why() throws IOException {
        var sample = Sample.fjordvik()
                .without(new Retired(
                        "HW-12",
                        new Words("Spare parts", "Reservedeler"),
                        "rules/hardware/HW-12-spares.yaml",
                        day("2025-11-01"),
                        "Ingrid Tveito",
                        "leverandøren har lager"))
                .after(earlier(Map.of(new Earlier.Cell("FJ-DC01", "HW-12"), Outcome.FAIL)));

        assertThat(text(html(sample)))
                .contains(
                        "Tatt ut av sjekklisten", "Reservedeler", "Ingrid Tveito, 01.11.2025: leverandøren har lager");
        assertThat(ReportSince.of(sample.results()))
                .isNotNull()
                .satisfies(since -> assertThat(since.groups())
                        .anySatisfy(group -> assertThat(group.rows())
                                .extracting(ReportSince.Row::item, ReportSince.Row::title)
                                .containsExactly(tuple("HW-12", "Reservedeler"))));
    }

    @Test
    void of_volumes_only_those_are_drawn_that_fill_or_have_little_left() {
        var curves = ReportCurve.spaces(Sample.fjordvik()
                .drawing(
                        space("A:", 500, null),
                        space("B:", 199, null),
                        space("C:", 500, "2027-11-10"),
                        space("D:", 500, "2027-11-11"))
                .results());

        assertThat(curves)
                .extracting(ReportCurve::title)
                .containsExactly("Ledig plass på C:, FJ-DC01", "Ledig plass på B:, FJ-DC01");
    }

    @Test
    void a_forecast_falls_to_zero_on_the_day_it_names_and_no_further() {
        var curve = ReportCurve.spaces(Sample.fjordvik()
                        .drawing(new Picture.FreeSpace(
                                "FJ-DC01",
                                "D:",
                                1000,
                                new TreeMap<>(Map.of(day("2025-10-31"), 60L, day("2025-11-10"), 40L)),
                                -2,
                                -4,
                                -1,
                                day("2025-11-30")))
                        .results())
                .get(0);

        // 55 days wide: ten measured, 45 ahead
        assertThat(curve.lines().get(0).points()).isEqualTo("0.0,10.4 127.3,53.6");
        assertThat(curve.lines().get(1).points()).isEqualTo("127.3,53.6 381.8,140.0");
        assertThat(curve.band()).isEqualTo("127.3,53.6 254.5,140.0 636.4,140.0");
        assertThat(curve.says())
                .endsWith("Full rundt 30.11.2025 med dagens vekst, mest trolig mellom 20.11.2025 og 20.12.2025.");
    }

    private static Picture.FreeSpace space(String volume, long free, @Nullable String full) {
        return new Picture.FreeSpace(
                "FJ-DC01",
                volume,
                1000,
                new TreeMap<>(Map.of(day("2025-11-10"), free)),
                full == null ? 0 : -1,
                -1,
                -1,
                full == null ? null : day(full));
    }

    private static LocalDate day(String date) {
        return LocalDate.parse(date);
    }

    private static Sample hostile(String text) {
        return Sample.empty()
                .named(text)
                .add(Sample.fail(text, Sample.BACKUP, text, Map.of("age", text, "since", text)))
                .add(Sample.unknown(text + "2", Sample.DISK, Reason.MISSING))
                .reading(Sample.file(text, text, 1, 1, 1, text), Sample.file(text + "2", "", 1, 1, 1, text))
                .drawing(
                        new Picture.Nights(
                                text, text, List.of(new Night(LocalDate.EPOCH, NightResult.FAILED, true)), null),
                        new Picture.FreeSpace(
                                text,
                                text,
                                100,
                                new TreeMap<>(Map.of(LocalDate.EPOCH, 10L)),
                                -1,
                                -2,
                                -1,
                                LocalDate.EPOCH.plusDays(10)),
                        new Picture.Sizes(text, text, new TreeMap<>(Map.of(LocalDate.EPOCH, 10L)), new TreeMap<>()))
                .after(earlier(Map.of(new Earlier.Cell(text, "BCK-01"), Outcome.PASS)));
    }

    private static Earlier earlier(Map<Earlier.Cell, Outcome> cells) {
        return new Earlier(Instant.parse("2025-10-06T05:00:00Z"), 2, 95, 76, "D", new TreeMap<>(cells));
    }

    private static Earlier.Cell cell(String subject, Item item) {
        return new Earlier.Cell(subject, item.id());
    }

    private static String html(Sample sample) throws IOException {
        var html = new StringWriter();
        new Report().write(sample.results(), html);
        return html.toString();
    }

    private static List<String> tags(String html) {
        return all(html, "(</?[a-zA-Z][^\\s>]*|<!)");
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]*>", "");
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }

    private static List<String> all(String text, String pattern) {
        var found = new ArrayList<String>();
        var matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) found.add(matcher.group(1));
        return found;
    }
}

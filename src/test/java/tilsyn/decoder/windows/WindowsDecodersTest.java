package tilsyn.decoder.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tilsyn.decoder.Reading;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;

class WindowsDecodersTest {
    private static final String EVENT =
            "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='disk'/>"
                    + "<EventID>7</EventID><Level>2</Level><TimeCreated SystemTime='2025-11-09T05:00:00Z'/>"
                    + "<EventRecordID>1</EventRecordID><Channel>System</Channel><Computer>A</Computer></System>"
                    + "<EventData><Data>%s</Data></EventData></Event>";
    private static final String HEADING = "Level,Date and Time,Source,Event ID,Task Category\n";

    @Test
    void an_entity_of_a_document_type_is_never_read() {
        var read = xml("<?xml version='1.0'?><!DOCTYPE Events [<!ENTITY file SYSTEM 'file:///etc/passwd'>]><Events>"
                + EVENT.formatted("&file;") + EVENT.formatted("fine") + "</Events>");

        assertThat(read.events()).extracting(event -> event.data("param1")).containsExactly("fine");
        assertThat(read.rejected).anyMatch(reason -> reason.contains("referenced, but not declared"));
    }

    @Test
    void an_event_without_end_costs_no_more_than_its_limit_and_no_other_event() {
        var read = xml(EVENT.formatted("x".repeat(3 << 20)) + "\n" + EVENT.formatted("fine"));

        assertThat(read.events()).extracting(event -> event.data("param1")).contains("fine");
        assertThat(read.rejected).contains("expected an event shorter than 1 MiB");
    }

    @Test
    void elements_nested_without_end_are_rejected() {
        var read = xml(EVENT.formatted("<a>".repeat(5_000) + "</a>".repeat(5_000)));

        assertThat(read.rejected).hasSize(1);
    }

    @Test
    void the_level_is_the_number_and_never_the_word_beside_it() {
        var read = xml(EVENT.formatted("x")
                .replace(
                        "</Event>",
                        "<RenderingInfo Culture='nb-NO'><Level>Informasjon</Level></RenderingInfo></Event>"));

        assertThat(read.events().get(0).level()).isEqualTo(Level.ERROR);
    }

    @Test
    void offsets_are_those_of_the_bytes() {
        var text = EVENT.formatted("blåbær €") + "\r\n" + EVENT.formatted("next");
        int second = text.getBytes(StandardCharsets.UTF_8).length
                - EVENT.formatted("next").getBytes(StandardCharsets.UTF_8).length;

        assertThat(xml(text).events())
                .extracting(event -> event.origin().offset())
                .containsExactly(0L, (long) second);
    }

    @ParameterizedTest
    @CsvSource({
        "'10/13/2025 3:00:00 AM', 2025-10-13T01:00:00Z",
        "'13/10/2025 03:00:00', 2025-10-13T01:00:00Z",
        "'13.10.2025 03:00:00', 2025-10-13T01:00:00Z",
        "'13-10-2025 03:00:00', 2025-10-13T01:00:00Z",
        "'2025-10-13 03:00:00', 2025-10-13T01:00:00Z",
        "'2025/10/13 03:00:00', 2025-10-13T01:00:00Z",
        "'13.10.2025 03.00.00', 2025-10-13T01:00:00Z",
        "'\u200E13.\u200E10.\u200E2025 03:00:00', 2025-10-13T01:00:00Z",
        "'10/13/2025 12:00:00 AM', 2025-10-12T22:00:00Z",
        "'10/13/2025 12:00:00\u202FPM', 2025-10-13T10:00:00Z",
        "'10/7/2025 6:38:24 PM', 2025-10-07T16:38:24Z"
    })
    void a_date_that_tells_its_own_order_is_read_by_it(String written, String time) {
        assertThat(csv(HEADING + "Error," + written + ",disk,7,None,x\n").events())
                .extracting(event -> event.time().toString())
                .containsExactly(time);
    }

    @Test
    void one_number_above_twelve_decides_for_the_whole_file() {
        var read = csv(rows("05/11/2025 10:00:00", "13/10/2025 10:00:00", "04/10/2025 10:00:00"));

        assertThat(times(read)).containsExactly("2025-11-05T09:00:00Z", "2025-10-13T08:00:00Z", "2025-10-04T08:00:00Z");
    }

    @Test
    void without_such_a_number_the_order_in_which_the_file_runs_decides() {
        var read = csv(rows("03/11/2025 10:00:00", "02/11/2025 10:00:00", "12/10/2025 10:00:00"));

        assertThat(times(read)).containsExactly("2025-11-03T09:00:00Z", "2025-11-02T09:00:00Z", "2025-10-12T08:00:00Z");
    }

    @Test
    void when_nothing_decides_no_row_is_guessed() {
        var read = csv(rows("03/11/2025 10:00:00", "03/11/2025 09:00:00"));

        assertThat(read.facts).isEmpty();
        assertThat(read.rejected).hasSize(2).allMatch(reason -> reason.startsWith("day and month can't be told apart"));
    }

    @Test
    void when_the_rows_contradict_each_other_no_row_is_guessed() {
        assertThat(csv(rows("13/10/2025 10:00:00", "10/13/2025 09:00:00")).facts)
                .isEmpty();
    }

    @Test
    void a_day_that_there_is_not_is_rejected() {
        assertThat(csv(rows("31.11.2025 10:00:00")).rejected)
                .containsExactly("there is no such date as '31.11.2025 10:00:00', read day.month.year");
    }

    @ParameterizedTest
    @CsvSource({"Feil, ERROR", "Kritisk, CRITICAL", "Advarsel, WARNING", "Informationen, INFO", "Erreur, ERROR"})
    void level_words_are_taken_from_the_table(String word, Level level) {
        assertThat(csv(HEADING + word + ",13.10.2025 10:00:00,disk,7,None,x\n")
                        .events()
                        .get(0)
                        .level())
                .isEqualTo(level);
    }

    @Test
    void a_quote_that_is_never_closed_is_said_and_what_was_read_before_it_counts() {
        var read = csv(rows("13.10.2025 10:00:00") + "Error,13.10.2025 09:00:00,disk,7,None,\"" + "x".repeat(5 << 20));

        assertThat(read.facts).hasSize(1);
        assertThat(read.rejected)
                .singleElement()
                .satisfies(reason ->
                        assertThat(reason).startsWith("expected CSV: ").endsWith("the rest is not read"));
    }

    @Test
    void json_nested_without_end_is_rejected() {
        var read = Reading.with(new GetWinEventJsonDecoder(), "[".repeat(100_000));

        assertThat(read.rejected).hasSize(1);
    }

    @Test
    void a_level_that_nobody_knows_is_no_level_that_is_well() {
        var read = Reading.with(
                new GetWinEventJsonDecoder(),
                "{\"Id\":7,\"Level\":null,\"LevelDisplayName\":\"Uvisst\",\"ProviderName\":\"disk\",\"LogName\":\"System\","
                        + "\"TimeCreated\":\"2025-11-09T06:00:00+01:00\"}");

        assertThat(read.facts).isEmpty();
        assertThat(read.rejected).containsExactly("unknown level 'Uvisst'");
    }

    @Test
    void the_raw_text_of_a_json_event_is_what_stands_in_the_file() {
        var one = "{\"Id\":7,\"Level\":2,\"ProviderName\":\"disk\",\"LogName\":\"System\","
                + "\"TimeCreated\":\"2025-11-09T06:00:00+01:00\",\"Message\":\"%s\"}";
        var first = one.formatted("x".repeat(9_000));
        var second = one.formatted("y");
        var read = Reading.with(new GetWinEventJsonDecoder(), "[\n" + first + ",\n" + second + "\n]");

        assertThat(read.events())
                .extracting(event -> event.origin().raw())
                .containsExactly(first.substring(0, 2_000), second);
    }

    private static Reading xml(String text) {
        return Reading.with(new EventXmlDecoder(), text);
    }

    private static Reading csv(String text) {
        return Reading.with(new EventViewerCsvDecoder(), text);
    }

    private static String rows(String... times) {
        return Stream.of(times)
                .map(time -> "Error," + time + ",disk,7,None,x\n")
                .collect(Collectors.joining("", HEADING, ""));
    }

    private static List<String> times(Reading read) {
        return read.events().stream().map(LogEvent::time).map(Object::toString).toList();
    }
}

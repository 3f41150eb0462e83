package tilsyn.decoder.windows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static tilsyn.decoder.windows.EvtxWriter.element;
import static tilsyn.decoder.windows.EvtxWriter.gap;
import static tilsyn.decoder.windows.EvtxWriter.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tilsyn.decoder.Reading;
import tilsyn.decoder.windows.EvtxWriter.Element;
import tilsyn.decoder.windows.EvtxWriter.Node;
import tilsyn.decoder.windows.EvtxWriter.Value;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;

class EvtxDecoderTest {
    private static final Instant AT = Instant.parse("2025-11-09T05:00:00.123456700Z");
    private static final Instant WRITTEN = Instant.parse("2025-11-09T05:00:01Z");
    private static final Path FIXTURES = Path.of("fixtures", "formats", "evtx");

    /** The first six values are those of every event; what stands in its data comes after them. */
    private static Element template(Node... content) {
        var all = new ArrayList<Node>();
        all.add(element(
                "System",
                element("Provider", "Name", gap(0, 0x01)),
                element("EventID", "Qualifiers", gap(7, 0x06), gap(1, 0x06)),
                element("Level", gap(2, 0x04)),
                element("TimeCreated", "SystemTime", gap(3, 0x11)),
                element("EventRecordID", gap(4, 0x0A)),
                element("Channel", text("System")),
                element("Computer", gap(5, 0x01)),
                element("Security", "UserID", gap(7, 0x13))));
        all.addAll(List.of(content));
        return element(
                "Event",
                "xmlns",
                text("http://schemas.microsoft.com/win/2004/08/events/event"),
                all.toArray(Node[]::new));
    }

    private static Value[] values(String provider, int id, int level, long record, Value... more) {
        var values = new ArrayList<>(List.of(
                Value.string(provider),
                Value.number(0x06, 2, id),
                Value.number(0x04, 1, level),
                Value.number(0x11, 8, EvtxWriter.fileTime(AT.plusSeconds(record))),
                Value.number(0x0A, 8, record),
                Value.string("fj-dc01.fjordvik.example"),
                more.length > 0 ? more[0] : Value.of(0, new byte[0]),
                Value.of(0, new byte[0])));
        for (int i = 1; i < more.length; i++) values.add(more[i]);
        return values.toArray(Value[]::new);
    }

    private static Element data(String name, Node... content) {
        return element("Data", "Name", text(name), content);
    }

    private static Reading read(byte[] file) {
        return Reading.with(new EvtxDecoder(), "System.evtx", file);
    }

    /** The data of one event whose {@code Data} named {@code a} holds the value. */
    private static String value(int type, byte[] bytes) {
        var file = new EvtxWriter()
                .event(
                        WRITTEN,
                        template(element("EventData", data("a", gap(6, type)))),
                        values("disk", 7, 2, 1, Value.of(type, bytes)))
                .file(1);
        var read = read(file);
        return read.events().isEmpty()
                ? String.join(" ", read.rejected)
                : read.events().get(0).data("a");
    }

    private static EvtxWriter sample() {
        var disk = template(element("EventData", element("Data", gap(6, 0x81)), element("Binary", gap(8, 0x0E))));
        var power = template(element("EventData", data("BugcheckCode", gap(6, 0x08))));
        var cleared = template(element("UserData", gap(6, 0x21)));
        var inner = element(
                "LogFileCleared", element("SubjectUserName", gap(0, 0x01)), element("SubjectUserSid", gap(1, 0x13)));
        var sid = HexFormat.of().parseHex("010500000000000515000000010000000200000003000000" + "7b040000");
        return new EvtxWriter()
                .event(
                        WRITTEN,
                        disk,
                        values(
                                "disk",
                                7,
                                2,
                                1,
                                Value.of(
                                        0x81,
                                        "\\Device\\Harddisk1\\DR1\0\0blåbær\0"
                                                .getBytes(java.nio.charset.StandardCharsets.UTF_16LE)),
                                Value.of(0x0E, new byte[] {0x0F, 0, (byte) 0xA5})))
                .event(WRITTEN, power, values("Microsoft-Windows-Kernel-Power", 41, 1, 2, Value.number(0x08, 4, 0x9F)))
                .event(
                        WRITTEN,
                        disk,
                        values(
                                "disk",
                                153,
                                3,
                                3,
                                Value.of(0x81, "x\0".getBytes(java.nio.charset.StandardCharsets.UTF_16LE)),
                                Value.of(0, new byte[0])))
                .event(
                        WRITTEN,
                        cleared,
                        values(
                                "Microsoft-Windows-Eventlog",
                                104,
                                4,
                                4,
                                Value.fragment(new EvtxWriter.Instance(
                                        inner, List.of(Value.string("kari"), Value.of(0x13, sid))))))
                .forwarded(
                        WRITTEN,
                        element(
                                "Event",
                                element(
                                        "System",
                                        element("Provider", "Name", text("Service Control Manager")),
                                        element("EventID", "Qualifiers", text("49152"), text("7031")),
                                        element("Level", text("2")),
                                        element("TimeCreated", "SystemTime", text("2025-11-09T05:00:00.5Z")),
                                        element("EventRecordID", text("4711")),
                                        element("Channel", text("System")),
                                        element("Computer", text("fj-app01.fjordvik.example"))),
                                element(
                                        "EventData",
                                        data(
                                                "param1",
                                                text("R&D"),
                                                new EvtxWriter.Entity("lt"),
                                                new EvtxWriter.Character('ø'))),
                                element(
                                        "RenderingInfo",
                                        "Culture",
                                        text("nb-NO"),
                                        element("Message", new EvtxWriter.Cdata("Tjenesten ble avsluttet")))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void both_versions_give_what_the_events_say(int minor) {
        var events = read(sample().file(minor)).events();

        assertThat(events).extracting(LogEvent::eventId).containsExactly(7, 41, 153, 104, 7031);
        assertThat(events).extracting(LogEvent::recordId).containsExactly(1L, 2L, 3L, 4L, 4711L);
        assertThat(events.get(0).host()).isEqualTo("fj-dc01.fjordvik.example");
        assertThat(events.get(0).level()).isEqualTo(Level.ERROR);
        assertThat(events.get(0).time()).isEqualTo(AT.plusSeconds(1));
        assertThat(events.get(0).origin().timeText()).isEqualTo("2025-11-09T05:00:01.1234567Z");
    }

    private static byte[] cutOff() {
        var cut = sample().cut(2);
        return Arrays.copyOf(cut, cut.length - 40);
    }

    @Test
    void the_fixtures_are_what_the_writer_writes() throws IOException {
        var file = FIXTURES.resolve("System.evtx");
        var cut = FIXTURES.resolve("cut.evtx");
        if (Boolean.getBoolean("tilsyn.fixtures.write")) {
            Files.write(file, sample().file(1));
            Files.write(cut, cutOff());
        }

        assertThat(file).hasBinaryContent(sample().file(1));
        assertThat(cut).hasBinaryContent(cutOff());
    }

    @Test
    void a_list_of_texts_is_a_data_field_for_each_and_the_empty_one_counts() {
        assertThat(read(sample().file(1)).events().get(0).data())
                .isEqualTo(new TreeMap<>(java.util.Map.of(
                        "param1", "\\Device\\Harddisk1\\DR1", "param3", "blåbær", "Binary", "0F00A5")));
    }

    @Test
    void a_template_within_a_value_is_filled_with_values_of_its_own() {
        assertThat(read(sample().file(1)).events().get(3).data())
                .containsEntry("SubjectUserName", "kari")
                .containsEntry("SubjectUserSid", "S-1-5-21-1-2-3-1147");
    }

    @Test
    void a_forwarded_event_needs_no_template() {
        var event = read(sample().file(1)).events().get(4);

        assertThat(event.data()).containsEntry("param1", "R&D<ø");
        assertThat(event.message()).isEqualTo("Tjenesten ble avsluttet");
        assertThat(event.time()).isEqualTo(Instant.parse("2025-11-09T05:00:00.5Z"));
    }

    @Test
    void an_instruction_for_other_programs_says_nothing() {
        var file = new EvtxWriter()
                .event(
                        WRITTEN,
                        template(element("EventData", data("a", new EvtxWriter.Instruction("php", "echo"), text("b")))),
                        values("disk", 7, 2, 1))
                .file(1);

        assertThat(read(file).events().get(0).data()).containsExactly(java.util.Map.entry("a", "b"));
    }

    @ParameterizedTest
    @CsvSource({
        "0x00, '', ''",
        "0x01, 6100620063000000, abc",
        "0x01, 3dd8, \uFFFD",
        "0x02, e6f8e500, æøå",
        "0x03, ff, -1",
        "0x04, ff, 255",
        "0x05, feff, -2",
        "0x06, feff, 65534",
        "0x07, 03400080, -2147467261",
        "0x08, ffffffff, 4294967295",
        "0x09, ffffffffffffffff, -1",
        "0x0a, ffffffffffffffff, 18446744073709551615",
        "0x0b, 0000c03f, 1.5",
        "0x0c, 0000000000000840, 3",
        "0x0d, 02000000, true",
        "0x0d, 00000000, false",
        "0x0e, 00ff7f, 00FF7F",
        "0x0f, 000102030405060708090a0b0c0d0e0f, {03020100-0504-0706-0809-0A0B0C0D0E0F}",
        "0x10, 10000000, 0x10",
        "0x10, 1000000000000000, 0x10",
        "0x11, 0080 3ed5 deb1 9d01, 1970-01-01T00:00:00.0000000Z",
        "0x12, e9070b000000090005001e000f007b00, 2025-11-09T05:30:15.123Z",
        "0x13, 01020000000000052000000020020000, S-1-5-32-544",
        "0x14, 6d0000c0, 0xc000006d",
        "0x15, e703000000000000, 0x3e7",
        "0x20, 0a0b, 0A0B",
        "0x16, 00, 'expected a type of value, found 0x16'",
        "0x08, 000000, 'expected a number of 1, 2, 4 or 8 bytes, found 3'"
    })
    void a_value_is_written_as_windows_writes_it(String type, String bytes, String text) {
        assertThat(value(Integer.decode(type), HexFormat.of().parseHex(bytes.replace(" ", ""))))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0x88, 0100000002000000, 1 2",
        "0x8d, 0100000000000000, true false",
        "0x82, 6100620000, a b",
        "0x94, ff000000, 0xff"
    })
    void a_list_of_other_values_is_a_data_field_for_each(String type, String bytes, String texts) {
        int code = Integer.decode(type);
        var file = new EvtxWriter()
                .event(
                        WRITTEN,
                        template(element("EventData", element("Data", gap(6, code)))),
                        values("disk", 7, 2, 1, Value.of(code, HexFormat.of().parseHex(bytes))))
                .file(1);

        assertThat(String.join(" ", read(file).events().get(0).data().values())).isEqualTo(texts);
    }

    @Test
    void an_event_gives_the_same_fact_as_the_xml_of_it() {
        var xml = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
                + "<Provider Name='Microsoft-Windows-Kernel-Power'/><EventID>41</EventID><Level>1</Level>"
                + "<TimeCreated SystemTime='2025-11-09T05:00:02.1234567Z'/><EventRecordID>2</EventRecordID>"
                + "<Channel>System</Channel><Computer>fj-dc01.fjordvik.example</Computer><Security/></System>"
                + "<EventData><Data Name='BugcheckCode'>159</Data></EventData></Event>";

        var ours = read(sample().file(1)).events().get(1);
        var theirs = Reading.with(new EventXmlDecoder(), "System.xml", xml.getBytes(UTF_8))
                .events()
                .get(0);

        assertThat(ours).usingRecursiveComparison().ignoringFields("origin").isEqualTo(theirs);
        assertThat(ours.origin().timeText()).isEqualTo(theirs.origin().timeText());
    }

    @Test
    void an_event_without_a_time_of_its_own_has_that_of_its_record_and_says_so() {
        var file = new EvtxWriter()
                .forwarded(WRITTEN, element("Event", element("System", element("EventID", text("7")))))
                .file(1);

        var event = read(file).events().get(0);

        assertThat(event.time()).isEqualTo(WRITTEN);
        assertThat(event.origin().timeNote()).startsWith("when it was written");
    }

    @Test
    void a_record_that_breaks_costs_no_other_one() {
        var file = new EvtxWriter()
                .event(WRITTEN, template(), values("disk", 7, 2, 1))
                .event(WRITTEN, template(element("EventData", data("a", gap(99, 1)))), values("disk", 7, 2, 2))
                .event(WRITTEN, template(), values("disk", 7, 2, 3))
                .file(1);

        var read = read(file);

        assertThat(read.events()).extracting(LogEvent::recordId).containsExactly(1L, 3L);
        assertThat(read.rejected).containsExactly("expected a value 99 for the template, found 8 values");
        assertThat(read.rejectedAt.get(0).offset()).isEqualTo(second(file));
    }

    private static int second(byte[] file) {
        return 4096 + 512 + (file[4096 + 516] & 0xFF | (file[4096 + 517] & 0xFF) << 8);
    }

    @Test
    void behind_a_record_without_length_nothing_is_read_and_what_is_lost_is_said() {
        var file = sample().file(1);
        file[second(file) + 4]++;

        var read = read(file);

        assertThat(read.events()).hasSize(1);
        assertThat(read.rejected).last().asString().endsWith("3 records behind it in its chunk were not read");
    }

    @Test
    void a_checksum_that_is_wrong_is_said_unless_the_file_was_in_use() {
        var file = sample().file(1);
        file[4096 + 52]++;
        assertThat(read(file).events()).hasSize(5);
        assertThat(read(file).rejected).hasSize(1).first().asString().contains("they were read all the same");

        file[120] = 1;
        assertThat(read(file).rejected).isEmpty();
    }

    @Test
    void chunks_are_read_to_the_end_of_the_file_whatever_its_header_counts() {
        var one = sample().file(1);
        var file = Arrays.copyOf(one, one.length + 3 * 65536);
        System.arraycopy(one, 4096, file, 4096 + 2 * 65536, 65536);
        Arrays.fill(file, 4096 + 3 * 65536, 4096 + 3 * 65536 + 100, (byte) 7);

        var read = read(file);

        assertThat(read.events()).hasSize(10);
        assertThat(read.rejected).containsExactly("expected a chunk that begins with ElfChnk");
        assertThat(read.rejectedAt.get(0).offset()).isEqualTo(4096 + 3 * 65536);
    }

    @Test
    void a_file_of_fewer_chunks_than_its_header_counts_says_that_some_are_missing() {
        var file = sample().file(1);
        file[42] = 3;

        assertThat(read(file).events()).hasSize(5);
        assertThat(read(file).rejected).containsExactly("expected the 3 chunks that the header counts, found 1");
    }

    @Test
    void a_template_that_holds_itself_is_refused() {
        var file = new EvtxWriter()
                .event(WRITTEN, template(), values("disk", 7, 2, 1))
                .file(1);
        int start = 4096 + 512 + 24 + 4;
        int body = start + 10 + 24 + 4;
        System.arraycopy(file, start, file, body, 10);

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(read(file).events()).isEmpty();
            assertThat(read(file).rejected).contains("expected at most 64 levels");
        });
    }

    @Test
    void values_that_multiply_are_cut_off() {
        var many = new ArrayList<Node>();
        for (int i = 0; i < 2_000; i++) many.add(gap(0, 0x01));
        var inner = element("a", many.toArray(Node[]::new));
        var file = new EvtxWriter()
                .event(
                        WRITTEN,
                        template(element("UserData", gap(6, 0x21), gap(6, 0x21))),
                        values(
                                "disk",
                                7,
                                2,
                                1,
                                Value.fragment(
                                        new EvtxWriter.Instance(inner, List.of(Value.string("x".repeat(10_000)))))))
                .file(1);

        assertThat(read(file).rejected).containsExactly("expected an event of less than 1048576 characters");
    }

    @Test
    void a_file_cut_at_any_byte_gives_its_whole_records() {
        var whole = sample().cut(1);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int length = 0; length < whole.length; length++) {
                var read = read(Arrays.copyOf(whole, length));
                assertThat(read.events()).hasSizeLessThanOrEqualTo(5);
                if (length > 0) assertThat(read.records()).isPositive();
                assertThat(read.rejected).noneMatch(String::isBlank);
            }
        });
    }

    @Test
    void any_byte_turned_over_gives_facts_or_rejections() {
        var whole = sample().file(1);
        int used = sample().cut(1).length;
        assertTimeoutPreemptively(Duration.ofSeconds(120), () -> {
            for (int at = 0; at < used; at++) {
                var flipped = whole.clone();
                flipped[at] = (byte) ~flipped[at];
                var read = read(flipped);
                assertThat(read.records()).as("byte %d", at).isPositive();
                if (at >= 4096 + 512)
                    assertThat(read.rejected).as("byte %d", at).isNotEmpty();
            }
        });
    }
}

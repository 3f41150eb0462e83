package tilsyn.decoder.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tilsyn.decoder.Head;
import tilsyn.decoder.Reading;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;

class SyslogDecoderTest {
    @ParameterizedTest
    @CsvSource({"0, CRITICAL", "2, CRITICAL", "3, ERROR", "4, WARNING", "5, INFO", "6, INFO", "7, DEBUG", "191, DEBUG"})
    void the_level_is_that_of_the_priority(int priority, Level level) {
        assertThat(event("<" + priority + ">Nov  9 06:25:01 a app: x").level()).isEqualTo(level);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<>", "<192>", "<999>", "<0192>"})
    void without_a_priority_that_can_be_there_is_no_level(String priority) {
        assertThat(event(priority + "Nov  9 06:25:01 a app: x").level()).isEqualTo(Level.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "'Nov  9 06:25:01 a app[7]: text', a, app, text",
        "'Nov 9 06:25:01 a app: text', a, app, text",
        "'Nov  9 06:25:01 a app text', a, app, text",
        "'Nov  9 06:25:01 a app[7] text', a, app, text",
        "'Nov  9 06:25:01 a crond(pam_unix)[7]: text', a, crond, text",
        "'Nov  9 06:25:01 a /usr/sbin/cron[7]: text', a, cron, text",
        "'Nov  9 06:25:01 a postfix/smtpd[7]: text', a, postfix/smtpd, text",
        "'Nov  9 06:25:01 a: app[7]: text', a, app, text",
        "'Nov  9 06:25:01 a/a app[7]: text', a, app, text",
        "'Nov  9 06:25:01 app: text', '', app, text",
        "'Nov  9 06:25:01 app[7]: text', '', app, text",
        "'Nov  9 06:25:01 a kernel: [    1.234567] text', a, kernel, text",
        "'Nov  9 06:25:01 a kernel: [drm] text', a, kernel, '[drm] text'",
        "'Nov  9 06:25:01 a app:', a, app, ''",
        "'Nov  9 06:25:01 a', a, '', ''",
        "'2025-11-09T06:25:01+01:00 a app: text', a, app, text",
        "'1 2025-11-09T06:25:01+01:00 a app 7 ID [x@1 y=\"z\"] text', a, app, text",
        "'<13>1 2025-11-09T06:25:01+01:00 a app - - -  text', a, app, text"
    })
    void host_program_and_message_are_told_apart(String line, String host, String program, String message) {
        var event = event(line);

        assertThat(event.host()).isEqualTo(host);
        assertThat(event.provider()).isEqualTo(program);
        assertThat(event.message()).isEqualTo(message);
        assertThat(event.time()).isEqualTo("2025-11-09T05:25:01Z");
    }

    @ParameterizedTest
    @CsvSource({
        "'Aug 24 05:34:00 CST 1987 a app: x', 1987-08-24T03:34:00Z",
        "'Nov  9 22:18:24 2009 a app: x', 2009-11-09T21:18:24Z",
        "'<189>*Nov  9 06:25:01.411: %SYS-5-CONFIG_I: x', 2025-11-09T05:25:01.411Z",
        "'Nov  9 23:59:60 a app: x', 2025-11-09T22:59:59Z",
        "'2025-11-09t06:25:01,5z a app: x', 2025-11-09T06:25:01.500Z",
        "'2025-11-09T06:25:01.123456789-0330 a app: x', 2025-11-09T09:55:01.123456789Z"
    })
    void times_are_read_in_the_forms_daemons_write(String line, String time) {
        assertThat(event(line).time()).isEqualTo(time);
    }

    @Test
    void a_line_of_rfc_5424_without_time_has_that_of_the_next_and_none_when_no_line_has_one() {
        var alone = read("<13>1 - a app - - - x\n");
        var followed = read("<13>1 - a app - - - x\n<13>1 2025-11-09T06:25:01Z a app - - - y\n");

        assertThat(alone.facts).isEmpty();
        assertThat(alone.rejected).containsExactly("expected a time; neither this line nor any other states one");
        assertThat(followed.events())
                .extracting(event -> event.message() + " " + event.time())
                .containsExactly("x 2025-11-09T06:25:01Z", "y 2025-11-09T06:25:01Z");
    }

    @Test
    void a_file_of_rfc_5424_without_any_time_is_of_the_day_in_its_name() {
        var read = Reading.with(
                new SyslogDecoder(),
                "fw-20251109T062501Z.log",
                "<13>1 - a app - - - x\n<13>y: z\n".getBytes(StandardCharsets.UTF_8));

        assertThat(read.events()).extracting(LogEvent::message).containsExactly("x");
        assertThat(read.events().get(0).time()).isEqualTo("2025-11-09T06:25:01Z");
        assertThat(read.rejected).hasSize(1);
    }

    @Test
    void a_message_without_header_is_told_by_its_priority() {
        var read = read("<13>Nov  9 06:25:01 a app: x\n<15> openvpn[2499]: support initialized\n<13>just text\n");

        assertThat(read.events())
                .extracting(event -> event.provider() + "|" + event.message() + "|" + event.time())
                .containsExactly(
                        "app|x|2025-11-09T05:25:01Z",
                        "openvpn|support initialized|2025-11-09T05:25:01Z",
                        "|just text|2025-11-09T05:25:01Z");
    }

    @Test
    void a_clock_of_twelve_hours_is_not_read_as_one_of_twenty_four() {
        var read =
                read("<13>Nov  9 06:25:01 a app: x\n<189>23813: cucm: Jul 05 2025 04:03:01 PM.688: %UC-2-ALERT: y\n");

        assertThat(read.events()).hasSize(1);
        assertThat(read.rejected).hasSize(1);
    }

    @Test
    void a_priority_alone_is_rejected() {
        assertThat(read("<13>Nov  9 06:25:01 a app: x\n<13>\n").rejected)
                .containsExactly("expected a message after the priority");
    }

    @Test
    void what_a_line_continues_stays_bounded() {
        var read = read("Nov  9 06:25:01 a app: x\n" + "\tat somewhere\n".repeat(100_000));

        assertThat(read.events()).hasSize(1);
        assertThat(read.events().get(0).message())
                .startsWith("x\n\tat somewhere")
                .hasSizeLessThan(9_000);
        assertThat(read.ignored).hasSize(100_000);
    }

    @Test
    void bytes_that_are_no_utf_8_are_windows_1252_line_by_line_and_nul_stays_inside_a_message() {
        var read = Reading.with(
                new SyslogDecoder(),
                "a.log",
                "<13>Nov  9 06:25:01 a app: bl\u00e5b\u00e6r\0x\0\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(read.events().get(0).message()).isEqualTo("bl\u00e5b\u00e6r\0x");
    }

    @Test
    void a_line_of_more_than_a_megabyte_is_rejected_and_the_next_is_read() {
        var read = read("<13>Nov  9 06:25:01 a app: " + "x".repeat(1 << 20) + "\n<13>Nov  9 06:25:02 a app: y\n");

        assertThat(read.rejected).containsExactly("expected a line shorter than 1 MiB");
        assertThat(read.events()).extracting(LogEvent::message).containsExactly("y");
    }

    @Test
    void a_payload_without_header_has_the_time_that_it_states_and_is_recognised() {
        var line = "CEF:0|Fiktiv|Gate|1|1|SYSTEM|1|date=2025-11-08 time=16:59:33 msg=x\n";

        assertThat(Reading.of("a.txt", line).events().get(0).time()).isEqualTo("2025-11-08T15:59:33Z");
    }

    @Test
    void a_zone_word_before_the_host_of_a_payload_is_no_host() {
        var read = read("Nov 09 2025 16:31:28.861 IST 192.0.2.1 CEF:0|Fiktiv|Gate|1|1|SYSTEM|1|a=b\n");

        assertThat(read.events().get(0).host()).isEqualTo("192.0.2.1");
    }

    @Test
    void what_else_a_product_says_follows_its_event() {
        var boot = tilsyn.decoder.Examples.ofEveryType().get(0);
        var decoder = new SyslogDecoder(event -> event.data("vendor").equals("V") ? List.of(boot) : List.of());

        var read = Reading.with(decoder, "<13>Nov  9 06:25:01 a app: x\n<13>Nov  9 06:25:02 a CEF:0|V|P|1|2|n|5|a=b\n");

        assertThat(read.facts).hasSize(3);
        assertThat(read.facts.get(2)).isSameAs(boot);
    }

    @Test
    void a_line_that_repeats_the_one_before_counts_as_often_as_it_says() {
        var read =
                read("<38>Nov  9 06:25:01 a sshd[1]: Failed x\n<46>Nov  9 06:25:09 a last message repeated 3 times\n");

        assertThat(read.events()).hasSize(4).extracting(LogEvent::provider).containsOnly("sshd");
        assertThat(read.events().get(3).time()).isEqualTo("2025-11-09T05:25:09Z");
    }

    @Test
    void a_line_of_another_host_does_not_repeat_the_one_before() {
        var read = read("Nov  9 06:25:01 a sshd[1]: Failed x\nNov  9 06:25:09 b last message repeated 1 time\n");

        assertThat(read.events().get(1).message()).isEqualTo("last message repeated 1 time");
    }

    @Test
    void nobody_makes_us_repeat_without_end() {
        var read = read("Nov  9 06:25:01 a app: message repeated 99999999999 times: [ x]\n");

        assertThat(read.facts).hasSize(Repeat.MOST);
    }

    @Test
    void room_that_a_crash_left_is_stepped_over() {
        assertThat(event("\0\0\0\0\0Nov  9 06:25:01 a app: x").message()).isEqualTo("x");
    }

    @Test
    void bytes_of_windows_1252_are_read_as_such() {
        var bytes = "Nov  9 06:25:01 a app: blåbær\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Reading.with(new SyslogDecoder(), "a.log", bytes)
                        .events()
                        .get(0)
                        .message())
                .isEqualTo("blåbær");
    }

    @Test
    void a_line_of_two_megabytes_is_rejected_and_the_next_is_read() {
        var read = read("Nov  9 06:25:01 a app: " + "x".repeat(2 << 20) + "\nNov  9 06:25:02 a app: y\n");

        assertThat(read.rejected).hasSize(1);
        assertThat(read.events()).extracting(LogEvent::message).containsExactly("y");
    }

    @Test
    void equal_parameters_of_structured_data_are_taken_once_and_names_are_bounded() {
        var many = new StringBuilder("<13>1 2025-11-09T06:25:01Z a app - - [x@1");
        for (int i = 0; i < 1_000; i++) many.append(" n").append(i).append("=\"v\"");
        var event = event(many.append(" n0=\"w\"] x").toString());

        assertThat(event.data()).hasSize(64);
        assertThat(event.data("n0")).isEqualTo("v");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Jan 24 00:24:04 Updated: wget-1.14-15.el7_4.1.x86_64\nJan 24 00:24:19 Installed: vim-8\n",
                "2025-11-09 06:25:01,123 INFO Starting unattended upgrades script\n",
                "2025-11-09 06:25:01.123 P00   INFO: backup command begin 2.45\n",
                "2016-09-28 04:30:30, Info                  CBS    Loaded Servicing Stack\n",
                "2025-11-09T06:25:01Z stdout F a container speaks\n",
                "- 1131566461 2005.11.09 dn228 Nov 9 12:01:01 dn228/dn228 crond[2915]: session closed\n",
                "{\"MESSAGE\":\"Nov  9 06:25:01 a app: x\"}\n",
                "Personalities : [raid1]\nmd0 : active raid1 sdb1[1] sda1[0]\n",
                "<html><body>Nov 9</body></html>\n",
                "id;host;from\n1;a;2025-11-09\n"
            })
    void what_is_no_syslog_is_not_recognised(String text) {
        assertThat(new SyslogDecoder().recognises(Head.of("a.log", text.getBytes(StandardCharsets.UTF_8))))
                .isFalse();
    }

    private static LogEvent event(String line) {
        var read = read(line + "\n");
        assertThat(read.rejected).isEmpty();
        assertThat(read.events()).hasSize(1);
        return read.events().get(0);
    }

    private static Reading read(String text) {
        return Reading.with(new SyslogDecoder(), text);
    }
}

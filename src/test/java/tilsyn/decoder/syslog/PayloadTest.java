package tilsyn.decoder.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tilsyn.fact.Level;

class PayloadTest {
    @Test
    void bars_and_backslashes_are_escaped_in_the_header_and_equals_signs_in_the_extension() {
        var read = Payload.read("CEF:0|a\\|b|c\\\\d|1|e|f g|5|k=x \\= y m=z\\nline");

        assertThat(read.vendor()).isEqualTo("a|b");
        assertThat(read.product()).isEqualTo("c\\d");
        assertThat(read.values()).containsEntry("k", "x = y").containsEntry("m", "z\nline");
    }

    @Test
    void values_hold_blanks_and_backslashes_that_nobody_escaped() {
        var read = Payload.read("CEF:0|a|b|1|e|f|5|path=C:\\new folder\\a.exe url=http://x/?a=b&c=d last=1");

        assertThat(read.values())
                .containsEntry("path", "C:\\new folder\\a.exe")
                .containsEntry("url", "http://x/?a=b&c=d")
                .containsEntry("last", "1");
    }

    @Test
    void what_a_label_names_has_that_name_too() {
        assertThat(Payload.read("CEF:0|a|b|1|e|f|5|cs1=Eicar cs1Label=Threat Name")
                        .values())
                .containsEntry("Threat Name", "Eicar");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LEEF:1.0|a|b|1|e|k=v w\tl=m",
                "LEEF:2.0|a|b|1|e|^|k=v w^l=m",
                "LEEF:2.0|a|b|1|e|x5E|k=v w^l=m",
                "LEEF:2.0|a|b|1|e|0x5e|k=v w^l=m",
                "LEEF:2.0|a|b|1|e||k=v w\tl=m",
                "LEEF:1.0|a|b|1|e|k=v w|l=m"
            })
    void leef_names_its_delimiter_or_uses_tabs(String text) {
        assertThat(Payload.read(text).values()).containsEntry("k", "v w").containsEntry("l", "m");
    }

    @ParameterizedTest
    @CsvSource({
        "0, INFO",
        "3, INFO",
        "4, WARNING",
        "6, WARNING",
        "7, ERROR",
        "8, ERROR",
        "9, CRITICAL",
        "10, CRITICAL",
        "11, NONE",
        "Low, INFO",
        "Medium, WARNING",
        "High, ERROR",
        "Very-High, CRITICAL",
        "Unknown, NONE",
        "'', NONE"
    })
    void severity_is_a_number_or_a_word(String severity, Level level) {
        assertThat(Payload.read("CEF:0|a|b|1|e|f|" + severity + "|k=v").level()).isEqualTo(level);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CEF:0|a|b|1|e|f", "CEF:0|", "LEEF:1.0|a|b"})
    void a_header_that_is_not_whole_is_none(String text) {
        assertThat(Payload.read(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CEF", "CEF:", "CEF:x|", "CEF: 0|", "LEEF:1.0", "Certainly|"})
    void other_text_is_no_payload(String text) {
        assertThat(Payload.begins(text, 0)).isFalse();
    }
}

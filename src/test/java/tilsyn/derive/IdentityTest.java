package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tilsyn.fact.Host;
import tilsyn.fact.Origin;

class IdentityTest {
    private final Identity declared = Identity.of(
            List.of(
                    host("FJ-DC01", "fj-dc01.fjordvik.example"),
                    host("FJ-DC011"),
                    host("FJ-APP01", "app.fjordvik.example")),
            List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FJ-DC01",
                "fj-dc01",
                "fj-dc01.fjordvik.example",
                "FJORDVIK\\FJ-DC01$",
                " FJ-DC01.other.example. "
            })
    void all_spellings_of_a_host_are_one_host(String name) {
        assertThat(declared.resolve(name, "x.log")).isEqualTo("FJ-DC01");
    }

    @Test
    void an_alias_is_its_host() {
        assertThat(declared.resolve("APP", "x.log")).isEqualTo("FJ-APP01");
    }

    @ParameterizedTest
    @CsvSource({
        "mdstat-nas01-20251110T0600.txt, NAS01",
        "exports/ipmi-sdr-fj-hv01-2025-11-10.csv, FJ-HV01",
        "smartctl-srv01-sdb-20251110T0600.txt, SRV01",
        "mdstat-HOST-20251110T0600.txt, UNNAMED-HOST",
        "mdstat-nas01.txt, UNNAMED-HOST",
        "notes-nas01-20251110T0600.txt, UNNAMED-HOST"
    })
    void a_file_named_as_advised_names_its_host_when_nobody_declares_any(String file, String host) {
        var prefixes = List.of("ipmi-", "ipmi-sdr-", "mdstat-", "smartctl-");

        assertThat(Identity.of(List.of(), List.of(), prefixes).resolve("", file))
                .isEqualTo(host);
        assertThat(Identity.of(List.of(host("OTHER")), List.of(), prefixes).resolve("", file))
                .isEqualTo("UNNAMED-HOST");
    }

    @Test
    void an_unknown_name_stays_visible_as_itself() {
        assertThat(declared.resolve("fj-scan01.fjordvik.example", "FJ-DC01/x.log"))
                .isEqualTo("FJ-SCAN01");
        assertThat(declared.resolve("192.0.2.31", "x.log")).isEqualTo("192.0.2.31");
    }

    @Test
    void a_reading_without_a_name_takes_the_longest_name_in_the_deepest_part_of_its_path() {
        assertThat(declared.resolve("", "winevt/FJ-APP01/df-fj-dc011-2025.csv")).isEqualTo("FJ-DC011");
        assertThat(declared.resolve("", "all.zip!winevt/FJ-DC01/system.csv")).isEqualTo("FJ-DC01");
    }

    @Test
    void a_name_inside_another_word_names_nobody() {
        assertThat(declared.resolve("", "FJ-DC012/system.csv")).isEqualTo(Identity.UNNAMED);
    }

    @Test
    void without_an_inventory_the_only_host_in_the_input_is_meant() {
        assertThat(Identity.of(List.of(), List.of("web01")).resolve("", "mdstat.txt"))
                .isEqualTo("WEB01");
        assertThat(Identity.of(List.of(), List.of("web01", "web02")).resolve("", "mdstat.txt"))
                .isEqualTo(Identity.UNNAMED);
        assertThat(Identity.of(List.of(), List.of("web01", "web02")).resolve("", "web02/mdstat"))
                .isEqualTo("WEB02");
    }

    private static Host host(String name, String... aliases) {
        return new Host(
                name,
                List.of(aliases),
                List.of(),
                "",
                "active",
                null,
                true,
                "",
                "",
                "",
                "",
                "",
                "",
                null,
                null,
                false,
                Instant.EPOCH,
                new Origin("inventory.yaml", 1, 0, "", "", "", "", Instant.EPOCH));
    }
}

package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

class SignaturesTest {
    private static final String DISK = """
            - id: disk.bad-block
              says: { en: a bad block, nb: en ødelagt blokk }
              keep: event
              match:
                - provider: disk
                  ids: [7]
                  fields: { device: param1 }
            """;

    @Test
    void providers_are_compared_without_case_and_ids_never_alone() throws Exception {
        var signatures = of(DISK);

        assertThat(signatures.name(windows("Disk", 7, Map.of()))).isNotNull();
        assertThat(signatures.name(windows("disk", 8, Map.of()))).isNull();
        assertThat(signatures.name(windows("Service Control Manager", 7, Map.of())))
                .isNull();
    }

    @Test
    void fields_are_taken_by_their_names_in_the_event() throws Exception {
        var named = of(DISK).name(windows("disk", 7, Map.of("param1", "\\Device\\Harddisk0\\DR0")));

        assertThat(named.fields()).containsExactly(Map.entry("device", "\\Device\\Harddisk0\\DR0"));
    }

    @Test
    void a_number_that_must_not_be_is_the_same_in_decimal_and_hex_and_must_be_there() throws Exception {
        var signatures = of("""
                - id: logon.failed
                  says: { en: failed, nb: mislykket }
                  keep: count
                  match:
                    - { provider: audit, ids: [4776], data: { Status: { not: '0x0' } } }
                """);

        assertThat(signatures.name(windows("audit", 4776, Map.of("Status", "3221225578"))))
                .isNotNull();
        assertThat(signatures.name(windows("audit", 4776, Map.of("Status", "0"))))
                .isNull();
        assertThat(signatures.name(windows("audit", 4776, Map.of("Status", "0x0"))))
                .isNull();
        assertThat(signatures.name(windows("audit", 4776, Map.of()))).isNull();
    }

    @Test
    void of_two_signatures_that_fit_the_first_by_file_and_line_names_the_event() throws Exception {
        var files = new TreeMap<String, String>();
        files.put("b.yaml", DISK);
        files.put("a.yaml", DISK.replace("disk.bad-block", "disk.first"));

        var named = Signatures.of(files).name(windows("disk", 7, Map.of()));

        assertThat(named.signature().id()).isEqualTo("disk.first");
    }

    @Test
    void a_pattern_is_only_tried_on_its_own_program() throws Exception {
        var signatures = of(pattern("'^Failed password for (?P<account>\\S+)'"));

        assertThat(signatures.name(syslog("sshd", "Failed password for root")).fields())
                .containsEntry("account", "root");
        assertThat(signatures.name(syslog("app", "Failed password for root"))).isNull();
    }

    @Test
    void what_is_wrong_is_said_with_file_line_and_what_was_meant() {
        assertThatThrownBy(() -> of(DISK.replace("provider:", "provder:").replace("keep: event", "keep: evnt")))
                .isInstanceOf(SignaturesBroken.class)
                .extracting(broken -> ((SignaturesBroken) broken).problems())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
                .contains("s.yaml:3  keep 'evnt' is neither event nor count")
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("s.yaml:5  a match has no 'provder'.")
                        .endsWith("Maybe: provider"));
    }

    @Test
    void a_signature_that_stands_twice_is_refused() {
        assertThat(problems(DISK + DISK))
                .containsExactly("s.yaml:8  signature 'disk.bad-block' stands at s.yaml:1 already");
    }

    @Test
    void a_pattern_without_fixed_characters_is_refused_as_it_could_not_be_found_fast() {
        assertThat(problems(pattern("'^(?:one thing|other thing)'")))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("s.yaml:6  every match of")
                        .endsWith("of alternatives make a list of patterns"));
    }

    @Test
    void a_pattern_that_is_none_is_refused() {
        assertThat(problems(pattern("'Failed (password'")))
                .anySatisfy(problem -> assertThat(problem).startsWith("s.yaml:6  pattern: "));
    }

    @Test
    void a_count_by_fields_that_a_match_does_not_give_is_refused() {
        assertThat(problems(pattern("'Failed password'").replace("keep: event", "keep: count\n  by: [account]")))
                .containsExactly("s.yaml:6  gives none of the fields it is counted by: account");
    }

    @Test
    void a_line_beside_a_signature_that_is_not_named_is_a_failure() throws Exception {
        assertThat(of(pattern("'Failed password'")
                                .replace("matches: [Failed password for root]", "matches: [Accepted password]"))
                        .failures())
                .containsExactly("s.yaml:8  must be named logon.failed, is named none");
    }

    @Test
    void no_yaml_is_said_so() {
        assertThat(problems("- id: ["))
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith("s.yaml:").contains("not YAML"));
        assertThat(problems("")).containsExactly("s.yaml:1  holds no list of signatures, '- id: ...'");
    }

    private static String pattern(String pattern) {
        return """
                - id: logon.failed
                  says: { en: failed, nb: mislykket }
                  keep: event
                  match:
                    - program: sshd
                      pattern: %s
                      test:
                        matches: [Failed password for root]
                        misses: [Accepted password]
                """.formatted(pattern);
    }

    private static Signatures of(String text) throws SignaturesBroken {
        return Signatures.of(new TreeMap<>(Map.of("s.yaml", text)));
    }

    private static List<String> problems(String text) {
        try {
            of(text);
            return List.of();
        } catch (SignaturesBroken broken) {
            return broken.problems();
        }
    }

    static LogEvent windows(String provider, int id, Map<String, String> data) {
        return event("System", provider, id, -1, Instant.EPOCH, Level.INFO, data, "");
    }

    static LogEvent syslog(String program, String message) {
        return event(LogEvent.SYSLOG, program, -1, -1, Instant.EPOCH, Level.INFO, Map.of(), message);
    }

    static LogEvent event(
            String channel,
            String provider,
            int id,
            long record,
            Instant time,
            Level level,
            Map<String, String> data,
            String message) {
        var origin = new Origin("a.log", Math.max(1, record), -1, "", message, "", "", Instant.EPOCH);
        return new LogEvent("A", channel, provider, id, level, record, time, data, message, "", origin);
    }
}

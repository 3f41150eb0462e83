package tilsyn.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    @TempDir
    Path folder;

    @Test
    void options_come_before_the_file_and_the_file_before_defaults() throws Exception {
        var file = file("""
                customer: demo
                rounds:
                  every: 5m
                syslog: {port: 1600}
                """);

        var told = Configuration.of(file, Map.of("--syslog", "1700"));

        assertThat(told.number("syslog.port")).isEqualTo(1700);
        assertThat(told.duration("rounds.every")).isEqualTo(Duration.ofMinutes(5));
        assertThat(told.number("http.port")).isEqualTo(8080);
        assertThat(told.path("customer")).contains(folder.resolve("demo"));
        assertThat(told.values())
                .contains(
                        new Configuration.Value("syslog.port", "1700", "--syslog"),
                        new Configuration.Value("rounds.every", "5m", file + ":3"),
                        new Configuration.Value("http.port", "8080", "default"));
        assertThat(told.tls()).isEmpty();
        assertThat(told.drops()).isEmpty();
    }

    @Test
    void folders_to_watch_and_tls_are_read_with_what_they_map() throws Exception {
        var file = file("""
                customer: /srv/demo
                drop:
                  - folder: in
                  - {folder: /srv/other, settled: 30s}
                tail: [{file: /var/log/syslog}]
                tls:
                  certificate: server.crt
                  key: server.key
                  clients: ca.crt
                  hosts: {srv01.demo.no: SRV01}
                """);

        var told = Configuration.of(file, Map.of());

        assertThat(told.drops()).hasSize(2);
        assertThat(told.tails()).containsExactly(Path.of("/var/log/syslog"));
        assertThat(told.drops().get(0).folder()).isEqualTo(folder.resolve("in"));
        assertThat(told.drops().get(0).settled()).isEqualTo(Duration.ofSeconds(5));
        assertThat(told.drops().get(1).settled()).isEqualTo(Duration.ofSeconds(30));
        var tls = told.tls().orElseThrow();
        assertThat(tls.port()).isEqualTo(6514);
        assertThat(tls.address()).isEqualTo("127.0.0.1");
        assertThat(tls.hosts()).containsEntry("srv01.demo.no", "SRV01");
        assertThat(tls.key()).isEqualTo(folder.resolve("server.key"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    rounds: {evry: 5m}          | serve.yaml:2: 'rounds.evry' is no setting.  | Maybe: rounds.every
                    sylog: {port: 1}            | serve.yaml:2: 'sylog.port' is no setting.   | Maybe: syslog.port
                    syslog: {port: 70000}       | serve.yaml:2: syslog.port is '70000'.       | a port from 1 to 65535
                    rounds: {every: 5}          | serve.yaml:2: rounds.every is '5'.          | a number with s, m or h
                    rounds: {every: 25h}        | serve.yaml:2: rounds.every is '25h'.        | from 1s to 24h
                    'kafka: {group: a}'         | serve.yaml: kafka has no brokers            | 127.0.0.1:9092
                    'kafka: {brokers: a, b: 1}' | 'kafka.b' is no setting                     | kafka.brokers
                    'keep: {days: 30}'          | serve.yaml:2: keep.days is '30'.            | from 400
                    zone: Oslo                  | serve.yaml:2: zone is 'Oslo'.               | Europe/Oslo
                    customer: again             | 'customer' for the second time; first at    | serve.yaml:1
                    drop: [{settled: 5s}]       | drop[1] has no folder                       | to watch
                    tls: {certificate: a}       | tls has no key                              | tls has no clients
                    drop: in                    | serve.yaml:2: 'drop' is no setting.         | There are: address
                    'a: {b: {c: {d: {e: 1}}}}'  | holds no plain value                        | serve.yaml:2
                    '"'                         | not YAML                                    | serve.yaml:
                    """)
    void what_cannot_be_meant_is_refused_with_its_place(String line, String said, String right) throws Exception {
        var file = file("customer: demo\n" + line + "\n");

        assertThatThrownBy(() -> Configuration.of(file, Map.of()))
                .isInstanceOf(ConfigurationBroken.class)
                .hasMessageContaining(said)
                .hasMessageContaining(right);
    }

    @Test
    void all_that_is_wrong_is_said_at_once() throws Exception {
        var file = file("a: 1\nb: 2\nhttp: {port: x}\n");

        assertThatThrownBy(() -> Configuration.of(file, Map.of("--lang", "sv")))
                .satisfies(broken -> assertThat(broken.getMessage().lines()).hasSize(4))
                .hasMessageContaining("--lang: language is 'sv'. Right would be nb or en.");
    }

    @Test
    void it_must_be_said_whose_servers() {
        assertThatThrownBy(() -> Configuration.of(null, Map.of()))
                .hasMessage("Whose servers? Give --customer FOLDER, or 'customer: FOLDER' in the file of --config.");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("serve.yaml"), text);
    }
}

package tilsyn.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesTest {
    private static final Path EXAMPLES = Path.of("docs/examples");

    @TempDir
    Path folder;

    @Test
    void serve_takes_the_configuration() throws Exception {
        var told = Configuration.of(EXAMPLES.resolve("serve.yaml"), Map.of());

        assertThat(told.tls()).isPresent();
        assertThat(told.drops()).hasSize(1);
    }

    @Test
    void every_example_is_in_the_table_and_no_other() throws Exception {
        var table = Files.readString(EXAMPLES.resolve("README.md"));

        try (var files = Files.walk(EXAMPLES)) {
            for (var file : files.filter(Files::isRegularFile).toList())
                if (!file.endsWith("README.md"))
                    assertThat(table)
                            .contains("`" + EXAMPLES.relativize(file).toString().replace('\\', '/') + "`");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"60-tilsyn.conf", "60-tilsyn-local.conf"})
    void rsyslog_takes_its_example(String name) throws Exception {
        var program = Path.of("/usr/sbin/rsyslogd");
        assumeTrue(Files.isExecutable(program));
        var keys = Files.createDirectories(folder.resolve("client"));
        for (var file : List.of("ca.crt", "client.crt", "client.key")) Files.writeString(keys.resolve(file), "");
        var conf = folder.resolve(name);
        Files.writeString(
                conf,
                Files.readString(EXAMPLES.resolve("rsyslog").resolve(name))
                        .replace("/etc/tilsyn-client", keys.toString())
                        .replace("/var/spool/rsyslog", folder.toString()));

        assertThat(said(program.toString(), "-N1", "-f", conf.toString())).doesNotContain("error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup/restic.sh", "disks/tilsyn-mdadm"})
    void the_shell_takes_its_examples(String name) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")));

        assertThat(said("/bin/sh", "-n", EXAMPLES.resolve(name).toString())).isEmpty();
    }

    private String said(String... command) throws Exception {
        var out = folder.resolve("said");
        var process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out) + (process.exitValue() == 0 ? "" : "error: exit " + process.exitValue());
    }
}

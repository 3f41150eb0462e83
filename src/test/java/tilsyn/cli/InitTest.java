package tilsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-11-10T06:00:00Z"), ZoneOffset.UTC);
    private static final String MDSTAT =
            "Personalities : [raid1]\nmd0 : active raid1 sdb1[1] sda1[0]\n      1048512 blocks [2/2] [UU]\n\nunused devices: <none>\n";

    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();

    @Test
    void what_the_files_show_is_drafted_and_read_back_without_a_complaint() throws Exception {
        write("mdstat-app01-20251110T0600.txt", MDSTAT);
        write("app.log", "2025-11-10T05:00:00+01:00 app01 sshd[1]: Server listening on 0.0.0.0 port 22.\n");

        assertThat(run("init", folder().toString(), "--name", "Bergs Ur & Gull"))
                .isEqualTo(ExitCode.FINE);

        assertThat(Files.readString(folder().resolve("inventory/hosts.yaml")))
                .contains("- id: APP01", "roles: [server, linux, physical]", "{ array: md0, level: raid1, members: 2 }")
                .contains("{ source: raid }", "{ source: syslog }");
        check();
        assertThat(out.toString())
                .contains("Bergs Ur & Gull")
                .contains("+ 0 avvist")
                .doesNotContain("antatt");
    }

    @Test
    void a_draft_that_nobody_has_vouched_for_is_no_inventory_in_order() throws Exception {
        write("mdstat-nas01-20251110T0600.txt", MDSTAT);
        run("init", folder().toString());

        check();

        assertThat(Files.readString(temp.resolve("out/verdicts.json")))
                .doesNotContainPattern("(?s)\"item\" : \"AGR-01\",\\s+\"verdict\" : \"PASS\"");
    }

    @Test
    void registers_that_are_there_are_left_alone() throws Exception {
        write("mdstat-nas01-20251110T0600.txt", MDSTAT);
        write("customer.yaml", "customer: { id: T, name: Mine, zone: Europe/Oslo }\n");
        write("any-name.yaml", "inventory:\n  as_of: 2025-11-01\n  hosts:\n    - { id: NAS01, roles: [server] }\n");

        run("init", folder().toString());

        assertThat(Files.readString(folder().resolve("customer.yaml"))).contains("Mine");
        assertThat(folder().resolve("inventory/hosts.yaml")).doesNotExist();
        assertThat(folder().resolve("inventory/scopes.yaml")).exists();
    }

    private Path folder() throws IOException {
        return Files.createDirectories(temp.resolve("in"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder().resolve(name), text);
    }

    private void check() throws IOException {
        run("check", folder().toString(), "--out", temp.resolve("out").toString());
    }

    private int run(String... args) {
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", temp.resolve("data").toString()));
        return Main.commandLine(CLOCK)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(all.toArray(String[]::new));
    }
}

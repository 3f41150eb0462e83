package tilsyn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store allows, and how it fails. */
class StoreSafetyTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create alias run as 'String run() { return \"\"; }'",
                "select file_read('/etc/passwd')",
                "script to 'copy.sql'",
                "drop table fact",
                "drop all objects",
                "alter table fact drop column json",
                "truncate table fact",
                "create user other password 'x' admin",
                "alter user clerk admin true",
                "runscript from 'x.sql'",
                "backup to 'x.zip'",
                "create table mine (a int)",
                "create trigger t after insert on fact call 'x'",
                "call csvwrite('x.csv', 'select 1')",
                "create linked table l ('', 'jdbc:h2:mem:x', '', '', 't')",
                "checkpoint",
                "shutdown",
                "set write_delay 5000",
                "select * from \"flyway_schema_history\"",
            })
    void the_clerk_can_do_nothing_but_read_and_write_rows(String sql) throws SQLException {
        try (var store = Store.create(folder.resolve("store"));
                var connection = store.connection();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql))
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(rights|privilege|Schema owner).*");
        }
    }

    @Test
    void a_store_in_use_by_another_process_says_so() throws Exception {
        var file = folder.resolve("store");
        var other = Child.start(folder, file);
        try {
            other.awaitAcknowledged(1);

            for (var opening : List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                    () -> Store.open(file).close(), () -> Store.create(file).close()))
                assertThatThrownBy(opening)
                        .isInstanceOfSatisfying(
                                StoreBroken.class,
                                broken -> assertThat(broken.reason()).isEqualTo(StoreBroken.Reason.LOCKED))
                        .hasMessageStartingWith(file + ".mv.db is in use by another process.");
        } finally {
            other.process().destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_store_in_use_by_this_process_is_not_begun_anew() {
        try (var store = Store.create(folder.resolve("store"))) {
            assertThat(store.names("FJ")).isEmpty();
            assertThatThrownBy(() -> Store.create(folder.resolve("store"))).hasMessageContaining("is in use");
        }
    }

    @Test
    void a_damaged_store_says_so() throws Exception {
        var file = folder.resolve("store.mv.db");
        Files.write(
                file,
                "this is no database, only text that someone put here"
                        .repeat(500)
                        .getBytes());

        assertThatThrownBy(() -> Store.open(folder.resolve("store")))
                .isInstanceOfSatisfying(
                        StoreBroken.class, broken -> assertThat(broken.reason()).isEqualTo(StoreBroken.Reason.CORRUPT))
                .hasMessageStartingWith(file + " is damaged");
    }

    @Test
    void a_store_damaged_in_its_middle_says_so() throws Exception {
        var file = folder.resolve("store.mv.db");
        try (var store = Store.create(folder.resolve("store"))) {
            store.keep(new StoredAssessment("1", "FJ", Instant.EPOCH, "", "x".repeat(1_000_000)));
        }
        var bytes = Files.readAllBytes(file);
        for (int i = 8192; i < bytes.length; i++) bytes[i] ^= 0x55;
        Files.write(file, bytes);

        assertThatThrownBy(() -> Store.open(folder.resolve("store")))
                .isInstanceOfSatisfying(
                        StoreBroken.class, broken -> assertThat(broken.reason()).isEqualTo(StoreBroken.Reason.CORRUPT))
                .hasMessageContaining("nothing in it can be read");
    }

    @Test
    void a_place_that_can_not_be_written_says_so() throws Exception {
        var notAFolder = Files.writeString(folder.resolve("notes.txt"), "x");

        assertThatThrownBy(() -> Store.create(notAFolder.resolve("store")))
                .isInstanceOfSatisfying(
                        StoreBroken.class,
                        broken -> assertThat(broken.reason()).isEqualTo(StoreBroken.Reason.NO_RIGHTS))
                .hasMessageContaining("can't be written");
    }

    @Test
    void a_full_disk_says_so() {
        var full = new SQLException("x", new java.io.IOException("No space left on device"));

        assertThat(StoreBroken.of(folder, full).reason()).isEqualTo(StoreBroken.Reason.DISK_FULL);
    }
}

package tilsyn.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/** The file as a snapshot of the disk holds it, taken right after what was acknowledged was synced. */
class SnapshotTest {
    private static final Instant T = Instant.parse("2025-11-09T22:00:00Z");
    private static final int SNAPSHOTS = Integer.getInteger("tilsyn.snapshots", 10);

    @TempDir
    Path folder;

    @Test
    void a_copy_taken_after_any_sync_opens_and_holds_all_that_was_acknowledged() throws Exception {
        try (var store = Store.open(folder.resolve("live"))) {
            for (int i = 0; i < SNAPSHOTS; i++) {
                deliver(store, i);
                var copy = folder.resolve("copy" + i);
                Files.copy(Database.onDisk(folder.resolve("live")), Database.onDisk(copy));

                try (var copied = Store.open(copy)) {
                    assertThat(copied.problems()).as("after sync %d", i).isEmpty();
                    assertThat(copied.facts("FJ", (name, from) -> name).of("h1"))
                            .as("after sync %d", i)
                            .hasSize((i + 1) * 50);
                }
            }
        }
    }

    private static void deliver(Store store, int number) {
        var name = number + ".xml";
        try (var intake = store.intake("FJ")) {
            var arrival = intake.begin(name, "ab", 1, T);
            for (int i = 0; i < 50; i++)
                arrival.fact(new LogEvent(
                        "h1",
                        "Security",
                        "p",
                        4625,
                        Level.WARNING,
                        number * 50 + i,
                        T.plusSeconds(i),
                        Map.of(),
                        "message".repeat(20),
                        "",
                        new Origin(name, i + 1, -1, "ab", "raw", "", "", T)));
            arrival.done("f", "r", "");
            intake.sync();
        }
    }
}

package tilsyn.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

class FaultyDiskTest {
    private static final Instant T = Instant.parse("2025-11-09T22:00:00Z");

    private static final int WRITES = Integer.getInteger("tilsyn.writes", 12);

    @TempDir
    Path folder;

    /** The first writes one by one, each in a store of its own. */
    @Test
    void whichever_write_fails_nothing_acknowledged_is_lost_and_it_goes_on_when_mended() throws Exception {
        int failed = 0;
        for (int write = 0; write < WRITES; write++) {
            var said = write % 2 == 0 ? "No space left on device" : "Input/output error";
            var file = folder.resolve("" + write).resolve("store");
            try (var disk = FaultyDisk.inserted();
                    var store = new Store(Database.open(file, FaultyDisk.SCHEME + ":"))) {
                deliver(store, 0);
                disk.failAfter(write, said);
                int acknowledged = 1;
                try {
                    for (; acknowledged < 40; acknowledged++) deliver(store, acknowledged);
                } catch (StoreBroken broken) {
                    failed++;
                    assertThat(broken.reason())
                            .isIn(StoreBroken.Reason.DISK_FULL, StoreBroken.Reason.OTHER, StoreBroken.Reason.CORRUPT);
                }
                disk.mend();
                store.revive();
                assertThat(store.problems()).as("write %d", write).isEmpty();
                assertThat(names(store)).as("write %d", write).containsAll(expected(acknowledged));

                for (int i = acknowledged; i < 42; i++) deliver(store, i);

                assertThat(store.problems()).isEmpty();
                assertThat(names(store)).containsAll(expected(42));
                assertThat(store.facts("FJ", (name, from) -> name).of("h1")).hasSize(42 * 50);
            }
        }
        assertThat(failed).isGreaterThan(WRITES * 3 / 4);
    }

    private static List<String> expected(int files) {
        var names = new ArrayList<String>();
        for (int i = 0; i < files; i++) names.add(i + ".xml");
        return names;
    }

    private static List<String> names(Store store) {
        return store.accounting("FJ").files().stream()
                .filter(file -> file.taken())
                .map(file -> file.file())
                .toList();
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

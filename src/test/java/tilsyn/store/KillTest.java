package tilsyn.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.fact.FileRead;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogEvent;

/** Kills a process that reads into the store, at any moment, and looks what is left. */
class KillTest {
    private static final int KILLS = Integer.getInteger("tilsyn.kills", 4);

    @TempDir
    Path folder;

    @Test
    void what_was_acknowledged_is_there_after_a_kill_and_nothing_twice() throws Exception {
        var file = folder.resolve("store");
        var random = new Random(2);
        var acknowledged = new ArrayList<String>();
        for (int kill = 0; kill < KILLS; kill++) {
            var child = Child.start(folder, file);
            child.awaitAcknowledged(1 + random.nextInt(4));
            Thread.sleep(random.nextInt(200));
            assertThat(child.process().isAlive()).isTrue();
            child.process().destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            acknowledged.addAll(child.acknowledged());

            try (var store = Store.open(file)) {
                look(store, acknowledged);
            }
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS);
    }

    private static void look(Store store, ArrayList<String> acknowledged) {
        var accounting = store.accounting("FJ");
        assertThat(accounting.files().stream().filter(FileRead::taken).map(FileRead::file))
                .containsAll(acknowledged);

        var facts = store.facts("FJ", (name, from) -> name);
        long events = 0;
        for (var host : facts.hosts()) {
            if (host.equals("all")) continue;
            var records = facts.of(host).stream()
                    .map(LogEvent.class::cast)
                    .map(event -> (int) event.recordId())
                    .collect(Collectors.toList());
            assertThat(records).doesNotHaveDuplicates();
            int files = (int) acknowledged.stream()
                    .filter(name -> host.equals("h" + name.substring(0, name.indexOf('-'))))
                    .count();
            assertThat(records)
                    .containsAll(IntStream.range(0, (files - 1) * 1_000 + Child.RECORDS)
                            .boxed()
                            .toList());
            events += records.size();
        }
        var count = (LogCount) facts.of("all").get(0);
        assertThat(count.count()).isEqualTo(120);
        assertThat(accounting.facts()).isEqualTo(events);
        assertThat(accounting.rolledUp()).isEqualTo(120);
    }
}

package tilsyn.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.fact.LogEvent;
import tilsyn.store.Store;

class CertifiedTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    @Test
    void what_a_sender_says_of_another_host_is_its_own() {
        assertThat(event("FILESERVER", "SRV99").host()).isEqualTo("FILESERVER");
        assertThat(event("FILESERVER", "SRV99").data(Certified.CLAIMED)).isEqualTo("SRV99");
    }

    @Test
    void what_it_says_of_its_own_host_stays_as_it_is() {
        assertThat(event("SRV99", "SRV99").host()).isEqualTo("SRV99");
        assertThat(event("SRV99", "SRV99").data()).doesNotContainKey(Certified.CLAIMED);
    }

    @Test
    void without_a_host_of_its_own_it_is_believed() {
        assertThat(event("", "SRV99").host()).isEqualTo("SRV99");
    }

    /** The event that is kept of one message. */
    private LogEvent event(String certified, String claimed) {
        var message = "<28>1 2026-01-01T00:00:00Z %s app 7 - - odd".formatted(claimed);
        var framed = (message.length() + " " + message + "\n").getBytes(UTF_8);
        try (var store = Store.create(folder.resolve("store"))) {
            try (var intake = store.intake("DEMO")) {
                new Pouring(intake, ZoneId.of("UTC"), "", sink -> sink, new SequenceIds())
                        .batches(List.of(new Batch("syslog-tls", "192.0.2.1", certified, framed, 1, NOW)));
            }
            var facts = store.facts("DEMO", (name, from) -> name);
            return (LogEvent) facts.of(facts.hosts().first()).get(0);
        }
    }
}

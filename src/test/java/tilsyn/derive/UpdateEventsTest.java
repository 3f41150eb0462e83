package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static tilsyn.derive.Given.ORIGIN;
import static tilsyn.derive.Given.at;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.UpdateInstall;
import tilsyn.fact.UpdateInstall.Result;

class UpdateEventsTest {
    private static final Map<String, String> KB = Map.of("updateTitle", "2025-10 Cumulative Update (KB5044273)");

    @Test
    void only_the_event_that_an_update_was_taken_off_is_one_that_was() {
        assertThat(told(event("update.removed", 23, KB, "")))
                .extracting(UpdateInstall::item, UpdateInstall::result)
                .containsExactly(tuple("KB5044273", Result.ROLLED_BACK));
        assertThat(told(event("update.removed", 24, KB, ""))).isEmpty();
    }

    @Test
    void an_export_without_fields_names_the_update_at_the_end_of_its_message() {
        assertThat(
                        told(
                                event(
                                        "update.installed",
                                        19,
                                        Map.of(),
                                        "Installasjonen er fullført: Følgende oppdatering ble installert: 2025-10 Kumulativ (KB5044273)")))
                .extracting(UpdateInstall::item, UpdateInstall::title)
                .containsExactly(tuple("KB5044273", "2025-10 Kumulativ (KB5044273)"));
        assertThat(told(event("update.installed", 19, Map.of(), "KB5044273 installert")))
                .extracting(UpdateInstall::title)
                .containsExactly("KB5044273 installert");
    }

    @Test
    void an_event_that_names_no_update_tells_of_none() {
        assertThat(told(event("update.installed", 19, Map.of(), "Installation successful")))
                .isEmpty();
    }

    @Test
    void automatic_updates_end_well_or_badly_or_have_not_ended() {
        assertThat(told(automatic("All upgrades installed")))
                .extracting(UpdateInstall::result)
                .containsExactly(Result.INSTALLED);
        assertThat(told(automatic("Installing the upgrades failed!")))
                .extracting(UpdateInstall::result)
                .containsExactly(Result.FAILED);
        assertThat(told(automatic("Packages that will be upgraded: curl"))).isEmpty();
    }

    private static LogEvent automatic(String message) {
        return event("updates.auto", -1, Map.of(), message);
    }

    private static List<UpdateInstall> told(LogEvent event) {
        return UpdateEvents.of("H", List.of(event)).stream()
                .map(UpdateInstall.class::cast)
                .toList();
    }

    private static LogEvent event(String signature, int id, Map<String, String> data, String message) {
        return new LogEvent(
                "H",
                "System",
                "WindowsUpdateClient",
                id,
                Level.INFO,
                -1,
                at("2025-11-09T10:00:00Z"),
                data,
                message,
                signature,
                ORIGIN);
    }
}

package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.AS_OF;
import static tilsyn.derive.Given.ORIGIN;
import static tilsyn.derive.Given.context;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tilsyn.fact.AfterEffect;
import tilsyn.fact.Fact;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.UpdateInstall;
import tilsyn.fact.UpdateInstall.Result;

class AfterEffectsTest {
    /** Three days before as-of, as far as effects are looked for. */
    private static final UpdateInstall INSTALLED = new UpdateInstall(
            "H", AS_OF.minus(Duration.ofDays(3)), "KB5044273", "", Result.INSTALLED, "", "wu", ORIGIN);

    @Test
    void errors_after_an_update_are_weighed_against_the_usual_day_before_it() {
        var facts = new ArrayList<Fact>(List.of(INSTALLED));
        for (int day = 4; day <= 17; day++) add(facts, Duration.ofDays(day).minusHours(12), 2, Level.ERROR);
        add(facts, Duration.ofDays(2), 30, Level.ERROR);
        add(facts, Duration.ofDays(2), 500, Level.INFO);

        // 30 in three days are ten a day, against two
        assertThat(of(facts)).singleElement().satisfies(effect -> {
            assertThat(effect.effect()).isEqualTo("errors");
            assertThat(effect.factor()).isEqualTo(5);
        });
    }

    @Test
    void fewer_than_ten_are_nothing_to_speak_of() {
        var facts = new ArrayList<Fact>(List.of(INSTALLED));
        add(facts, Duration.ofDays(2), 9, Level.ERROR);
        assertThat(of(facts)).isEmpty();

        add(facts, Duration.ofDays(1), 1, Level.ERROR);
        assertThat(of(facts)).hasSize(1);
    }

    @Test
    void errors_of_more_than_two_weeks_before_are_not_the_usual_ones() {
        var facts = new ArrayList<Fact>(List.of(INSTALLED));
        for (int day = 18; day <= 30; day++) add(facts, Duration.ofDays(day), 100, Level.ERROR);
        add(facts, Duration.ofDays(2), 12, Level.ERROR);

        assertThat(of(facts))
                .singleElement()
                .satisfies(effect -> assertThat(effect.factor()).isEqualTo(4));
    }

    private static List<AfterEffect> of(List<Fact> facts) {
        var context = context(facts.toArray(Fact[]::new));
        return AfterEffects.of("H", facts, List.of(), context).stream()
                .map(AfterEffect.class::cast)
                .toList();
    }

    private static void add(List<Fact> facts, Duration ago, int count, Level level) {
        for (int one = 0; one < count; one++)
            facts.add(new LogEvent("H", "System", "app", 1000, level, -1, AS_OF.minus(ago), Map.of(), "", "", ORIGIN));
    }
}

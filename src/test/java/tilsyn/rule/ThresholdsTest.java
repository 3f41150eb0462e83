package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tilsyn.decoder.FactJson;
import tilsyn.fact.Fact;
import tilsyn.fact.Host;
import tilsyn.fact.Origin;
import tilsyn.fact.Tuning;
import tilsyn.verdict.Parameter;

/** A limit moved by one unit, either way, makes some scenario of its item fail. */
class ThresholdsTest {
    /** What would take a population of hosts, users or months to tell apart from its neighbour; no new one may join. */
    private static final Set<String> NOT_TOLD_APART = Set.of(
            "AV-06.av_coverage_min_pct 90 to 89",
            "AV-06.volume_warn_x 3 to 2",
            "AV-06.volume_warn_x 3 to 4",
            "BCK-08.offsite_test_d 365 to 366",
            "BCK-10.crash_consistent_warn 1 to 0",
            "HW-04.fan_fail_min 10 to 11",
            "LOG-05.stale_cred_days 5 to 4",
            "OPS-04.lookback_d 14 to 13",
            "OPS-04.lookback_d 14 to 15",
            "UPD-10.compliance_warn_pct 95 to 94",
            "UPD-10.compliance_warn_pct 95 to 96",
            "UPD-10.decline_pp 10 to 11",
            "UPD-10.decline_pp 10 to 9",
            "UPD-10.post_patch_h 72 to 71",
            "USR-02.group_coverage_pct 60 to 59",
            "USR-02.group_coverage_pct 60 to 61");

    private record Moved(String item, Setting setting, Setting.Value from, BigDecimal to) {
        String parameter() {
            return item + "." + setting.name();
        }

        /** The scenario as if someone had set it so; empty where it is nobody's limit there. */
        Optional<Scenario> in(Scenario scenario) {
            var tunings = new ArrayList<Fact>(scenario.facts());
            if (setting.level().equals("customer")) tunings.add(tuning("", scenario));
            else
                for (var fact : scenario.facts())
                    if (fact instanceof Host host && setting.value(host.roles()).equals(from))
                        tunings.add(tuning(host.host(), scenario));
            return tunings.size() == scenario.facts().size()
                    ? Optional.empty()
                    : Optional.of(new Scenario(
                            item,
                            scenario.name(),
                            scenario.file(),
                            scenario.line(),
                            scenario.asOf(),
                            scenario.zone(),
                            tunings,
                            scenario.expect()));
        }

        /** What got worse where the card says that it is looser, or better where it is stricter. */
        Optional<String> theOtherWay(Scenario.Result result) {
            var change = setting.change(from, Setting.Value.of(to.toPlainString()));
            for (var told : result.differences()) {
                var difference = told.lines().findFirst().orElse("");
                if (!difference.contains(", got ") || difference.contains("NO_EVIDENCE")) continue;
                int expected = worst(difference.substring(0, difference.indexOf(", got ")));
                int got = worst(difference.substring(difference.indexOf(", got ")));
                if (change == Parameter.Change.LOOSER && got > expected
                        || change == Parameter.Change.STRICTER && got < expected)
                    return Optional.of("%s to %s is %s: %s".formatted(parameter(), to, change, difference));
            }
            return Optional.empty();
        }

        private static int worst(String said) {
            return said.contains("FAIL") ? 2 : said.contains("WARN") ? 1 : 0;
        }

        private Tuning tuning(String host, Scenario scenario) {
            return new Tuning(
                    item,
                    setting.name(),
                    host,
                    to.toPlainString(),
                    "Ada",
                    "moved by one",
                    Instant.EPOCH,
                    new Origin("tuning.yaml", 1, 0, "", "", "", "", scenario.asOf()));
        }
    }

    @Test
    void a_limit_moved_by_one_unit_is_noticed() throws Exception {
        var rulebook = Rulebook.load(Path.of("rules"), Path.of("target", "rulebook"));
        var scenarios = Scenarios.read(Path.of("rules"), FactJson::read);
        var unnoticed = new TreeSet<String>();
        var theOtherWay = new ArrayList<String>();
        for (var moved : moves(rulebook)) {
            var noticed = scenarios.stream()
                    .filter(scenario -> scenario.item().equals(moved.item()))
                    .flatMap(scenario -> moved.in(scenario).stream())
                    .map(scenario -> scenario.run(rulebook))
                    .filter(result -> !result.passed())
                    .findFirst();
            if (noticed.isEmpty())
                unnoticed.add(
                        "%s %s to %s".formatted(moved.parameter(), moved.from().text(), moved.to()));
            noticed.flatMap(moved::theOtherWay).ifPresent(theOtherWay::add);
        }

        assertThat(unnoticed).isSubsetOf(NOT_TOLD_APART);
        assertThat(theOtherWay)
                .as("limits whose cards are wrong about which way is looser")
                .isEmpty();
    }

    private static List<Moved> moves(Rulebook rulebook) {
        var moves = new ArrayList<Moved>();
        for (var card : rulebook.cards())
            for (var setting : card.settings())
                if (!setting.level().equals("no")
                        && (setting.level().equals("host") || setting.values().size() == 1))
                    for (var value : setting.values().values())
                        Stream.of(BigDecimal.ONE, BigDecimal.ONE.negate())
                                .filter(step -> value.number() != null)
                                .map(step -> new Moved(
                                        card.id(),
                                        setting,
                                        value,
                                        value.number().add(step)))
                                .filter(moved -> isAllowed(moved.to(), setting))
                                .forEach(moves::add);
        return moves;
    }

    private static boolean isAllowed(BigDecimal value, Setting setting) {
        return setting.lowest() == null
                || value.compareTo(setting.lowest()) >= 0 && value.compareTo(setting.highest()) <= 0;
    }
}

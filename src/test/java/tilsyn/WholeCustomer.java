package tilsyn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tilsyn.fact.Facts;
import tilsyn.rule.Rulebook;

/**
 * The example customer judged from the facts of a check. Mutation testing (profile {@code mutation}) asks it thousands of
 * times, so the check is kept from the first time on, and what is read of it once for each process; the build runs
 * {@link FjordvikFindingsTest} instead.
 */
class WholeCustomer {
    private static final Path DATA = Path.of("target", "mutation");

    @SuppressWarnings("NullAway.Init")
    private static Rulebook rulebook;

    @SuppressWarnings("NullAway.Init")
    private static Kept kept;

    @SuppressWarnings("NullAway.Init")
    private static Inputs inputs;

    @SuppressWarnings("NullAway.Init")
    private static Facts facts;

    @Test
    void every_finding_says_and_cites_what_it_did() throws Exception {
        if (rulebook == null) prepare();

        var assessment = rulebook.assess(facts, inputs.accounting(), inputs.customer(), kept.asOf(), kept.cutOff(), 1);

        assertThat(FjordvikFindingsTest.said(assessment)).isEqualTo(Files.readAllLines(FjordvikFindingsTest.EXPECTED));
    }

    private static void prepare() throws Exception {
        if (!Files.exists(DATA)) Checks.check(Checks.FOLDER, DATA, Checks.FINAL);
        kept = Kept.all(DATA).get(0);
        inputs = Replay.inputs(DATA, kept);
        facts = Replay.facts(DATA, kept);
        rulebook = Rulebook.load(Path.of("rules"), Path.of("target", "rulebook"));
    }
}

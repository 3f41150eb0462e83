package tilsyn.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What Tilsyn makes of captures, against what their sources say of them:
 * {@code ./mvnw -Pagreement verify -Dsamples=FOLDER}. Each disagreement has its reason in {@code reasons.tsv}; what lacks one
 * is written to {@code target/agreement.tsv}, ready to be filled in.
 */
@EnabledIfSystemProperty(named = "tilsyn.samples", matches = ".+")
class AgreementTest {
    private static final Path SAMPLES = Path.of(System.getProperty("tilsyn.samples", "."));
    private static final Path MISSING = Path.of("target", "agreement.tsv");

    @Test
    void every_capture_agrees_with_its_source_or_has_a_reason_not_to() throws IOException {
        assertThat(SAMPLES.resolve("unix/INDEX.tsv")).exists();
        var reasons = Reasons.read();
        Map<String, int[]> suites = new TreeMap<>();
        var missing = new ArrayList<String>();
        var wrongPasses = new ArrayList<String>();
        for (var capture : Capture.in(SAMPLES)) {
            var count = suites.computeIfAbsent(capture.suite(), suite -> new int[2]);
            count[1]++;
            if (capture.agrees()) {
                count[0]++;
                continue;
            }
            var difference = new Difference(capture.suite(), capture.name(), capture.asserted(), capture.state());
            if (reasons.of(difference).isEmpty()) missing.add(difference + "\t");
            else System.out.println(difference + "\t" + reasons.of(difference));
            if (difference.here() == State.PASS) wrongPasses.add(difference.toString());
        }
        print(suites);
        wrongPasses.forEach(pass -> System.out.println("PASS here: " + pass));
        reasons.unused().forEach(unused -> System.out.println("explains nothing any more: " + unused));
        Files.write(MISSING, missing);
        assertThat(missing).as("disagreements without a reason, see " + MISSING).isEmpty();
    }

    private static void print(Map<String, int[]> suites) {
        int agree = 0;
        int all = 0;
        for (var suite : suites.entrySet()) {
            print(suite.getKey(), suite.getValue()[0], suite.getValue()[1]);
            agree += suite.getValue()[0];
            all += suite.getValue()[1];
        }
        print("all", agree, all);
    }

    private static void print(String suite, int agree, int all) {
        System.out.printf(
                java.util.Locale.ROOT, "%-16s %4d of %4d agree, %5.1f %%%n", suite, agree, all, 100.0 * agree / all);
    }

    /** A capture of which is said something else here than at its source. */
    record Difference(String suite, String capture, java.util.Set<State> asserted, State here) {
        @Override
        public String toString() {
            return suite + "\t" + capture + "\t"
                    + String.join("/", asserted.stream().map(State::name).toList()) + "\t" + here;
        }
    }

    /** The checked-in table of reasons: suite, capture (an asterisk at its end stands for all that begin so), asserted, here, reason. */
    private static final class Reasons {
        private final Map<String, String> reasons = new LinkedHashMap<>();
        private final List<String> used = new ArrayList<>();

        static Reasons read() throws IOException {
            var read = new Reasons();
            try (var in = java.util.Objects.requireNonNull(Reasons.class.getResourceAsStream("reasons.tsv"))) {
                for (var line : new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).split("\n")) {
                    int reason = line.lastIndexOf('\t');
                    if (reason > 0 && !line.startsWith("suite\t"))
                        read.reasons.put(line.substring(0, reason), line.substring(reason + 1));
                }
            }
            return read;
        }

        /** The reason for exactly that difference, or empty. */
        String of(Difference difference) {
            var exact = difference.toString();
            for (var each : reasons.entrySet()) {
                var key = each.getKey();
                var fields = key.split("\t", -1);
                boolean fits = key.equals(exact)
                        || fields.length == 4
                                && fields[1].endsWith("*")
                                && difference.suite().equals(fields[0])
                                && difference.capture().startsWith(fields[1].substring(0, fields[1].length() - 1))
                                && exact.endsWith("\t" + fields[2] + "\t" + fields[3]);
                if (!fits) continue;
                used.add(key);
                return each.getValue();
            }
            return "";
        }

        List<String> unused() {
            return reasons.keySet().stream().filter(key -> !used.contains(key)).toList();
        }
    }
}

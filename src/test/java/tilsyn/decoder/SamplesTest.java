package tilsyn.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tilsyn.fact.AutoUpdateRun;
import tilsyn.fact.BackupRun;
import tilsyn.fact.Fact;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.RaidArray;
import tilsyn.fact.SensorReading;

/** Runs over a folder of captured files, given as {@code -Dtilsyn.samples=FOLDER}; not part of the default run. */
@EnabledIfSystemProperty(named = "tilsyn.samples", matches = ".+")
class SamplesTest {
    private static final Path SAMPLES = Path.of(System.getProperty("tilsyn.samples", "."));

    @Test
    void every_sample_is_decoded_or_unknown_without_exception_or_hang() throws Exception {
        var failed = new ArrayList<String>();
        var formats = new TreeMap<String, Integer>();
        var worker = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
        for (var file : files()) {
            Callable<String> reading = () -> format(file);
            try {
                formats.merge(worker.submit(reading).get(60, TimeUnit.SECONDS), 1, Integer::sum);
            } catch (ExecutionException broken) {
                failed.add(file + ": " + broken.getCause());
            } catch (TimeoutException hangs) {
                failed.add(file + " hangs");
                break;
            }
        }
        System.out.println(formats);
        assertThat(failed).isEmpty();
    }

    /** Prints where the facts' own state is another than the one asserted in unix/INDEX.tsv. */
    @Test
    void states_are_compared_with_those_asserted() throws IOException {
        int agree = 0;
        var others = new ArrayList<String>();
        for (var row : Files.readAllLines(SAMPLES.resolve("unix/INDEX.tsv"))) {
            var fields = row.split("\t", -1);
            if (fields.length < 8 || !fields[6].matches("(PASS|WARN|FAIL).*")) continue;
            var reading = Reading.of(
                    fields[0], Files.readAllBytes(SAMPLES.resolve("unix").resolve(fields[0])));
            if (reading.facts.isEmpty() || !isOurs(reading.facts)) continue;
            var state = state(reading.facts);
            if (fields[6].startsWith(state)) agree++;
            else others.add("%s: %s here, asserted %s (%s)".formatted(fields[0], state, fields[6], fields[7]));
        }
        others.forEach(System.out::println);
        System.out.println(agree + " agree, " + others.size() + " differ");
        assertThat(agree).isGreaterThan(others.size());
    }

    private static boolean isOurs(List<Fact> facts) {
        return facts.stream()
                .anyMatch(fact -> fact instanceof PhysicalDisk
                        || fact instanceof RaidArray
                        || fact instanceof SensorReading
                        || fact instanceof BackupRun
                        || fact instanceof AutoUpdateRun);
    }

    private static String state(List<Fact> facts) {
        int worst = facts.stream().mapToInt(SamplesTest::rank).max().orElse(0);
        return worst == 2 ? "FAIL" : worst == 1 ? "WARN" : "PASS";
    }

    /** 0 for health, 1 for what is odd or not known, 2 for what is broken. */
    private static int rank(Fact fact) {
        if (fact instanceof RaidArray array)
            return switch (array.state()) {
                case OPTIMAL -> 0;
                case DEGRADED -> array.rebuildPercent() == null ? 2 : 1;
                case FAILED -> 2;
                case UNKNOWN -> 1;
            };
        if (fact instanceof PhysicalDisk disk) return rank(disk);
        if (fact instanceof SensorReading reading)
            return switch (reading.status()) {
                case CRITICAL -> 2;
                case WARNING -> 1;
                default -> 0;
            };
        if (fact instanceof BackupRun run)
            return switch (run.result()) {
                case SUCCESS -> 0;
                case FAILED, CANCELLED -> 2;
                default -> 1;
            };
        return fact instanceof AutoUpdateRun run && !run.good() ? 2 : 0;
    }

    private static int rank(PhysicalDisk disk) {
        boolean broken = Boolean.FALSE.equals(disk.passed())
                || disk.predictive()
                || disk.criticalWarning() != 0
                || disk.state() == PhysicalDisk.State.FAILED
                || disk.state() == PhysicalDisk.State.MISSING
                || disk.sparePercent() >= 0 && disk.sparePercent() < disk.spareThreshold();
        if (broken) return 2;
        boolean odd = disk.smart(5) > 0
                || disk.smart(187) > 0
                || disk.smart(197) > 0
                || disk.smart(198) > 0
                || disk.mediaErrors() > 0
                || disk.usedPercent() >= 100
                || disk.state() == PhysicalDisk.State.UNKNOWN;
        return odd ? 1 : 0;
    }

    private static String format(Path file) throws IOException {
        byte[] start;
        try (var in = Files.newInputStream(file)) {
            start = in.readNBytes(Head.LIMIT);
        }
        var decoder = Decoders.of(Head.of(file.toString(), start));
        if (decoder.isEmpty()) return "unknown";
        Reading.with(decoder.get(), SAMPLES.relativize(file).toString(), Files.readAllBytes(file));
        return decoder.get().format().id();
    }

    private static List<Path> files() throws IOException {
        try (var files = Files.walk(SAMPLES)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}

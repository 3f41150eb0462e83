package tilsyn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.fact.Facts;
import tilsyn.fact.Origin;
import tilsyn.fact.RebootPending;
import tilsyn.output.Results;
import tilsyn.output.Sample;
import tilsyn.trace.Archive;
import tilsyn.trace.Log;
import tilsyn.trace.Verification;

/**
 * Kills a process that keeps assessments, at any moment, and looks what is left: ten times, or as often as
 * {@code -Dtilsyn.kills=200} says.
 */
class KilledTest {
    private static final int KILLS = Integer.getInteger("tilsyn.kills", 10);
    private static final int HOSTS = 300;

    @TempDir
    Path temp;

    @Test
    void what_was_acknowledged_is_kept_and_what_was_not_is_set_aside_and_named() throws Exception {
        var data = Files.createDirectory(temp.resolve("data"));
        var random = new Random(9);
        var acknowledged = new LinkedHashMap<Integer, String>();
        var torn = new LinkedHashMap<String, byte[]>();
        for (int kill = 0; kill < KILLS; kill++) {
            var said = Files.createTempFile(temp, "said", ".txt");
            var process = start(data, said);
            int wanted = random.nextInt(4);
            while (process.isAlive() && whole(said).size() < wanted) Thread.sleep(1);
            // every other time as soon as lines are there, and so most often before their checkpoint
            long before = size(data);
            while (kill % 2 == 1 && process.isAlive() && size(data) == before) Thread.onSpinWait();
            // also while the first line is under way, and while the key is made
            if (kill % 2 == 0) Thread.sleep(wanted == 0 ? 150 + random.nextInt(500) : random.nextInt(200));
            assertThat(process.isAlive()).isTrue();
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            for (var line : whole(said)) acknowledged.put(Integer.parseInt(line.split(" ")[0]), line.split(" ")[1]);

            var tail = unsigned(data);
            var log = Log.open(data);

            if (tail.length > 0)
                assertThat(log.setAside())
                        .anySatisfy(name -> assertThat(
                                        Files.readAllBytes(Log.folder(data).resolve(name.split(" ")[0])))
                                .isEqualTo(tail));
            for (var name : log.setAside())
                torn.put(name, Files.readAllBytes(Log.folder(data).resolve(name.split(" ")[0])));
            assertThat(Verification.of(data, "").tamperings()).isEmpty();
            holds(data, acknowledged);
        }
        keep(data, 0);

        assertThat(acknowledged).hasSizeGreaterThan(KILLS / 2);
        if (KILLS >= 200) assertThat(torn).as("kills in the middle of a line").isNotEmpty();
        var lines = Log.lines(data);
        var all = lines.from(0, lines.size());
        torn.forEach((name, bytes) -> {
            assertThat(name.split(" ")[1]).isEqualTo(Archive.sha256(bytes));
            assertThat(all)
                    .contains("{\"kind\":\"torn\",\"file\":\"%s\",\"sha256\":\"%s\"}"
                            .formatted(name.split(" ")[0], name.split(" ")[1]));
        });
        System.out.printf(
                "%d kills, %d assessments acknowledged, %d tails set aside%n", KILLS, acknowledged.size(), torn.size());
    }

    /** Everything an acknowledged assessment rests on is there and is what it was. */
    private static void holds(Path data, Map<Integer, String> acknowledged) throws IOException {
        var archive = new Archive(data);
        var kept = new LinkedHashMap<Integer, Kept>();
        for (var one : Kept.all(data)) kept.put(one.number(), one);
        assertThat(kept.keySet()).containsAll(acknowledged.keySet());
        for (var number : acknowledged.keySet()) {
            var one = kept.get(number);
            assertThat(one.trace()).isEqualTo(acknowledged.get(number));
            assertThat(Kept.sha256(one.slice(data))).isEqualTo(one.trace());
            assertThat(Replay.facts(archive, one.facts()).values())
                    .allSatisfy(facts -> assertThat(facts).isNotEmpty())
                    .hasSize(2);
            for (var hash : List.of(one.rules(), one.inputs(), one.state()))
                assertThat(archive.get(hash)).isNotEmpty();
        }
    }

    /** The bytes after what the last checkpoint covers. */
    private static byte[] unsigned(Path data) throws IOException {
        var file = Log.folder(data).resolve("lines.jsonl");
        if (!Files.exists(file)) return new byte[0];
        var bytes = Files.readAllBytes(file);
        int end = 0;
        for (long line = Log.lines(data).size(); line > 0; end++) if (bytes[end] == '\n') line--;
        return Arrays.copyOfRange(bytes, end, bytes.length);
    }

    private static long size(Path data) throws IOException {
        var file = Log.folder(data).resolve("lines.jsonl");
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static List<String> whole(Path said) throws IOException {
        var text = Files.readString(said);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private static Process start(Path data, Path said) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledTest.class.getName(),
                        data.toString())
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Keeps one assessment after the other, and says of each that it is kept. */
    public static void main(String[] args) throws IOException {
        for (int number = 0; number < 10_000; number++) {
            keep(Path.of(args[0]), number);
            var kept = Kept.lastOf(Path.of(args[0])).orElseThrow();
            System.out.println(kept.number() + " " + kept.trace());
            System.out.flush();
        }
    }

    private static void keep(Path data, int number) throws IOException {
        var run = ProcessHandle.current().pid() + "-" + number;
        var request =
                new Round.Request(data, data, data, data, data, Optional.empty(), false, Sample.AS_OF, null, "en");
        var keeping = Keeping.in(data);
        var facts = keeping.recording(Facts.of(List.of(fact("H" + run), fact(""))));
        keeping.keep(request, results(run), facts);
    }

    private static Results results(String run) {
        var sample = Sample.empty();
        for (int host = 0; host < HOSTS; host++)
            sample.add(Sample.fail("H" + host, Sample.DISK, "D:", Map.of("free", run, "days", "1")));
        return sample.results();
    }

    private static RebootPending fact(String host) {
        return new RebootPending(
                host,
                Sample.AS_OF,
                true,
                Sample.AS_OF,
                List.of(),
                new Origin("f", 1, -1, "ab", "raw", "", "", Instant.EPOCH));
    }
}

package tilsyn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tilsyn.fact.Fact;
import tilsyn.rule.Rulebook;
import tilsyn.store.Store;
import tilsyn.trace.Archive;
import tilsyn.trace.Trace;

/**
 * A process that makes all assessments of a data folder again as on a machine set up so.
 *
 * @param java folder of a JDK
 * @param locale such as {@code tr-TR}
 * @param threads how many processors it sees, and so how many hosts it judges at a time
 * @param shuffled whether the facts reach the store in an order of their own
 */
record Machine(Path java, int release, String locale, String zone, int threads, boolean shuffled) {
    private static final Path CACHE = Path.of("target", "rulebook");

    @Override
    public String toString() {
        return "Java %d, %s, %s, %d %s, %s"
                .formatted(
                        release,
                        locale,
                        zone,
                        threads,
                        threads == 1 ? "thread" : "threads",
                        shuffled ? "shuffled" : "in order");
    }

    /** What it says of itself, and then a line with number and SHA-256 of each assessment. */
    List<String> replay(Path data, Path folder) throws Exception {
        var said = Files.createTempFile(folder, "replay", ".txt");
        var faults = Files.createTempFile(folder, "replay", ".err");
        var language = locale.split("-");
        var process = new ProcessBuilder(
                        java.resolve("bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:ActiveProcessorCount=" + threads,
                        "-Xmx1g",
                        "-Duser.language=" + language[0],
                        "-Duser.country=" + language[1],
                        "-Duser.timezone=" + zone,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Machine.class.getName(),
                        data.toString(),
                        shuffled ? folder.toString() : "")
                .redirectOutput(said.toFile())
                .redirectError(faults.toFile())
                .start();
        try {
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).as(toString()).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(() -> text(faults)).isZero();
        return Files.readAllLines(said);
    }

    /** What {@link #replay} says first when the process really is as wished. */
    String itself() {
        return "%d %s %s %d".formatted(release, locale, zone, threads);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return gone.toString();
        }
    }

    /** JDKs of a release: where the environment says, the one that runs this, and those in the folders systems keep them in. */
    static Optional<Path> jdk(int release) {
        var candidates = new ArrayList<Path>();
        for (var name : List.of("JAVA_HOME_" + release, "JAVA_HOME_" + release + "_X64", "JAVA" + release + "_HOME")) {
            var said = System.getenv(name);
            if (said != null && !said.isBlank()) candidates.add(Path.of(said));
        }
        candidates.add(Path.of(System.getProperty("java.home")));
        var home = System.getProperty("user.home");
        for (var folder : List.of(
                "/usr/lib/jvm",
                "/usr/java",
                "/opt/java",
                home + "/.sdkman/candidates/java",
                home + "/.jdks",
                "/Library/Java/JavaVirtualMachines",
                "C:\\Program Files\\Java",
                "C:\\Program Files\\Eclipse Adoptium")) candidates.addAll(in(Path.of(folder)));
        return candidates.stream().filter(java -> release(java) == release).findFirst();
    }

    private static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted()
                    .flatMap(java -> Stream.of(java, java.resolve("Contents/Home")))
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** As the JDK's own file says; 0 for what is none. */
    private static int release(Path java) {
        if (!Files.isRegularFile(java.resolve("release"))) return 0;
        return text(java.resolve("release"))
                .lines()
                .filter(line -> line.startsWith("JAVA_VERSION="))
                .map(line -> line.replaceAll("\\D*(\\d+).*", "$1"))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(0);
    }

    public static void main(String[] args) throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%d %s %s %d%n",
                Runtime.version().feature(),
                Locale.getDefault().toLanguageTag(),
                ZoneId.systemDefault(),
                Runtime.getRuntime().availableProcessors());
        compile();
        var data = Path.of(args[0]);
        for (var kept : Kept.all(data))
            System.out.println(kept.number() + " "
                    + (args[1].isEmpty()
                            ? Replay.of(data, kept, null, false, CACHE).sha256()
                            : shuffled(data, kept, Path.of(args[1]))));
    }

    /** The compiler of rules works in no language, as the command line sees to; all else must not care. */
    private static void compile() throws Exception {
        var locale = Locale.getDefault();
        Locale.setDefault(Locale.ROOT);
        Rulebook.load(Path.of("rules"), CACHE);
        Locale.setDefault(locale);
    }

    private record Delivery(String file, String sha256, Instant received) {
        static Delivery of(Fact fact) {
            var origin = fact.origin();
            return new Delivery(origin.file(), origin.sha256(), origin.received());
        }
    }

    /** Puts the facts of an assessment into a store of its own, files and their facts in an order that dice decide, and judges them. */
    private static String shuffled(Path data, Kept kept, Path folder) throws Exception {
        var archive = new Archive(data);
        var inputs = Inputs.read(Keeping.JSON.readTree(archive.get(kept.inputs())));
        var deliveries = new LinkedHashMap<Delivery, List<Fact>>();
        for (var known : Replay.facts(archive, kept.facts()).values())
            for (var fact : known)
                deliveries
                        .computeIfAbsent(Delivery.of(fact), file -> new ArrayList<>())
                        .add(fact);
        var random = new Random(kept.number());
        var files = new ArrayList<>(deliveries.entrySet());
        Collections.shuffle(files, random);
        var own = Files.createTempDirectory(folder, "shuffled");
        try (var store = Store.create(own.resolve("store"))) {
            try (var intake = store.intake(kept.customer())) {
                for (var file : files) {
                    var from = file.getKey();
                    var arrival = intake.begin(from.file(), from.sha256(), 1, from.received());
                    Collections.shuffle(file.getValue(), random);
                    file.getValue().forEach(arrival::fact);
                    arrival.done("f", "r", "");
                }
            }
            var assessment = Rulebook.load(Replay.rules(data, kept, own), CACHE)
                    .assess(
                            store.facts(kept.customer(), (name, from) -> name),
                            inputs.accounting(),
                            inputs.customer(),
                            kept.asOf(),
                            kept.cutOff());
            return Kept.sha256(Trace.lines(assessment));
        }
    }
}

package tilsyn.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tilsyn.Trial;

/** {@code rules try} over the example customer's 35 mornings, against as many runs of {@code check}, each a process. */
final class TryBench {
    private static final int MORNINGS = 35;

    private TryBench() {}

    static void run(int checks) throws Exception {
        var work = Files.createTempDirectory("tilsyn-try");
        var edited = work.resolve("rules");
        for (var file : files(Path.of("rules"))) {
            var target = edited.resolve(Path.of("rules").relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.writeString(
                    target,
                    Files.readString(file).replace("growth_fail_7d: { default: 10", "growth_fail_7d: { default: 5"));
        }
        var data = work.resolve("data").toString();
        Bench.measured(command("check", "fixtures/fjordvik", "--data", data, "--out", work + "/out"));
        Bench.measured(command("rules", "check", "--rules", edited.toString(), "--data", data));
        double check = 0;
        for (int i = 0; i < checks; i++)
            check += Bench.measured(command(
                                    "check", "fixtures/fjordvik", "--data", work + "/again", "--out", work + "/out"))
                            .seconds()
                    / checks;
        double trial = Bench.measured(command("rules", "try", "--rules", edited.toString(), "--data", data))
                .seconds();
        System.out.printf(
                "check %.2f s; %d of them %.1f s; rules try over %d mornings from %s %.1f s: a %.1fth%n",
                check, MORNINGS, check * MORNINGS, MORNINGS, Trial.MORNING, trial, check * MORNINGS / trial);
    }

    private static List<Path> files(Path folder) throws Exception {
        try (var walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    private static ProcessBuilder command(String... args) {
        var command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dtilsyn.home=" + System.getProperty("tilsyn.home", "."),
                "-cp",
                System.getProperty("java.class.path"),
                "tilsyn.cli.Main"));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }
}

package tilsyn.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** How long a whole {@code tilsyn check} of the example customer takes, with rules compiled and from the cache. */
final class StartBench {
    private StartBench() {}

    static void run(int runs) throws Exception {
        Bench.measured(command("--version"));
        var cache = Path.of("target", "rules-cache");
        if (Files.isDirectory(cache))
            try (var files = Files.list(cache)) {
                for (var file : files.toList()) Files.delete(file);
            }
        var data = Files.createDirectories(Path.of("target", "bench", "data")).toString();
        var compiling = Bench.measured(check(data));
        var cached = new double[runs];
        long peak = 0;
        for (int run = 0; run < runs; run++) {
            var measured = Bench.measured(check(data));
            cached[run] = measured.seconds();
            peak = Math.max(peak, measured.peakMb());
        }
        Arrays.sort(cached);
        var version = Bench.measured(command("--version"));
        System.out.printf(
                "start, check of fixtures/fjordvik%n  --version alone    %6.2f s%n  compiling rules    %6.2f s%n"
                        + "  from the cache     %6.2f s (best %.2f, worst %.2f)  peak %,d MB%n  cached / compiling %6.2f%n",
                version.seconds(),
                compiling.seconds(),
                cached[runs / 2],
                cached[0],
                cached[runs - 1],
                peak,
                cached[runs / 2] / compiling.seconds());
    }

    private static ProcessBuilder check(String data) {
        return command("check", "fixtures/fjordvik", "--data", data, "--out", data);
    }

    private static ProcessBuilder command(String... args) {
        var words = new java.util.ArrayList<String>();
        words.add("./tilsyn");
        words.addAll(Arrays.asList(args));
        return new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}

package tilsyn.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Runs one measurement: {@code syslog LINES}, {@code rules HOSTS FACTS}, {@code start RUNS}, {@code try RUNS}, {@code serve LINES} or
 * {@code evtx FILE}. */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) throws Exception {
        var what = args.length == 0 || args[0].equals("evtx") && args.length == 1 ? "" : args[0];
        switch (what) {
            case "syslog" -> SyslogBench.run(number(args, 1, 1_000_000));
            case "rules" -> RulesBench.run(number(args, 1, 2_000), number(args, 2, 500));
            case "start" -> StartBench.run(number(args, 1, 5));
            case "try" -> TryBench.run(number(args, 1, 5));
            case "serve" -> ServeBench.run(number(args, 1, 200_000));
            case "evtx" -> EvtxBench.run(Path.of(args[1]));
            default -> {
                System.err.println(
                        "-Dbench.args: syslog LINES | rules HOSTS FACTS | start RUNS | try RUNS | serve LINES | evtx FILE");
                System.exit(2);
            }
        }
    }

    private static int number(String[] args, int at, int otherwise) {
        return args.length > at ? Integer.parseInt(args[at]) : otherwise;
    }

    /** Seconds that the work takes. */
    static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    interface Work {
        void run() throws Exception;
    }

    /** A process, its seconds and its highest resident memory. */
    record Measured(double seconds, long peakMb, int exit) {}

    static Measured measured(ProcessBuilder command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        var process = command.start();
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        long peak = 0;
        while (!process.waitFor(50, java.util.concurrent.TimeUnit.MILLISECONDS)) peak = Math.max(peak, peakKb(status));
        return new Measured((System.nanoTime() - start) / 1e9, peak / 1024, process.exitValue());
    }

    private static long peakKb(Path status) {
        try (var lines = java.nio.file.Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException ended) {
            return 0;
        }
    }
}

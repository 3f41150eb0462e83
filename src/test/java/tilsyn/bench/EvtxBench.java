package tilsyn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reading one EVTX file against libevtx's {@code evtxexport} (Debian's libevtx-utils), both as whole processes, in turn. */
final class EvtxBench {
    private static final int RUNS = 3;

    private EvtxBench() {}

    static void run(Path file) throws Exception {
        var ours = new double[RUNS];
        var theirs = new double[RUNS];
        long peak = 0;
        Bench.measured(process("./tilsyn", "--version"));
        for (int run = 0; run < RUNS; run++) {
            var measured = Bench.measured(process("./tilsyn", "decode", file.toString()));
            ours[run] = measured.seconds();
            peak = Math.max(peak, measured.peakMb());
            theirs[run] = exported(file);
        }
        Arrays.sort(ours);
        Arrays.sort(theirs);
        System.out.printf(
                "evtx, %,d bytes, medians of %d%n  tilsyn decode   %6.2f s  peak %,d MB%n  evtxexport      %6.2f s%n"
                        + "  evtxexport / tilsyn %6.2f%n",
                Files.size(file), RUNS, ours[RUNS / 2], peak, theirs[RUNS / 2], theirs[RUNS / 2] / ours[RUNS / 2]);
    }

    private static double exported(Path file) throws InterruptedException {
        try {
            return Bench.measured(process("evtxexport", file.toString())).seconds();
        } catch (IOException missing) {
            throw new IllegalStateException("evtxexport is not here; install libevtx-utils", missing);
        }
    }

    private static ProcessBuilder process(String... command) {
        return new ProcessBuilder(List.of(command))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }
}

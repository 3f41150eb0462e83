package tilsyn.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tilsyn.fact.Level;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/** A process that reads files into a store, says how many are done, and can be killed at any moment. */
record Child(Process process, Path said) {
    static final int RECORDS = 1_300;
    static final Instant T = Instant.parse("2025-11-09T22:00:00Z");

    static Child start(Path folder, Path store) throws IOException {
        var said = Files.createTempFile(folder, "said", ".txt");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        store.toString())
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Child(process, said);
    }

    /** Names of the files acknowledged so far. */
    List<String> acknowledged() throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(said)) {
            return reader.lines().filter(line -> line.endsWith(".xml")).toList();
        }
    }

    void awaitAcknowledged(int files) throws IOException, InterruptedException {
        while (process.isAlive() && acknowledged().size() < files) Thread.sleep(5);
    }

    public static void main(String[] args) {
        var run = Long.toString(ProcessHandle.current().pid());
        try (var store = Store.open(Path.of(args[0]));
                var intake = store.intake("FJ")) {
            for (int file = 0; file < 10_000; file++) {
                var name = run + "-" + file + ".xml";
                var arrival = intake.begin(name, "ab", 1, T);
                for (int record = 0; record < RECORDS; record++) arrival.fact(event(name, file * 1_000 + record));
                arrival.fact(count(name));
                arrival.done("f", "r", "");
                System.out.println(name);
                System.out.flush();
            }
        }
    }

    /** Every file overlaps the one before it by 300 records. */
    private static LogEvent event(String file, int record) {
        return new LogEvent(
                "h" + file.substring(0, file.indexOf('-')),
                "Security",
                "p",
                4625,
                Level.WARNING,
                record,
                T.plusSeconds(record),
                Map.of(),
                "m",
                "",
                at(file, record + 1));
    }

    private static LogCount count(String file) {
        var minutes = new ArrayList<>(Collections.nCopies(60, 2));
        return new LogCount("all", "syslog", "p", "", "t", Map.of(), Level.NONE, T, minutes, at(file, 1), at(file, 2));
    }

    private static Origin at(String file, int line) {
        return new Origin(file, line, -1, "ab", "raw", "", "", T);
    }
}

package tilsyn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tilsyn.Round;
import tilsyn.decoder.Sink;
import tilsyn.decoder.register.Customers;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Host;
import tilsyn.fact.Origin;
import tilsyn.fact.Tuning;
import tilsyn.source.Direct;

/**
 * The limits that a customer's folder sets, with what couldn't be read of them.
 *
 * @param hosts that the inventory there declares
 * @param zone in which its days are counted
 */
record CustomerTuning(List<Tuning> tunings, Set<String> hosts, ZoneId zone, List<String> problems) {
    private static final int DEEPEST = 2;

    /** What was set when these facts were read. */
    static CustomerTuning of(Facts facts, ZoneId zone) {
        var tunings = new ArrayList<Tuning>();
        for (var fact : facts.customer()) if (fact instanceof Tuning tuning) tunings.add(tuning);
        for (var host : facts.hosts())
            for (var fact : facts.of(host)) if (fact instanceof Tuning tuning) tunings.add(tuning);
        return new CustomerTuning(List.copyOf(tunings), facts.hosts(), zone, List.of());
    }

    /** Reads the registers of a folder and nothing else of it. */
    static CustomerTuning in(Path folder, Instant now) throws IOException {
        var tunings = new ArrayList<Tuning>();
        var hosts = new TreeSet<String>();
        var problems = new ArrayList<String>();
        var customer = Customers.in(folder, Round.HOME);
        for (var file : registers(folder))
            Direct.read(Round.settings(file, null, customer, now), (name, format) -> new Sink() {
                @Override
                public void fact(Fact fact) {
                    if (fact instanceof Tuning tuning) tunings.add(tuning);
                    if (fact instanceof Host host) hosts.add(host.host());
                }

                @Override
                public void ignored(String why) {}

                @Override
                public void rejected(Origin origin, String reason) {
                    if (file.endsWith("tuning.yaml"))
                        problems.add("%s:%d  %s".formatted(file, Math.max(1, origin.line()), reason));
                }
            });
        return new CustomerTuning(
                List.copyOf(tunings), hosts, customer == null ? Round.HOME : customer.zone(), List.copyOf(problems));
    }

    private static List<Path> registers(Path folder) throws IOException {
        try (var files = Files.walk(folder, DEEPEST)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}

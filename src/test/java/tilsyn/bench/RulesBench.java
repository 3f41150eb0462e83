package tilsyn.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.derive.Context;
import tilsyn.derive.Derive;
import tilsyn.derive.Identity;
import tilsyn.fact.Accounting;
import tilsyn.fact.ArrayHealth;
import tilsyn.fact.AvHealth;
import tilsyn.fact.AvStatus;
import tilsyn.fact.BackupRun;
import tilsyn.fact.Customer;
import tilsyn.fact.DiskHealth;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.FanHealth;
import tilsyn.fact.Host;
import tilsyn.fact.JobSizes;
import tilsyn.fact.Level;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogonPattern;
import tilsyn.fact.Origin;
import tilsyn.fact.PackageWait;
import tilsyn.fact.ProtectedScope;
import tilsyn.fact.RaidArray;
import tilsyn.fact.RebootPending;
import tilsyn.fact.RestoreProof;
import tilsyn.fact.ScopeBackup;
import tilsyn.fact.SourceHeartbeat;
import tilsyn.fact.UnexpectedStop;
import tilsyn.fact.VolumeTrend;
import tilsyn.fact.VolumeUsage;
import tilsyn.rule.Rulebook;
import tilsyn.verdict.Finding;
import tilsyn.verdict.Item;
import tilsyn.verdict.Judge;

/** Judging many hosts with the rulebook, against the same derivations and judging with clauses written by hand in Java. */
final class RulesBench {
    private static final Instant NOW = Instant.parse("2025-11-10T06:00:00Z");
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final Origin ORIGIN = new Origin("bench", 1, 0, "00", "", "", "", NOW);

    private static final Accounting NOTHING = new Accounting(List.of(), List.of());

    private RulesBench() {}

    static void run(int hosts, int facts) throws Exception {
        var rulebook = Rulebook.load(Path.of("rules"), Path.of("target", "rules-cache"));
        var fleet = new Fleet(hosts, facts);
        var customer = new Customer("BENCH", "Bench", OSLO, "", null, false, NOW, ORIGIN);
        var threads = Runtime.getRuntime().availableProcessors();
        var byRules = new double[3];
        var byHand = new double[3];
        for (int round = 0; round < 3; round++) {
            byHand[round] = Bench.seconds(() -> byHand(fleet, rulebook));
            byRules[round] = Bench.seconds(() -> rulebook.assess(fleet, NOTHING, customer, NOW, NOW, 1));
        }
        double hand = Collections.min(List.of(byHand[0], byHand[1], byHand[2]));
        double rules = Collections.min(List.of(byRules[0], byRules[1], byRules[2]));
        double parallel = Bench.seconds(() -> rulebook.assess(fleet, NOTHING, customer, NOW, NOW, threads));
        long all = (long) hosts * facts;
        System.out.printf(
                "rules, %,d hosts x %,d facts, %d items%n  by hand, 1 thread   %7.2f s  %,12.0f facts/s%n"
                        + "  rulebook, 1 thread  %7.2f s  %,12.0f facts/s%n  rulebook, %d threads %7.2f s  %,12.0f facts/s%n"
                        + "  rulebook / by hand  %7.2f%n",
                hosts,
                facts,
                rulebook.items().size(),
                hand,
                all / hand,
                rules,
                all / rules,
                threads,
                parallel,
                all / parallel,
                rules / hand);
    }

    /** All that assessing does but for the engine: the same derivations, clauses as an engineer would write them, the judge. */
    private static int byHand(Fleet fleet, Rulebook rulebook) {
        var items = rulebook.items().stream().filter(Item::perHost).toList();
        var context = Context.of(fleet, NOW, OSLO, Identity.of(List.of(), fleet.hosts()), RulesBench::limit, Map.of());
        var judge = new Judge(NOW, OSLO);
        int verdicts = 0;
        for (var host : fleet.hosts()) {
            var known = new ArrayList<>(fleet.of(host));
            known.addAll(Derive.host(host, fleet.of(host), context));
            known.sort(Facts.ORDER);
            var found = clauses(known);
            for (var item : items) {
                judge.judge(item, host, false, known, found.getOrDefault(item.id(), List.of()));
                verdicts++;
            }
        }
        return verdicts;
    }

    private static double limit(String parameter, @Nullable Host host) {
        return parameter.endsWith("_d") ? 35 : 24;
    }

    private static SortedMap<String, List<Finding>> clauses(List<Fact> facts) {
        var found = new TreeMap<String, List<Finding>>();
        for (var fact : facts) {
            if (fact instanceof VolumeTrend trend) {
                if (trend.freePercent() < 5) say(found, "OPS-03", "F1", trend.volume(), fact);
                else if (within(trend, 14)) say(found, "OPS-03", "F2", trend.volume(), fact);
                if (trend.freePercent() < 15 || within(trend, 60)) say(found, "OPS-03", "W1", trend.volume(), fact);
            } else if (fact instanceof SourceHeartbeat heartbeat) {
                if (heartbeat.declared() && heartbeat.silence().compareTo(heartbeat.failAfter()) > 0)
                    say(found, "LOG-01", "F1", heartbeat.source(), fact);
                if (heartbeat.declared() && heartbeat.silence().compareTo(heartbeat.warnAfter()) > 0)
                    say(found, "LOG-01", "W1", heartbeat.source(), fact);
            } else if (fact instanceof UnexpectedStop stop) {
                if (stop.inMonth() >= 2) say(found, "OPS-01", "F1", "", fact);
                if (stop.rootCause().isEmpty() && stop.workdaysSince() > 5) say(found, "OPS-01", "F2", "", fact);
            } else if (fact instanceof LogonPattern pattern) {
                if (pattern.pattern().equals("burst") && pattern.count() >= 50)
                    say(found, "LOG-05", "F1", pattern.object(), fact);
                if (pattern.pattern().equals("burst") && pattern.count() >= 10)
                    say(found, "LOG-05", "W1", pattern.object(), fact);
            } else if (fact instanceof PackageWait wait) {
                if (wait.time().isBefore(NOW.minus(Duration.ofDays(14)))) say(found, "UPD-06", "F1", "", fact);
            } else if (fact instanceof ArrayHealth array) {
                if (array.state() != RaidArray.State.OPTIMAL && !array.rebuilding())
                    say(found, "HW-01", "F1", array.array(), fact);
            } else if (fact instanceof DiskHealth disk) {
                if (!disk.broken().isEmpty()) say(found, "HW-02", "F1", disk.slot(), fact);
            } else if (fact instanceof FanHealth fan) {
                if (fan.failing() && fan.failingReadings() >= 2) say(found, "HW-04", "F1", fan.name(), fact);
            } else if (fact instanceof AvHealth av) {
                if (av.silentDays() >= 7) say(found, "AV-01", "F1", "", fact);
                if (!av.unprotected().isEmpty()) say(found, "AV-02", "F1", "", fact);
                if (av.definitionDays() != null && av.definitionDays() > 3) say(found, "AV-03", "F1", "", fact);
            } else if (fact instanceof ScopeBackup scope) {
                if (scope.olderThan(scope.rpo().plusHours(4), List.of(), false))
                    say(found, "BCK-01", "F1", scope.scope(), fact);
                if (scope.olderThan(Duration.ofDays(7), List.of(), false))
                    say(found, "BCK-02", "F1", scope.scope(), fact);
            } else if (fact instanceof JobSizes sizes) {
                if (sizes.fulls() >= 3 && sizes.fullRatio() < 0.5) say(found, "BCK-03", "F2", sizes.job(), fact);
            } else if (fact instanceof RestoreProof proof) {
                if (!proof.tested()) say(found, "BCK-07", "N1", proof.scope(), fact);
            }
        }
        return found;
    }

    private static boolean within(VolumeTrend trend, double days) {
        return trend.daysToFull() != null && trend.daysToFull() <= days;
    }

    private static void say(Map<String, List<Finding>> found, String item, String clause, String object, Fact fact) {
        found.computeIfAbsent(item, id -> new ArrayList<>())
                .add(new Finding(
                        item,
                        clause,
                        object,
                        Map.of(),
                        clause.startsWith("N") ? tilsyn.verdict.Reason.MISSING : null,
                        List.of(fact)));
    }

    /** Hosts that are all alike but for their names and numbers. */
    private static final class Fleet implements Facts {
        private final SortedMap<String, List<Fact>> facts = new TreeMap<>();

        Fleet(int hosts, int each) {
            for (int host = 0; host < hosts; host++) {
                var name = "HOST%05d".formatted(host);
                facts.put(name, Collections.unmodifiableList(of(name, host, each)));
            }
        }

        private static List<Fact> of(String name, int seed, int each) {
            var list = new ArrayList<Fact>();
            list.add(new Host(
                    name,
                    List.of(),
                    List.of("server", "linux"),
                    "Ubuntu 22.04",
                    "active",
                    null,
                    true,
                    "critical",
                    "Ops",
                    "Sunday",
                    "",
                    "",
                    "required",
                    null,
                    null,
                    false,
                    NOW,
                    ORIGIN));
            list.add(new ProtectedScope(
                    name,
                    "/srv",
                    "path",
                    List.of("/srv"),
                    "critical",
                    Duration.ofHours(24),
                    "",
                    "",
                    "",
                    null,
                    null,
                    NOW,
                    ORIGIN));
            list.add(new RebootPending(name, NOW.minusSeconds(3_600), false, null, List.of(), ORIGIN));
            for (int day = 0; day < 30; day++) {
                var time = NOW.minus(Duration.ofDays(day)).minusSeconds(600);
                list.add(new VolumeUsage(
                        name, "/", 500_000_000_000L, 200_000_000_000L + day * 1_000_000L * (seed % 7), time, ORIGIN));
                list.add(new AvStatus(
                        name,
                        time,
                        "Microsoft Defender Antivirus",
                        "Normal",
                        true,
                        true,
                        true,
                        "1",
                        time.minusSeconds(7_200),
                        null,
                        null,
                        List.of(),
                        ORIGIN));
                list.add(new BackupRun(
                        name,
                        "nightly",
                        "restic",
                        1,
                        "",
                        time.minusSeconds(1_800),
                        time,
                        BackupRun.Result.SUCCESS,
                        "0",
                        40_000_000_000L + day * 1_000L,
                        1_000_000L,
                        1_000,
                        true,
                        List.of("/srv"),
                        List.of(),
                        List.of(),
                        List.of(),
                        "",
                        ORIGIN));
            }
            var minutes = new ArrayList<>(Collections.nCopies(60, 1));
            for (int hour = 0; list.size() < each; hour++)
                list.add(new LogCount(
                        name,
                        "syslog",
                        hour % 3 == 0 ? "sshd" : "systemd",
                        hour % 3 == 0 ? "logon.ok" : "",
                        "",
                        hour % 3 == 0 ? Map.of("account", "deploy", "address", "192.0.2.9") : Map.of(),
                        Level.NONE,
                        NOW.minus(Duration.ofHours(2L + hour)),
                        minutes,
                        ORIGIN,
                        ORIGIN));
            list.sort(Facts.ORDER);
            return list;
        }

        @Override
        public SortedSet<String> hosts() {
            return new TreeSet<>(facts.keySet());
        }

        @Override
        public List<Fact> of(String host) {
            return facts.getOrDefault(host, List.of());
        }

        @Override
        public List<Fact> customer() {
            return List.of();
        }
    }
}

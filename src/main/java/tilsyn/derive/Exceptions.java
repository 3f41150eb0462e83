package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tilsyn.fact.BackupRun;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.MaintenanceWindow;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.PsuState;
import tilsyn.fact.RaidArray;
import tilsyn.fact.RiskAccepted;
import tilsyn.fact.UnexpectedStop;
import tilsyn.fact.UpdateInstall;
import tilsyn.fact.Waiver;
import tilsyn.fact.WorkWindow;

/** Waivers and windows of work looked through: whether they are valid, and whether they hide something. */
final class Exceptions {
    private static final Set<String> HIDING = Set.of("maintenance", "patch");

    /** Who decides on the customer's behalf; a manager of who runs the servers does not. */
    private static final Set<String> MANAGERS = Set.of(
            "daglig leder",
            "administrerende direktør",
            "adm. direktør",
            "adm. dir.",
            "direktør",
            "styreleder",
            "eier",
            "økonomisjef",
            "økonomidirektør",
            "it-sjef",
            "it-direktør",
            "virksomhetsleder",
            "rådmann",
            "kommunedirektør",
            "rektor",
            "managing director",
            "general manager",
            "director",
            "owner",
            "chair",
            "ceo",
            "cfo",
            "coo",
            "cio");

    private Exceptions() {}

    /** @param derived by host, what follows from its facts */
    static List<Fact> of(Facts facts, Map<String, List<Fact>> derived, Context context) {
        var all = new ArrayList<Fact>();
        var windows = new ArrayList<MaintenanceWindow>();
        for (var host : facts.hosts()) gather(facts.of(host), windows, all, context);
        gather(facts.customer(), windows, all, context);
        if (!windows.isEmpty()) all.addAll(windows(windows, failures(facts, derived), context));
        return all;
    }

    private static void gather(List<Fact> facts, List<MaintenanceWindow> windows, List<Fact> all, Context context) {
        for (var fact : facts) {
            if (fact instanceof Waiver waiver && !waiver.time().isAfter(context.asOf())) all.add(risk(waiver, context));
            if (fact instanceof MaintenanceWindow window
                    && HIDING.contains(window.purpose())
                    && !window.time().isAfter(context.asOf())) windows.add(window);
        }
    }

    private static RiskAccepted risk(Waiver waiver, Context context) {
        var granted = context.day(waiver.time());
        var expires = waiver.expires();
        return new RiskAccepted(
                waiver.id(),
                waiver.item(),
                waiver.host(),
                problem(waiver),
                waiver.approverRole(),
                MANAGERS.contains(waiver.approverRole().strip().toLowerCase(Locale.ROOT)),
                expires != null && expires.isBefore(context.today()),
                expires == null ? 0 : ChronoUnit.DAYS.between(context.today(), expires),
                expires == null ? 0 : ChronoUnit.DAYS.between(granted, expires),
                waiver.time(),
                List.of(waiver),
                waiver.origin());
    }

    private static String problem(Waiver waiver) {
        var problems = new ArrayList<String>();
        if (waiver.approver().isBlank()) problems.add("approver: –");
        if (waiver.reason().isBlank()) problems.add("reason: –");
        if (waiver.expires() == null) problems.add("expires: –");
        if (!waiver.approver().isBlank()
                && waiver.approver()
                        .strip()
                        .equalsIgnoreCase(waiver.requestedBy().strip())) problems.add("approver = requested_by");
        return String.join(", ", problems);
    }

    /** By host, moments at which something of it is known to have failed, under the name of what failed. */
    private static Map<String, Map<String, TreeSet<Instant>>> failures(Facts facts, Map<String, List<Fact>> derived) {
        var failures = new TreeMap<String, Map<String, TreeSet<Instant>>>();
        for (var host : facts.hosts()) {
            var ofHost = new TreeMap<String, TreeSet<Instant>>();
            for (var fact : facts.of(host)) note(fact, ofHost);
            for (var fact : derived.getOrDefault(host, List.of())) note(fact, ofHost);
            failures.put(host, ofHost);
        }
        return failures;
    }

    private static void note(Fact fact, Map<String, TreeSet<Instant>> failures) {
        var object = failed(fact);
        if (!object.isEmpty())
            failures.computeIfAbsent(object, name -> new TreeSet<>())
                    .add(fact instanceof UnexpectedStop stop ? stop.time().minus(stop.down()) : fact.time());
    }

    /** What the fact says has failed, or empty. */
    private static String failed(Fact fact) {
        if (fact instanceof UnexpectedStop) return "stop";
        if (fact instanceof BackupRun run && run.result() == BackupRun.Result.FAILED) return run.job();
        if (fact instanceof RaidArray array
                && (array.state() == RaidArray.State.DEGRADED || array.state() == RaidArray.State.FAILED))
            return array.array();
        if (fact instanceof PhysicalDisk disk && disk.state() == PhysicalDisk.State.FAILED) return disk.slot();
        if (fact instanceof PsuState psu && psu.state() == PsuState.State.FAILED) return psu.name();
        if (fact instanceof UpdateInstall install && install.result() == UpdateInstall.Result.FAILED)
            return install.item();
        return "";
    }

    private static List<Fact> windows(
            List<MaintenanceWindow> windows, Map<String, Map<String, TreeSet<Instant>>> failures, Context context) {
        Map<String, List<MaintenanceWindow>> byHost = windows.stream()
                .sorted(Comparator.comparing(MaintenanceWindow::time).thenComparing(MaintenanceWindow::origin))
                .collect(Collectors.groupingBy(
                        window -> window.host().toUpperCase(Locale.ROOT), TreeMap::new, Collectors.toList()));
        var looked = new ArrayList<Fact>();
        byHost.forEach((host, own) -> {
            var rows = new TreeMap<String, Integer>();
            for (var window : own) {
                var within = within(window, failures);
                rows.keySet().retainAll(within.keySet());
                within.keySet().forEach(object -> rows.merge(object, 1, Integer::sum));
                looked.add(window(window, within, rows, context));
            }
        });
        return looked;
    }

    /** What failed inside the window, with when it first did. */
    private static Map<String, Instant> within(
            MaintenanceWindow window, Map<String, Map<String, TreeSet<Instant>>> failures) {
        var within = new TreeMap<String, Instant>();
        failures.forEach((host, objects) -> {
            if (!window.host().isEmpty() && !window.host().equals(host)) return;
            objects.forEach((object, moments) -> {
                var first = moments.ceiling(window.time());
                if (first != null && window.holdsAt(first))
                    within.put(window.host().isEmpty() ? host + " " + object : object, first);
            });
        });
        return within;
    }

    private static WorkWindow window(
            MaintenanceWindow window, Map<String, Instant> within, Map<String, Integer> rows, Context context) {
        var created = window.created();
        var late = within.entrySet().stream()
                .filter(failure -> created != null && created.isAfter(failure.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        var most = rows.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        return new WorkWindow(
                window.host(),
                (window.host() + " " + context.day(window.time())).strip(),
                Duration.between(window.time(), window.until()),
                window.approver(),
                late,
                most.map(Map.Entry::getKey).orElse(""),
                most.map(Map.Entry::getValue).orElse(0),
                window.time(),
                List.of(window),
                window.origin());
    }
}

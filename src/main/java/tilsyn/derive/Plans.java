package tilsyn.derive;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Host;
import tilsyn.fact.InstallHistory;
import tilsyn.fact.MaintenanceWindow;
import tilsyn.fact.PatchCycle;
import tilsyn.fact.UpdateChange;

/** Whether updates are planned in time, and whether it can be told that they kept to their windows. */
final class Plans {
    private Plans() {}

    /** Empty when the inventory declares no active server. */
    static List<Fact> of(Facts facts, Map<String, List<Fact>> derived, Context context) {
        var servers = context.hosts().values().stream()
                .filter(host -> host.active() && !host.assumed() && !host.is("workstation"))
                .toList();
        if (servers.isEmpty()) return List.of();
        var plans = context.attestations("patch_plan", "", List.of());
        var due = due(context);
        var last = PatchCycles.patchTuesday(due).plusDays(days(context));
        var newest = plans.isEmpty() ? null : plans.get(plans.size() - 1);
        var cited = newest == null ? servers.get(0) : newest;
        return List.of(new PatchCycle(
                due.toString(),
                plans.stream()
                        .anyMatch(plan -> isOf(plan, due, context)
                                && !context.day(plan.time()).isAfter(last)),
                plans.stream().anyMatch(plan -> context.day(plan.time()).isBefore(due.atDay(1))),
                newest == null ? null : newest.time(),
                newest != null && isLate(newest, derived, context),
                first(servers, server -> !isWindowed(server, facts, context)),
                first(servers, server -> !isProven(derived.getOrDefault(server.host(), List.of()))),
                newest == null ? context.asOf() : newest.time(),
                List.of(cited),
                cited.origin()));
    }

    /** The newest update month whose plan should have been there by now. */
    private static YearMonth due(Context context) {
        var month = PatchCycles.of(context.today());
        var last = PatchCycles.patchTuesday(month).plusDays(days(context));
        return context.today().isAfter(last) ? month : month.minusMonths(1);
    }

    private static long days(Context context) {
        return Math.round(context.limit("UPD-09.plan_due_d"));
    }

    /** A plan is for the calendar month it is approved in. */
    private static boolean isOf(Attestation plan, YearMonth month, Context context) {
        return YearMonth.from(context.day(plan.time())).equals(month);
    }

    /** Whether a server was updated in the plan's cycle before the plan was approved. */
    private static boolean isLate(Attestation plan, Map<String, List<Fact>> derived, Context context) {
        var cycle = PatchCycles.of(context.day(plan.time()));
        for (var ofHost : derived.values())
            for (var fact : ofHost)
                if (fact instanceof UpdateChange change
                        && !change.workstation()
                        && change.change().equals("install")
                        && change.object().startsWith("KB")
                        && change.time().isBefore(plan.time())
                        && PatchCycles.of(context.day(change.time())).equals(cycle)) return true;
        return false;
    }

    private static boolean isWindowed(Host server, Facts facts, Context context) {
        if (WeeklyWindow.of(server.patchWindow()) != null) return true;
        return Stream.concat(facts.of(server.host()).stream(), context.customer().stream())
                .anyMatch(fact -> fact instanceof MaintenanceWindow window
                        && window.purpose().equals("patch"));
    }

    private static boolean isProven(List<Fact> derived) {
        return derived.stream().anyMatch(fact -> fact instanceof InstallHistory history && history.alive());
    }

    private interface Test {
        boolean holds(Host server);
    }

    private static String first(List<Host> servers, Test test) {
        for (var server : servers) if (test.holds(server)) return server.host();
        return "";
    }
}

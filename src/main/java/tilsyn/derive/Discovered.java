package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tilsyn.fact.BackupRun;
import tilsyn.fact.Fact;
import tilsyn.fact.GuestList;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Unprotected;
import tilsyn.fact.VolumeUsage;

/**
 * Guests of a hypervisor, and volumes of other hosts, that no scope of the customer speaks of and no good backup of late holds.
 * Nothing where nobody has declared any scope: then there is nothing to hold it against.
 */
final class Discovered {
    private static final Duration LATELY = Duration.ofDays(7);

    private Discovered() {}

    static List<Fact> of(String host, List<Fact> facts, Context context) {
        if (context.scopes().isEmpty()) return List.of();
        var declared = context.hosts().get(host);
        boolean hypervisor = declared != null && declared.is("hypervisor");
        Map<String, Fact> first = new TreeMap<>();
        Map<String, Fact> newest = new TreeMap<>();
        Instant newestList = Instant.MIN;
        for (var fact : facts)
            if (fact instanceof GuestList list && list.time().isAfter(newestList)) newestList = list.time();
        for (var fact : facts) {
            if (fact instanceof GuestList list) for (var guest : list.guests()) note(guest.name(), list, first, newest);
            if (fact instanceof LogEvent event && event.signature().equals("guest.created"))
                note(
                        event.data("VmName").isEmpty() ? event.data("param1") : event.data("VmName"),
                        event,
                        first,
                        newest);
            if (!hypervisor && fact instanceof VolumeUsage usage) note(usage.volume(), usage, first, newest);
        }
        var found = new ArrayList<Fact>();
        for (var each : first.entrySet()) {
            var last = newest.getOrDefault(each.getKey(), each.getValue());
            boolean gone = last instanceof GuestList list && list.time().isBefore(newestList);
            if (each.getKey().isEmpty() || gone) continue;
            if (isDeclared(each.getKey(), host, hypervisor, context) || isHeld(each.getKey(), context)) continue;
            var basis = new ArrayList<Fact>();
            basis.add(each.getValue());
            if (!last.equals(each.getValue())) basis.add(last);
            found.add(new Unprotected(host, each.getKey(), each.getValue().time(), basis, last.origin()));
        }
        return found;
    }

    private static void note(String name, Fact fact, Map<String, Fact> first, Map<String, Fact> newest) {
        first.merge(name, fact, (one, other) -> other.time().isBefore(one.time()) ? other : one);
        newest.merge(name, fact, (one, other) -> other.time().isAfter(one.time()) ? other : one);
    }

    /** Whether a good run of late has it among its objects. */
    private static boolean isHeld(String name, Context context) {
        return context.backups().stream()
                .anyMatch(run -> run.result() == BackupRun.Result.SUCCESS
                        && run.end() != null
                        && run.bytesRead() > 0
                        && !run.time().isBefore(context.asOf().minus(LATELY))
                        && run.objects().stream().anyMatch(name::equalsIgnoreCase));
    }

    /** A scope names it, lies on it, holds it, or holds the whole host. */
    private static boolean isDeclared(String name, String host, boolean hypervisor, Context context) {
        for (var scope : context.scopes()) {
            boolean own = scope.host().equals(host);
            if (hypervisor && scope.form().equals("vm") && scope.host().equalsIgnoreCase(name)) return true;
            if (own && scope.form().equals("vm")) return true;
            for (var object : Scopes.objects(scope)) {
                if (hypervisor && object.equalsIgnoreCase(name)) return true;
                if (own && (Runs.isWithin(object, name) || Runs.isWithin(name, object))) return true;
            }
        }
        return context.hosts().values().stream()
                .anyMatch(declared -> !declared.active()
                        && declared.host().toUpperCase(Locale.ROOT).equals(name.toUpperCase(Locale.ROOT)));
    }
}

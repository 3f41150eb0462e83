package tilsyn.derive;

import java.util.ArrayList;
import java.util.List;
import tilsyn.fact.BackupRun;
import tilsyn.fact.Fact;
import tilsyn.fact.ProtectedScope;

/** Runs that were logged of another host, such as the hypervisor, and hold this one as a whole, as runs of this one. */
final class GuestBackups {
    private GuestBackups() {}

    static List<BackupRun> of(String host, List<Fact> facts, Context context) {
        var names = new ArrayList<String>();
        for (var fact : facts)
            if (fact instanceof ProtectedScope scope && scope.form().equals("vm")) names.addAll(Scopes.objects(scope));
        if (names.isEmpty()) return List.of();
        return context.backups().stream()
                .filter(run -> !run.host().equals(host)
                        && run.objects().stream()
                                .anyMatch(object -> names.stream().anyMatch(name -> name.equalsIgnoreCase(object))))
                .map(run -> run.at(host))
                .toList();
    }
}

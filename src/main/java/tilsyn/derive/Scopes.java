package tilsyn.derive;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tilsyn.fact.Fact;
import tilsyn.fact.Host;
import tilsyn.fact.ProtectedScope;
import tilsyn.fact.SourceHeartbeat;

/** From which moment each protected scope could be restored. */
final class Scopes {
    private Scopes() {}

    static List<Fact> of(String host, List<Fact> facts, List<Fact> heartbeats, Context context) {
        var runs = Runs.of(facts);
        var declared = new ArrayList<ProtectedScope>();
        for (var fact : facts) if (fact instanceof ProtectedScope scope) declared.add(scope);
        var scopes = new ArrayList<Fact>();
        var alive = alive(heartbeats);
        alive.removeAll(Runs.copiesOnly(facts));
        for (var scope : declared)
            if (!scope.importance().equals("none"))
                scopes.add(new ScopeHistory(scope, true, runs, facts, context).backup(host, alive));
        if (declared.isEmpty() && !isKnown(context.hosts().get(host)))
            for (var job : new TreeSet<>(runs.stream().map(run -> run.job()).toList()))
                scopes.add(
                        new ScopeHistory(ofJob(host, job, runs.get(0).origin(), context), false, runs, facts, context)
                                .backup(host, alive));
        return scopes;
    }

    private static boolean isKnown(@org.jspecify.annotations.Nullable Host host) {
        return host != null && !host.assumed();
    }

    /** What a job holds, for a host of which nobody declared anything. */
    private static ProtectedScope ofJob(String host, String job, tilsyn.fact.Origin origin, Context context) {
        return new ProtectedScope(
                host, job, "path", List.of(), "normal", null, job, "", "", null, null, context.asOf(), origin);
    }

    /** Sources that are alive. */
    static TreeSet<String> alive(List<Fact> heartbeats) {
        var alive = new TreeSet<String>();
        for (var fact : heartbeats)
            if (fact instanceof SourceHeartbeat heartbeat && heartbeat.alive()) alive.add(heartbeat.source());
        return alive;
    }

    /** Whether every object of the scope is one of these, or lies below one. */
    static boolean areIn(List<String> objects, ProtectedScope scope, Context context) {
        return objects(scope).stream()
                .allMatch(wanted -> objects.stream()
                        .anyMatch(object -> Runs.isWithin(wanted, object) || areOneHost(wanted, object, context)));
    }

    /** By what the inventory says; the domain alone is not stripped, as {@code DC01.old} is another machine's copy. */
    private static boolean areOneHost(String one, String other, Context context) {
        return context.hosts().values().stream().anyMatch(host -> isCalled(host, one) && isCalled(host, other));
    }

    private static boolean isCalled(Host host, String name) {
        return host.host().equalsIgnoreCase(name) || host.aliases().stream().anyMatch(name::equalsIgnoreCase);
    }

    /** What the scope is called in job logs. */
    static List<String> objects(ProtectedScope scope) {
        return scope.objects().isEmpty() ? List.of(scope.scope()) : scope.objects();
    }
}

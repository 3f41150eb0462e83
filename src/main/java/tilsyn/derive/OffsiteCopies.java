package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Attestation;
import tilsyn.fact.BackupRepository;
import tilsyn.fact.BackupRun;
import tilsyn.fact.BackupRun.Result;
import tilsyn.fact.Fact;
import tilsyn.fact.OffsiteCopy;
import tilsyn.fact.ProtectedScope;
import tilsyn.fact.RestorePoint;

/** Where else each scope that matters is kept, by the runs that say where they write and by lists of what is stored. */
final class OffsiteCopies {
    private static final Duration LOOK_BACK = Duration.ofDays(35);

    private final String host;
    private final List<Fact> facts;
    private final Set<String> alive;
    private final Context context;
    private final Repositories repositories;
    private final List<BackupRun> runs = new ArrayList<>();

    private OffsiteCopies(String host, List<Fact> facts, Set<String> alive, Context context) {
        this.host = host;
        this.facts = facts;
        this.alive = alive;
        this.context = context;
        this.repositories = new Repositories(context);
        for (var run : Runs.withCopies(facts))
            if (run.result() == Result.SUCCESS
                    && run.end() != null
                    && run.bytesRead() != 0
                    && run.files() != 0
                    && !run.time().isBefore(context.asOf().minus(LOOK_BACK))) runs.add(run);
    }

    static List<Fact> of(String host, List<Fact> facts, List<Fact> heartbeats, Context context) {
        var copies = new OffsiteCopies(host, facts, Scopes.alive(heartbeats), context);
        var found = new ArrayList<Fact>();
        for (var fact : facts) if (fact instanceof ProtectedScope scope && scope.matters()) found.add(copies.of(scope));
        return found;
    }

    /** A completed copy in a described place. */
    private record Copy(Instant end, String source, BackupRepository repository, Fact fact) {}

    private OffsiteCopy of(ProtectedScope scope) {
        var copies = copies(scope);
        Copy newest = null;
        Copy guarded = null;
        for (var copy : copies) {
            if (copy.repository.away() && isCarriedAway(copy) && isLater(copy, newest)) newest = copy;
            if (isGuarded(copy) && isLater(copy, guarded)) guarded = copy;
        }
        var unclear = unclear(scope, newest, guarded);
        var basis = new LinkedHashSet<Fact>();
        if (newest != null) basis.add(newest.fact);
        if (guarded != null) basis.add(guarded.fact);
        if (unclear != null) basis.add(unclear);
        if (newest == null) copies.stream().limit(1).forEach(copy -> basis.add(copy.fact));
        basis.add(scope);
        return new OffsiteCopy(
                host,
                scope.scope(),
                newest == null ? null : newest.end,
                guarded == null ? null : guarded.end,
                unclear == null ? "" : unclear instanceof BackupRun run ? run.job() : scope.scope(),
                newest == null ? isAnyAlive() : alive.contains(newest.source),
                newest == null ? context.asOf() : newest.end,
                List.copyOf(basis),
                basis.iterator().next().origin());
    }

    private boolean isAnyAlive() {
        return runs.stream().anyMatch(run -> alive.contains(run.source()));
    }

    private static boolean isLater(Copy copy, @Nullable Copy other) {
        return other == null || copy.end.isAfter(other.end);
    }

    /** In described places, newest first. */
    private List<Copy> copies(ProtectedScope scope) {
        var copies = new ArrayList<Copy>();
        for (var run : runs) {
            var repository = repositories.of(run.target());
            var end = run.end();
            if (repository != null && end != null && run.unreadable().isEmpty() && holds(run.objects(), scope))
                copies.add(new Copy(end, run.source(), repository, run));
        }
        for (var fact : facts) {
            if (!(fact instanceof RestorePoint point)
                    || point.state() != RestorePoint.State.COMPLETE
                    || point.made().isAfter(context.asOf())
                    || point.time().isBefore(context.asOf().minus(LOOK_BACK))
                    || !holds(point.objects(), scope)) continue;
            var repository = repositories.of(point.repository());
            if (repository != null) copies.add(new Copy(point.made(), point.source(), repository, point));
        }
        copies.sort((one, other) -> other.end.compareTo(one.end));
        return copies;
    }

    /** What is carried away is elsewhere only once someone has carried it. */
    private boolean isCarriedAway(Copy copy) {
        return !copy.repository.offline() || wasMoved(copy);
    }

    private boolean isGuarded(Copy copy) {
        if (copy.repository.offline()) return wasMoved(copy);
        return copy.repository.immutableDays() > 0
                && copy.end
                        .plus(Duration.ofDays(copy.repository.immutableDays()))
                        .isAfter(context.asOf());
    }

    /** Whether someone attests to have moved that medium after the copy was over. */
    private boolean wasMoved(Copy copy) {
        return rotations().stream()
                .anyMatch(rotation -> !rotation.time().isBefore(copy.end)
                        && repositories.of(rotation.more("object")) == copy.repository);
    }

    private List<Attestation> rotations() {
        return context.attestations("offline_rotation", "", facts);
    }

    private boolean holds(List<String> objects, ProtectedScope scope) {
        return objects.stream().anyMatch(object -> object.equalsIgnoreCase(scope.host()))
                || Scopes.areIn(objects, scope, context);
    }

    /**
     * A copy newer than the older of the two whose target or contents nobody knows; where no copy in another place is known,
     * any run whose target nobody has described, and the scope itself when no log says where it is kept.
     */
    private @Nullable Fact unclear(ProtectedScope scope, @Nullable Copy newest, @Nullable Copy guarded) {
        var after = newest == null || guarded == null
                ? Instant.MIN
                : newest.end.isBefore(guarded.end) ? newest.end : guarded.end;
        BackupRun unclear = null;
        var targets = new TreeSet<String>();
        for (var run : runs) {
            if (run.objectsKnown() && !holds(run.objects(), scope)) continue;
            var repository = repositories.of(run.target());
            if (repository != null) targets.add(repository.id());
            boolean known = repository != null && run.objectsKnown();
            boolean matters = run.form().equals("copy") || newest == null;
            if (!known && matters && run.time().isAfter(after)) unclear = run;
        }
        if (unclear != null) return unclear;
        return newest == null && targets.isEmpty() ? scope : null;
    }
}

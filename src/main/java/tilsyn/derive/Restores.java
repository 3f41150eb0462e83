package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.ProtectedScope;
import tilsyn.fact.RestoreProof;

/** When each scope that matters was last shown to be restorable, by what people state and the backup log confirms. */
final class Restores {
    /** How far a session may lie from the time a person gives. */
    private static final Duration AROUND = Duration.ofDays(1);

    private Restores() {}

    static List<Fact> of(String host, List<Fact> facts, Context context) {
        var tests = context.attestations("restore_test", host, facts);
        var sessions = new ArrayList<LogEvent>();
        for (var fact : facts)
            if (fact instanceof LogEvent event && event.signature().equals("backup.restore")) sessions.add(event);
        var from = sessions.isEmpty() ? Instant.MAX : logFrom(sessions.get(0).source(), facts);
        var proofs = new ArrayList<Fact>();
        for (var fact : facts)
            if (fact instanceof ProtectedScope scope && scope.matters())
                proofs.add(proof(host, scope, tests, sessions, from));
        return proofs;
    }

    /** From when on the log that records sessions is there. */
    private static Instant logFrom(String source, List<Fact> facts) {
        return facts.stream()
                .filter(fact -> Context.isReading(fact) && fact.source().equals(source))
                .map(Fact::time)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    private static RestoreProof proof(
            String host, ProtectedScope scope, List<Attestation> tests, List<LogEvent> sessions, Instant logFrom) {
        Attestation good = null;
        Attestation bad = null;
        for (var test : tests) {
            if (!isAbout(test, scope)) continue;
            var outcome = Result.of(test);
            if (outcome == Result.GOOD) {
                good = test;
                bad = null;
            } else if (outcome == Result.BAD) bad = test;
        }
        var basis = new LinkedHashSet<Fact>();
        if (bad != null) basis.add(bad);
        if (good != null) basis.add(good);
        basis.add(scope);
        var claimed = good;
        return new RestoreProof(
                host,
                scope.scope(),
                scope.importance(),
                good != null,
                bad != null,
                bad == null ? Instant.EPOCH : bad.time(),
                claimed != null
                        && logFrom.isBefore(claimed.time().minus(AROUND))
                        && sessions.stream().noneMatch(session -> isAround(session, claimed)),
                good == null ? Instant.EPOCH : good.time(),
                List.copyOf(basis),
                basis.iterator().next().origin());
    }

    /** A test that names no scope is about all of the host; one of a part of a guest is about the guest. */
    static boolean isAbout(Attestation test, ProtectedScope scope) {
        var tested = test.scope();
        if (tested.isBlank()
                || tested.equalsIgnoreCase(scope.scope())
                || scope.form().equals("vm")) return true;
        return Scopes.objects(scope).stream()
                .anyMatch(object -> Runs.isWithin(object, tested) || Runs.isWithin(tested, object));
    }

    private static boolean isAround(LogEvent session, Attestation test) {
        return Duration.between(session.time(), test.time()).abs().compareTo(AROUND) <= 0;
    }
}

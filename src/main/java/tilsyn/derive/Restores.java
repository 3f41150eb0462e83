package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.ProtectedScope;
import tilsyn.fact.RestoreProof;

/** When each scope that matters was last shown to be restorable, by what people state and the backup log confirms. */
final class Restores {
    private static final Duration RETEST = Duration.ofDays(7);
    private static final Duration AROUND = Duration.ofDays(1);

    private Restores() {}

    static List<Fact> of(String host, List<Fact> facts, Context context) {
        var tests = context.attestations("restore_test", host, facts);
        var sessions = new ArrayList<LogEvent>();
        for (var fact : facts)
            if (fact instanceof LogEvent event && event.signature().equals("backup.restore")) sessions.add(event);
        var proofs = new ArrayList<Fact>();
        for (var fact : facts)
            if (fact instanceof ProtectedScope scope && scope.matters())
                proofs.add(proof(host, scope, tests, sessions));
        return proofs;
    }

    private static RestoreProof proof(
            String host, ProtectedScope scope, List<Attestation> tests, List<LogEvent> sessions) {
        var own = tests.stream()
                .filter(test -> test.scope().isEmpty() || test.scope().equalsIgnoreCase(scope.scope()))
                .toList();
        var newest = own.isEmpty() ? null : own.get(own.size() - 1);
        var basis = new ArrayList<Fact>();
        if (newest != null) basis.add(newest);
        basis.add(scope);
        return new RestoreProof(
                host,
                scope.scope(),
                scope.importance(),
                newest != null,
                newest != null && isFailed(newest) && !retested(newest, own),
                newest != null
                        && !sessions.isEmpty()
                        && sessions.stream().noneMatch(session -> isAround(session, newest)),
                newest == null ? Instant.EPOCH : newest.time(),
                basis,
                basis.get(0).origin());
    }

    private static boolean isFailed(Attestation test) {
        return test.result().equalsIgnoreCase("failed") || test.result().equalsIgnoreCase("feilet");
    }

    private static boolean retested(Attestation failed, List<Attestation> tests) {
        return tests.stream()
                .anyMatch(test -> !isFailed(test)
                        && test.time().isAfter(failed.time())
                        && !test.time().isAfter(failed.time().plus(RETEST)));
    }

    private static boolean isAround(LogEvent session, Attestation test) {
        return Duration.between(session.time(), test.time()).abs().compareTo(AROUND) <= 0;
    }
}

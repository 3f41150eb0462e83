package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.ProtectedScope;
import tilsyn.fact.RestoreWorth;

/** What the restore tests of a host prove, by what people state of them. */
final class RestoreTests {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final int CITED = 6;
    private static final long MANY_FILES = 20;

    /** Verifications that are none. */
    private static final Set<String> NONE = Set.of(
            "", "-", "–", "none", "no", "not verified", "unverified", "n/a", "ingen", "nei", "ikke verifisert", "ikke");

    private static final Set<String> MORE_THAN_FILES = Set.of(
            "vm",
            "machine",
            "maskin",
            "database",
            "databasen",
            "db",
            "sql",
            "postgres",
            "postgresql",
            "mysql",
            "mariadb",
            "exchange",
            "systemtilstand",
            "system_state",
            "systemstate");

    private final List<ProtectedScope> scopes;
    private final Context context;
    private final Repositories repositories;

    private RestoreTests(List<ProtectedScope> scopes, Context context) {
        this.scopes = scopes;
        this.context = context;
        this.repositories = new Repositories(context);
    }

    /** Nothing without a test, or without data that matters. */
    static List<Fact> of(String host, List<Fact> facts, Context context) {
        var scopes = facts.stream()
                .filter(ProtectedScope.class::isInstance)
                .map(ProtectedScope.class::cast)
                .filter(ProtectedScope::matters)
                .toList();
        var tests = context.attestations("restore_test", host, facts).stream()
                .filter(test -> !test.time().isBefore(context.asOf().minus(YEAR)))
                .toList();
        return scopes.isEmpty() || tests.isEmpty()
                ? List.of()
                : List.of(new RestoreTests(scopes, context).worth(host, tests));
    }

    private RestoreWorth worth(String host, List<Attestation> tests) {
        var newest = tests.get(tests.size() - 1);
        var from = Math.max(0, tests.size() - CITED);
        return new RestoreWorth(
                host,
                newest.no(),
                newest.sample(),
                Result.of(newest) != Result.UNKNOWN,
                Result.of(newest) != Result.BAD && isVerified(newest),
                alike(tests, RestoreTests::isSameSample),
                inARow(tests, test -> !isWorthwhile(test)),
                scopes.stream().anyMatch(RestoreTests::isMoreThanFiles)
                        && tests.stream().noneMatch(this::isOfMoreThanFiles),
                elsewhere(tests),
                isAlone(newest)
                        && scopes.stream()
                                .anyMatch(scope ->
                                        scope.importance().equals("critical") && Restores.isAbout(newest, scope)),
                isSlow(newest),
                newest.time(),
                List.copyOf(tests.subList(from, tests.size())),
                newest.origin());
    }

    private static boolean isVerified(Attestation test) {
        var how = test.verification().strip().toLowerCase(Locale.ROOT);
        return !NONE.contains(how) && Result.of(how) != Result.BAD;
    }

    private static int inARow(List<Attestation> tests, Predicate<Attestation> holds) {
        int row = 0;
        while (row < tests.size() && holds.test(tests.get(tests.size() - 1 - row))) row++;
        return row;
    }

    private static int alike(List<Attestation> tests, BiPredicate<Attestation, Attestation> same) {
        var newest = tests.get(tests.size() - 1);
        return inARow(tests, test -> same.test(test, newest));
    }

    private static boolean isSameSample(Attestation one, Attestation other) {
        var hash = one.more("sample_hash");
        return one.sample().strip().equalsIgnoreCase(other.sample().strip())
                || !hash.isBlank() && hash.equalsIgnoreCase(other.more("sample_hash"));
    }

    /** Of a machine, database or system state, of many files, or of enough bytes. */
    private boolean isWorthwhile(Attestation test) {
        return isOfMoreThanFiles(test)
                || number(test.more("files")) >= MANY_FILES
                || number(test.more("bytes")) >= 1e6 * context.limit("BCK-08.min_sample_mb");
    }

    /** A whole number as people write it; -1 when it is none. */
    private static double number(String text) {
        var bare = text.replaceAll("[\\s\u00a0]", "");
        return bare.matches("[0-9]{1,15}") ? Double.parseDouble(bare) : -1;
    }

    private static boolean isMoreThanFiles(ProtectedScope scope) {
        return Set.of("vm", "db", "system_state").contains(scope.form()) || scope.needsConsistency();
    }

    /** By its method, by what it names as its sample unless that is a path, or by the scope it names. */
    private boolean isOfMoreThanFiles(Attestation test) {
        if (speaksOfMore(test.more("method"))) return true;
        boolean path = test.sample().contains("/") || test.sample().contains("\\");
        if (path) return false;
        return speaksOfMore(test.sample())
                || scopes.stream()
                        .anyMatch(scope -> isMoreThanFiles(scope)
                                && !test.sample().isBlank()
                                && test.scope().strip().equalsIgnoreCase(scope.scope()));
    }

    private static boolean speaksOfMore(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}_]+")).anyMatch(MORE_THAN_FILES::contains)
                || text.toLowerCase(Locale.ROOT).contains("system state");
    }

    private @Nullable Instant elsewhere(List<Attestation> tests) {
        Instant newest = null;
        for (var test : tests) {
            var repository = repositories.of(test.more("source_repo"));
            if (repository != null && repository.away()) newest = test.time();
        }
        return newest;
    }

    private static boolean isAlone(Attestation test) {
        return test.verifiedBy().isBlank()
                || test.verifiedBy().strip().equalsIgnoreCase(test.who().strip());
    }

    private boolean isSlow(Attestation test) {
        var took = number(test.more("duration_min"));
        return scopes.stream()
                .filter(scope -> Restores.isAbout(test, scope))
                .anyMatch(scope -> scope.rto() != null && took > scope.rto().toMinutes());
    }
}

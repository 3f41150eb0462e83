package tilsyn.rule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.AbsenceDeclaration;
import tilsyn.fact.Fact;
import tilsyn.fact.Host;
import tilsyn.fact.ProtectedScope;

/**
 * Whether a host item concerns a host. Only what the inventory declares can say no; what it leaves out never does.
 */
final class Applies {
    private static final SortedMap<String, Function<Host, @Nullable Object>> DECLARABLE = declarables();

    private Applies() {}

    /** What a card may name under {@code not_applicable}. */
    static List<String> declarable() {
        return List.copyOf(DECLARABLE.keySet());
    }

    /** Whether the item is of no concern to such a host at all, so that it gets no row. */
    static boolean concerns(Card card, Host host) {
        if (host.assumed()) return true;
        return card.except().stream().noneMatch(host::is)
                && (card.roles().isEmpty() || card.roles().stream().anyMatch(host::is));
    }

    /** The declaration by which an item that concerns the host does not apply to it; empty when it applies. */
    static Optional<Fact> not(Card card, Host host, List<Fact> facts, Instant asOf) {
        var absence = absence(facts, asOf);
        if (absence.isPresent() || host.assumed()) return absence;
        for (var need : card.needs()) {
            var none = declaredNone(need, host, facts);
            if (none.isPresent()) return none;
        }
        return card.notApplicable().entrySet().stream().anyMatch(value -> says(host, value))
                ? Optional.of(host)
                : Optional.empty();
    }

    private static Optional<Fact> absence(List<Fact> facts, Instant asOf) {
        return facts.stream()
                .filter(fact -> fact instanceof AbsenceDeclaration absence
                        && !absence.approver().isBlank()
                        && absence.holdsAt(asOf))
                .findFirst();
    }

    private static Optional<Fact> declaredNone(String need, Host host, List<Fact> facts) {
        if (need.equals("scopes"))
            return noScope(facts, scope -> !scope.importance().equals("none"));
        if (need.equals("consistency"))
            return host.is("domain_controller") || host.is("sql")
                    ? Optional.empty()
                    : noScope(facts, ProtectedScope::needsConsistency);
        if (need.equals("scopes_that_matter")) return noScope(facts, ProtectedScope::matters);
        var hardware = host.hardware();
        if (hardware == null) return Optional.empty();
        boolean none = switch (need) {
            case "raid" -> hardware.arrays().isEmpty();
            case "cache" -> Boolean.FALSE.equals(hardware.cacheController());
            case "power" ->
                hardware.psus() != null
                        && hardware.psus() <= 1
                        && hardware.ups().isEmpty();
            case "disks" -> Integer.valueOf(0).equals(hardware.disks());
            default -> Integer.valueOf(0).equals(hardware.fans());
        };
        return none ? Optional.of(host) : Optional.empty();
    }

    /** The first of the scopes declared, when there are some and none of that kind among them. */
    private static Optional<Fact> noScope(List<Fact> facts, Predicate<ProtectedScope> kind) {
        var scopes = facts.stream()
                .filter(ProtectedScope.class::isInstance)
                .map(ProtectedScope.class::cast)
                .toList();
        return scopes.isEmpty() || scopes.stream().anyMatch(kind) ? Optional.empty() : Optional.of(scopes.get(0));
    }

    private static boolean says(Host host, Map.Entry<String, String> value) {
        var declared = DECLARABLE.get(value.getKey());
        var said = declared == null ? null : declared.apply(host);
        return said != null && said.toString().equals(value.getValue());
    }

    private static SortedMap<String, Function<Host, @Nullable Object>> declarables() {
        var declarables = new TreeMap<String, Function<Host, @Nullable Object>>();
        declarables.put("av_policy", Host::avPolicy);
        declarables.put(
                "business_jobs",
                host -> host.businessJobs() != null && host.businessJobs().isEmpty() ? "none" : null);
        declarables.put(
                "spares",
                host -> host.hardware() == null ? null : host.hardware().spares());
        declarables.put(
                "psus", host -> host.hardware() == null ? null : host.hardware().psus());
        declarables.put(
                "cache_controller",
                host -> host.hardware() == null ? null : host.hardware().cacheController());
        return declarables;
    }
}

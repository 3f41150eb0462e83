package tilsyn.decoder.register;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.fact.Fact;
import tilsyn.fact.ProtectedScope;

/** {@code scopes}: data that must be restorable, as agreed with the customer. */
final class ScopesForm implements Form {
    @Override
    public Format format() {
        return new Format(
                "scopes",
                Family.REGISTER,
                "Protected scopes: what must be restorable, how important, how old at most",
                "write scopes.yaml: scopes: [ { host: HOST, scope: ..., type: path, importance: critical, rpo_h: 24 } ]",
                List.of("BCK-01", "BCK-02", "BCK-03", "BCK-05", "BCK-06", "BCK-07"));
    }

    @Override
    public List<String> sections() {
        return List.of("scopes", "protected_scopes");
    }

    @Override
    public String entries() {
        return "scopes";
    }

    @Override
    public List<String> keys() {
        return List.of(
                "host",
                "scope",
                "type",
                "objects",
                "importance",
                "rpo_h",
                "job",
                "app_consistency",
                "reason",
                "since",
                "rto_h");
    }

    @Override
    public Set<String> marks() {
        return Set.of("host", "scope", "importance");
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        var host = entry.text("host");
        var scope = entry.text("scope");
        if (host.isEmpty() || scope.isEmpty()) {
            entry.rejected("a protected scope needs host: and scope:");
            return List.of();
        }
        if (entry.text("importance").isEmpty())
            entry.rejected("scope '%s' states no importance; taken as critical".formatted(Entry.shown(scope)));
        var objects = entry.list("objects");
        return List.of(new ProtectedScope(
                host,
                scope,
                entry.word("type", List.of("path", "volume", "vm", "db", "system_state"), ""),
                objects.isEmpty() ? List.of(scope) : objects,
                entry.word("importance", List.of("critical", "important", "normal", "none"), "critical"),
                entry.hours("rpo_h"),
                entry.text("job"),
                entry.text("app_consistency"),
                entry.text("reason"),
                entry.instant("since"),
                entry.hours("rto_h"),
                asOf,
                entry.origin()));
    }
}

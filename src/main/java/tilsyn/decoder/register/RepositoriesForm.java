package tilsyn.decoder.register;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.fact.BackupRepository;
import tilsyn.fact.Fact;

/** {@code repositories}: where copies are kept, and what would take that place down. */
final class RepositoriesForm implements Form {
    private static final List<String> DOMAINS =
            List.of("same_host", "same_array", "same_hypervisor", "same_site", "other_site", "other_account");

    @Override
    public Format format() {
        return new Format(
                "repositories",
                Family.REGISTER,
                "Backup repositories: where they are, who can write to them, for how long copies can't be deleted",
                "write repositories.yaml: repositories: [ { id: NAS, names: ['\\\\NAS\\backup'], failure_domain: same_site, account_domain: separate } ]"
                        + " (failure_domain same_host, same_array, same_hypervisor, same_site, other_site or other_account; account_domain domain or separate;"
                        + " immutable_days and offline: true where it holds)",
                List.of("BCK-05", "BCK-06"));
    }

    @Override
    public List<String> sections() {
        return List.of("repositories");
    }

    @Override
    public String entries() {
        return "repositories";
    }

    @Override
    public List<String> keys() {
        return List.of(
                "id", "names", "location", "failure_domain", "immutable_days", "offline", "account_domain", "reason");
    }

    @Override
    public Set<String> marks() {
        return Set.of("id", "failure_domain");
    }

    @Override
    public String name(Fact fact) {
        return fact instanceof BackupRepository repository ? repository.id() : "";
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        if (entry.text("id").isEmpty()) {
            entry.rejected("a repository needs id:");
            return List.of();
        }
        return List.of(new BackupRepository(
                entry.text("id"),
                entry.list("names"),
                entry.text("location"),
                entry.word("failure_domain", DOMAINS, ""),
                Objects.requireNonNullElse(entry.count("immutable_days"), 0),
                Boolean.TRUE.equals(entry.flag("offline")),
                entry.word("account_domain", List.of("domain", "separate"), ""),
                asOf,
                entry.origin()));
    }
}

package tilsyn.decoder.register;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Quantity;
import tilsyn.fact.Fact;
import tilsyn.fact.RepositoryUsage;

/** {@code repository_usage}: how full each backup repository was, day by day; GB being 10^9 bytes. */
final class RepositoryUsageForm implements Form {
    @Override
    public Format format() {
        return new Format(
                "repository-usage",
                Family.REGISTER,
                "Free space of backup repositories",
                "export repository-usage.csv daily: time;repository;capacity_gb;free_gb (repository as its id in repositories.yaml)",
                List.of("BCK-06"));
    }

    @Override
    public List<String> sections() {
        return List.of("repository_usage");
    }

    @Override
    public String entries() {
        return "samples";
    }

    @Override
    public List<String> keys() {
        return List.of("time", "repository", "capacity_gb", "free_gb");
    }

    @Override
    public Set<String> marks() {
        return Set.of("time", "repository", "capacity_gb", "free_gb");
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        var time = entry.start("time");
        var size = bytes(entry, "capacity_gb");
        var free = bytes(entry, "free_gb");
        if (entry.text("repository").isEmpty() || time == null || size == null || free == null) {
            entry.rejected("a sample needs time, repository, capacity_gb and free_gb");
            return List.of();
        }
        if (size <= 0 || free > size) {
            entry.rejected("free_gb", "more is free than there is");
            return List.of();
        }
        return List.of(new RepositoryUsage(entry.text("repository"), size, free, time.instant(), entry.origin(time)));
    }

    private static @Nullable Long bytes(Entry entry, String key) {
        var number = entry.text(key).replace(',', '.');
        return number.matches("[0-9]{1,9}(\\.[0-9]{1,6})?")
                ? Quantity.bytes(Double.parseDouble(number), 3, 1000)
                : null;
    }
}

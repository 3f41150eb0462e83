package tilsyn.derive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.BackupRepository;
import tilsyn.fact.Fact;
import tilsyn.fact.RepositorySpace;
import tilsyn.fact.RepositoryUsage;
import tilsyn.fact.VolumeUsage;

/** The places where copies are kept, by what the register says of them. */
final class Repositories {
    private static final Duration LOOK_BACK = Duration.ofDays(28);

    private final List<BackupRepository> described;

    Repositories(Context context) {
        described = context.customer().stream()
                .filter(BackupRepository.class::isInstance)
                .map(BackupRepository.class::cast)
                .toList();
    }

    /** The one that a log calls by that name, or that holds the path it gives; null when nobody has described it. */
    @Nullable
    BackupRepository of(String target) {
        if (target.isBlank()) return null;
        for (var repository : described)
            if (repository.described()
                    && Stream.concat(Stream.of(repository.id()), repository.names().stream())
                            .anyMatch(name -> !name.isBlank() && Runs.isWithin(target, name))) return repository;
        return null;
    }

    /** How full each of them is, by its newest sample. */
    static List<Fact> space(Context context) {
        Map<String, List<RepositoryUsage>> samples = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (var fact : context.customer())
            if (fact instanceof RepositoryUsage usage && !usage.time().isAfter(context.asOf()))
                samples.computeIfAbsent(usage.repository(), repository -> new ArrayList<>())
                        .add(usage);
        var spaces = new ArrayList<Fact>();
        for (var repository : new Repositories(context).described)
            spaces.add(space(repository, samples.getOrDefault(repository.id(), List.of()), context));
        return spaces;
    }

    private static RepositorySpace space(BackupRepository repository, List<RepositoryUsage> samples, Context context) {
        var newest = samples.isEmpty() ? null : samples.get(samples.size() - 1);
        return new RepositorySpace(
                repository.id(),
                repository.offline(),
                newest == null ? null : newest.time(),
                newest == null ? -1 : newest.size(),
                newest == null ? -1 : newest.free(),
                newest == null ? null : daysToFull(newest, samples, context),
                newest == null ? context.asOf() : newest.time(),
                newest == null ? List.of(repository) : List.of(newest, repository),
                newest == null ? repository.origin() : newest.origin());
    }

    private static @Nullable Double daysToFull(RepositoryUsage newest, List<RepositoryUsage> samples, Context context) {
        var daily = new TreeMap<java.time.LocalDate, VolumeUsage>();
        for (var sample : samples)
            if (!sample.time().isBefore(context.asOf().minus(LOOK_BACK)))
                daily.put(
                        context.day(sample.time()),
                        new VolumeUsage(
                                "", sample.repository(), sample.size(), sample.free(), sample.time(), sample.origin()));
        double perDay = daily.isEmpty() ? 0 : Trends.perDay(List.copyOf(daily.values()));
        return perDay < 0 ? newest.free() / -perDay : null;
    }
}

package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.AbsenceDeclaration;
import tilsyn.fact.Fact;
import tilsyn.fact.LogCount;
import tilsyn.fact.RecordRange;

/**
 * The stretches in which a source was heard. An unbroken range of record ids covers the time between its ends, as nothing
 * was written there that is missing; a declared absence covers itself.
 */
final class Coverage {
    private record Stretch(Instant from, Instant until) {}

    private final List<Stretch> stretches = new ArrayList<>();
    private final @Nullable Instant last;
    private final @Nullable Instant first;

    Coverage(List<Fact> facts, List<AbsenceDeclaration> absences, Instant asOf) {
        for (var fact : facts) stretches.addAll(of(fact));
        last = stretches.stream()
                .map(Stretch::until)
                .max(Comparator.naturalOrder())
                .orElse(null);
        first = stretches.stream()
                .map(Stretch::from)
                .min(Comparator.naturalOrder())
                .orElse(null);
        for (var absence : absences)
            if (absence.time().isBefore(asOf)) stretches.add(new Stretch(absence.time(), absence.until()));
    }

    /** When it was last heard; null when never. */
    @Nullable
    Instant last() {
        return last;
    }

    /** How far back from its last sign no hole is longer than that; null when never heard. */
    @Nullable
    Instant unbrokenSince(Duration hole) {
        if (last == null || first == null) return null;
        var since = last;
        var fromEnd = stretches.stream()
                .sorted(Comparator.comparing(Stretch::until).reversed())
                .toList();
        for (var stretch : fromEnd) {
            if (Duration.between(stretch.until, since).compareTo(hole) > 0) break;
            if (stretch.from.isBefore(since)) since = stretch.from;
        }
        return since.isBefore(first) ? first : since;
    }

    private static List<Stretch> of(Fact fact) {
        if (fact instanceof RecordRange range)
            return List.of(
                    range.firstTime().isAfter(range.time())
                            ? new Stretch(range.time(), range.time())
                            : new Stretch(range.firstTime(), range.time()));
        if (!(fact instanceof LogCount count)) return List.of(new Stretch(fact.time(), fact.time()));
        var minutes = Counts.minutes(count);
        return minutes.isEmpty() ? List.of() : List.of(new Stretch(minutes.get(0), minutes.get(minutes.size() - 1)));
    }
}

package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Improvement;
import tilsyn.fact.ProtectedScope;
import tilsyn.fact.RecoveryExercise;

/** Whether recovery has been exercised and backups can be opened, by what people state. */
final class Exercises {
    private final Facts facts;
    private final Context context;

    private Exercises(Facts facts, Context context) {
        this.facts = facts;
        this.context = context;
    }

    /** Nothing when neither was ever filed. */
    static List<Fact> of(Facts facts, Context context) {
        return new Exercises(facts, context).find();
    }

    private List<Fact> find() {
        var exercise = newest("dr_exercise");
        var escrow = newest("key_escrow");
        if (exercise == null && escrow == null) return List.of();
        var basis = Stream.of(exercise, escrow)
                .filter(java.util.Objects::nonNull)
                .sorted(Facts.ORDER)
                .toList();
        var limit = exercise == null ? null : agreed(exercise);
        var took = exercise == null ? null : took(exercise);
        boolean bad = exercise != null && Result.of(exercise) == Result.BAD;
        boolean slow = limit != null && took != null && took.compareTo(limit) > 0;
        return List.of(new RecoveryExercise(
                exercise == null ? Instant.EPOCH : exercise.time(),
                escrow == null ? Instant.EPOCH : escrow.time(),
                bad || slow || escrow != null && Result.of(escrow) == Result.BAD,
                exercise != null && (bad || Result.of(exercise) == Result.GOOD && limit != null && took != null),
                exercise != null && isFollowed(exercise),
                exercise == null ? "–" : loose(exercise),
                basis.get(0).time(),
                List.copyOf(basis),
                basis.get(0).origin()));
    }

    private @Nullable Attestation newest(String form) {
        var known = new ArrayList<Fact>(facts.customer());
        for (var host : facts.hosts()) known.addAll(facts.of(host));
        var filed = context.attestations(form, "", known);
        return filed.isEmpty() ? null : filed.get(filed.size() - 1);
    }

    private static @Nullable Duration took(Attestation exercise) {
        var minutes = exercise.more("duration_min").strip();
        return minutes.matches("[0-9]{1,7}") ? Duration.ofMinutes(Long.parseLong(minutes)) : null;
    }

    /** What it states itself, else the shortest agreed for the hosts it was about. */
    private @Nullable Duration agreed(Attestation exercise) {
        var hours = exercise.more("rto_h").strip().replace(',', '.');
        if (hours.matches("[0-9]{1,5}(\\.[0-9]{1,3})?"))
            return Duration.ofSeconds(Math.round(3600 * Double.parseDouble(hours)));
        return context.scopes().stream()
                .filter(scope ->
                        exercise.subjects().isEmpty() || exercise.subjects().contains(scope.host()))
                .map(ProtectedScope::rto)
                .filter(java.util.Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private Stream<Improvement> improvements() {
        return context.customer().stream().filter(Improvement.class::isInstance).map(Improvement.class::cast);
    }

    private boolean isFollowed(Attestation exercise) {
        var lessons = lessons(exercise);
        return improvements()
                .anyMatch(improvement -> !improvement.settled()
                        && improvement.concrete()
                        && (improvement.answers("customer", "BCK-09")
                                || lessons.stream().anyMatch(improvement.id()::equalsIgnoreCase)));
    }

    private String loose(Attestation exercise) {
        var loose = lessons(exercise).stream()
                .filter(lesson -> improvements()
                        .noneMatch(improvement -> improvement.id().equalsIgnoreCase(lesson)
                                && (improvement.concrete() || improvement.settled())))
                .toList();
        return loose.isEmpty() ? "–" : String.join(", ", loose);
    }

    private static List<String> lessons(Attestation exercise) {
        var lessons = new ArrayList<String>();
        if (exercise.saysNone("lessons")) return lessons;
        for (var lesson : exercise.more("lessons").split("[,;|]")) if (!lesson.isBlank()) lessons.add(lesson.strip());
        return lessons;
    }
}

package tilsyn.derive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.FrictionPoint;
import tilsyn.fact.FrictionThread;

/** Friction points gathered with what repeats them. */
final class Frictions {
    private static final List<String> IMPACTS = List.of("high", "medium", "low");

    private Frictions() {}

    /** By id of the point first mentioned. */
    static List<Fact> of(Context context) {
        Map<String, FrictionPoint> points = new TreeMap<>();
        for (var fact : context.customer())
            if (fact instanceof FrictionPoint point && !point.time().isAfter(context.asOf()))
                points.putIfAbsent(point.id(), point);
        Map<String, List<FrictionPoint>> threads = new TreeMap<>();
        for (var point : points.values())
            threads.computeIfAbsent(root(point, points), id -> new ArrayList<>())
                    .add(point);
        var talks = Talks.held(context);
        var gathered = new ArrayList<Fact>();
        threads.forEach((id, mentions) -> gathered.add(thread(id, mentions, talks, context)));
        return gathered;
    }

    /** Follows "same as" to its end; a circle ends at its smallest id. */
    private static String root(FrictionPoint point, Map<String, FrictionPoint> points) {
        var seen = new HashSet<String>();
        var id = point.id();
        while (seen.add(id)) {
            var next = points.get(id);
            if (next == null || next.sameAs().isBlank()) return id;
            id = next.sameAs();
        }
        return seen.stream().min(Comparator.naturalOrder()).orElse(id);
    }

    private static FrictionThread thread(
            String id, List<FrictionPoint> mentions, List<Attestation> talks, Context context) {
        mentions.sort(Comparator.comparing((FrictionPoint point) -> !point.id().equals(id))
                .thenComparing(FrictionPoint::time)
                .thenComparing(FrictionPoint::id));
        var main = mentions.get(0);
        var again = main.open()
                ? null
                : mentions.stream()
                        .map(FrictionPoint::time)
                        .filter(time -> main.resolved() != null && time.isAfter(main.resolved()))
                        .min(Comparator.naturalOrder())
                        .orElse(null);
        boolean open = main.open() || again != null;
        var since = main.confirmedByUser() && main.resolved() != null ? main.resolved() : Instant.MIN;
        var owner = newest(mentions, FrictionPoint::owner);
        return new FrictionThread(
                id,
                mentions.stream()
                        .map(FrictionPoint::text)
                        .filter(text -> !text.isBlank())
                        .findFirst()
                        .orElse(""),
                IMPACTS.stream()
                        .filter(impact -> mentions.stream()
                                .anyMatch(point -> point.impact().equals(impact)))
                        .findFirst()
                        .orElse(""),
                owner,
                !owner.isBlank() && mentions.stream().anyMatch(point -> isAhead(point, context)),
                mentions(mentions, talks, since),
                newest(mentions, FrictionPoint::problemTicket),
                open ? null : main.resolved() == null ? main.time() : main.resolved(),
                !open && main.confirmedByUser(),
                again == null ? main.time() : again,
                List.copyOf(mentions),
                main.origin());
    }

    private static boolean isAhead(FrictionPoint point, Context context) {
        return point.due() != null && !point.due().isBefore(context.today());
    }

    private static String newest(List<FrictionPoint> mentions, Function<FrictionPoint, String> field) {
        return mentions.stream()
                .sorted(Comparator.comparing(FrictionPoint::time).reversed().thenComparing(FrictionPoint::id))
                .map(field)
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse("");
    }

    private static int mentions(List<FrictionPoint> points, List<Attestation> talks, Instant since) {
        var ids = points.stream().map(FrictionPoint::id).collect(Collectors.toSet());
        long entries =
                points.stream().filter(point -> point.time().isAfter(since)).count();
        long talked = talks.stream()
                .filter(talk ->
                        talk.time().isAfter(since) && talk.friction().stream().anyMatch(ids::contains))
                .count();
        return (int) Math.max(entries, talked);
    }
}

package tilsyn.verdict;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * How well proven the agreement is (checklist section 0.6). NOT_APPLICABLE counts nowhere; NO_EVIDENCE counts as
 * nothing.
 *
 * @param areas 0 to 100 for each area with an applicable item
 * @param total 0 to 100, the "assured score"; 0 when nothing applies
 * @param coverage 0 to 100: the same with a full point for everything that could be judged
 * @param grade {@code A} to {@code E}, or empty when coverage is too low for one
 * @param uncapped the grade before the caps
 */
public record Score(
        Map<Area, Double> areas,
        double total,
        double coverage,
        int criticalFails,
        int criticalUnknown,
        String grade,
        String uncapped) {
    public Score {
        areas = Collections.unmodifiableMap(new TreeMap<>(areas));
    }

    public static Score of(List<Verdict> verdicts) {
        var areas = areas(verdicts, verdict -> points(verdict.outcome()));
        double total = total(areas);
        double coverage = total(areas(verdicts, verdict -> verdict.outcome() == Outcome.NO_EVIDENCE ? 0 : 1));
        int fails = critical(verdicts, Outcome.FAIL);
        int unknown = critical(verdicts, Outcome.NO_EVIDENCE);
        var uncapped = grade(total);
        return new Score(areas, total, coverage, fails, unknown, capped(uncapped, coverage, fails, unknown), uncapped);
    }

    private static double points(Outcome outcome) {
        return switch (outcome) {
            case PASS -> 1;
            case WARN -> 0.5;
            default -> 0;
        };
    }

    private static Map<Area, Double> areas(List<Verdict> verdicts, ToDoubleFunction<Verdict> points) {
        var items = new TreeMap<Item, double[]>();
        for (var verdict : verdicts) {
            if (verdict.outcome() == Outcome.NOT_APPLICABLE) continue;
            var sum = items.computeIfAbsent(verdict.item(), item -> new double[2]);
            sum[0] += points.applyAsDouble(verdict);
            sum[1]++;
        }
        var areas = new EnumMap<Area, double[]>(Area.class);
        items.forEach((item, sum) -> {
            var area = areas.computeIfAbsent(item.area(), ignored -> new double[2]);
            area[0] += item.severity().weight() * sum[0] / sum[1];
            area[1] += item.severity().weight();
        });
        var scores = new EnumMap<Area, Double>(Area.class);
        areas.forEach((area, sum) -> scores.put(area, 100 * sum[0] / sum[1]));
        return scores;
    }

    private static double total(Map<Area, Double> areas) {
        double sum = 0;
        int weight = 0;
        for (var area : areas.entrySet()) {
            sum += area.getKey().weight() * area.getValue();
            weight += area.getKey().weight();
        }
        return weight == 0 ? 0 : sum / weight;
    }

    private static int critical(List<Verdict> verdicts, Outcome outcome) {
        return (int) verdicts.stream()
                .filter(verdict ->
                        verdict.outcome() == outcome && verdict.item().severity() == Severity.CRITICAL)
                .count();
    }

    private static String grade(double total) {
        if (total >= 90) return "A";
        if (total >= 80) return "B";
        if (total >= 70) return "C";
        return total >= 50 ? "D" : "E";
    }

    private static String capped(String grade, double coverage, int criticalFails, int criticalUnknown) {
        if (coverage < 60) return "";
        if (criticalFails > 0) return worse(grade, "D");
        if (criticalUnknown > 0 || coverage < 90) return worse(grade, "C");
        return grade;
    }

    private static String worse(String one, String other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}

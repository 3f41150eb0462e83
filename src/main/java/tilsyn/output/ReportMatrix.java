package tilsyn.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.verdict.Area;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;
import tilsyn.verdict.Words;

/**
 * Host × area, each cell the worst verdict of the host's items in the area.
 *
 * @param leftOut how many hosts are not shown because there are too many; those with least to say
 */
public record ReportMatrix(List<String> areas, List<Row> rows, int leftOut) {
    private static final int MOST_ROWS = 60;

    /** @param cells one for each area; null where no item of the area is about this host */
    public record Row(String subject, boolean assumed, List<@Nullable ReportMark> cells) {}

    static ReportMatrix of(Assessment assessment, String language) {
        var areas = new TreeSet<Area>();
        var worst = new TreeMap<String, TreeMap<Area, Outcome>>();
        var assumed = new TreeSet<String>();
        for (var verdict : assessment.verdicts()) {
            areas.add(verdict.item().area());
            if (verdict.assumed()) assumed.add(verdict.subject());
            worst.computeIfAbsent(verdict.subject(), subject -> new TreeMap<>())
                    .merge(verdict.item().area(), verdict.outcome(), ReportMatrix::worse);
        }
        var subjects = shown(worst);
        var rows = new ArrayList<Row>();
        for (var subject : subjects) {
            var cells = new ArrayList<@Nullable ReportMark>();
            for (var area : areas) {
                var outcome = worst.getOrDefault(subject, new TreeMap<>()).get(area);
                cells.add(outcome == null ? null : ReportMark.of(outcome, language));
            }
            rows.add(new Row(name(subject, language), assumed.contains(subject), cells));
        }
        return new ReportMatrix(
                areas.stream().map(area -> shortName(area).in(language)).toList(),
                rows,
                worst.size() - subjects.size());
    }

    private static Outcome worse(Outcome one, Outcome other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** All in the order of their names, the customer last; the worst ones when there are too many. */
    private static List<String> shown(TreeMap<String, TreeMap<Area, Outcome>> worst) {
        var order = Comparator.comparing((String subject) -> subject.equals(Verdict.CUSTOMER))
                .thenComparing(Comparator.naturalOrder());
        return worst.keySet().stream()
                .sorted(Comparator.comparing((String subject) -> !subject.equals(Verdict.CUSTOMER))
                        .thenComparing(subject -> worst.getOrDefault(subject, new TreeMap<>()).values().stream()
                                .min(Comparator.naturalOrder())
                                .orElse(Outcome.NOT_APPLICABLE))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST_ROWS)
                .sorted(order)
                .toList();
    }

    static String name(String subject, String language) {
        return subject.equals(Verdict.CUSTOMER)
                ? new Words("The business as a whole", "Hele virksomheten").in(language)
                : subject;
    }

    private static Words shortName(Area area) {
        return switch (area) {
            case AGR -> new Words("Agreement", "Avtale");
            case UPD -> new Words("Updates", "Oppdatering");
            case LOG -> new Words("Logs", "Logger");
            case OPS -> new Words("Operation", "Stabil drift");
            case HW -> new Words("Hardware", "Maskinvare");
            case AV -> new Words("Antivirus", "Antivirus");
            case BCK -> new Words("Backup", "Backup");
            case USR -> new Words("Coffee talk", "Kaffepraten");
            case RPT -> new Words("Follow-up", "Oppfølging");
        };
    }
}

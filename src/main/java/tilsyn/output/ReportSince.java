package tilsyn.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tilsyn.verdict.Area;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;
import tilsyn.verdict.Words;

/**
 * What has become of things since an earlier assessment.
 *
 * @param when its moment
 * @param summary one sentence
 * @param scores the figures then and now, one sentence
 * @param groups those that have something to tell
 */
public record ReportSince(String when, String summary, String scores, List<Group> groups) {

    /** @param note what the group means */
    public record Group(String title, String note, List<Row> rows) {}

    /**
     * One item.
     *
     * @param before null where the item was not judged, or did not apply
     * @param now likewise
     * @param agreed until when somebody accepted the risk, and who; else empty
     */
    public record Row(
            String item,
            String title,
            String subjects,
            @Nullable ReportMark before,
            @Nullable ReportMark now,
            String agreed) {}

    private enum Change {
        SOLVED(new Words("Solved", "Løst"), new Words("Proven in order now.", "Nå er det bevist at det er i orden.")),
        NEW(
                new Words("New", "Nytt"),
                new Words("Was in order, or was not known.", "Var i orden, eller ingen kunne si noe sikkert.")),
        WORSE(new Words("Worse", "Verre"), new Words("", "")),
        BETTER(new Words("Better, not solved", "Bedre, men ikke løst"), new Words("", "")),
        LOST(
                new Words("No longer known", "Vet vi ikke lenger"),
                new Words(
                        "The evidence has dried up. That is not the same as solved.",
                        "Vi får ikke lenger grunnlag. Det er ikke det samme som løst.")),
        POSTPONED(
                new Words("Postponed", "Utsatt"),
                new Words(
                        "Not in order; somebody has decided to wait.",
                        "Ikke i orden, men noen har bestemt at det venter.")),
        UNCHANGED(new Words("Unchanged", "Uendret"), new Words("Still to be done.", "Står fortsatt igjen å gjøre.")),
        GONE(
                new Words("No longer concerned", "Ikke aktuelt lenger"),
                new Words(
                        "Machines or items that are not judged any more.",
                        "Maskiner eller punkter som ikke vurderes lenger."));

        private final Words title;
        private final Words note;

        Change(Words title, Words note) {
            this.title = title;
            this.note = note;
        }
    }

    /** A verdict now, one then, or both. */
    private record Pair(
            String subject,
            @Nullable Outcome before,
            @Nullable Verdict now) {
        /** Null for what was and is of no interest. */
        @Nullable
        Change change() {
            var then = before == Outcome.NOT_APPLICABLE ? null : before;
            var outcome = now == null || now.outcome() == Outcome.NOT_APPLICABLE ? null : now.outcome();
            boolean wasOpen = then != null && then != Outcome.PASS;
            if (outcome == null) return wasOpen ? Change.GONE : null;
            if (outcome == Outcome.PASS) return wasOpen ? Change.SOLVED : null;
            if (now != null && now.disposition().state().equals("waived")) return Change.POSTPONED;
            if (outcome == then) return Change.UNCHANGED;
            if (outcome == Outcome.NO_EVIDENCE) return then == null ? Change.NEW : Change.LOST;
            if (then == Outcome.WARN) return Change.WORSE;
            return then == Outcome.FAIL ? Change.BETTER : Change.NEW;
        }
    }

    static @Nullable ReportSince of(Results results) {
        var earlier = results.earlier();
        if (earlier == null) return null;
        var assessment = results.assessment();
        var language = results.language();
        var byChange = new TreeMap<Change, List<Row>>();
        var counts = new TreeMap<Change, Integer>();
        pairs(assessment, earlier).forEach((id, pairs) -> {
            var groups = pairs.stream()
                    .filter(pair -> pair.change() != null)
                    .collect(Collectors.groupingBy(ReportSince::key, TreeMap::new, Collectors.toList()));
            for (var group : groups.values()) {
                var change = java.util.Objects.requireNonNull(group.get(0).change());
                byChange.computeIfAbsent(change, any -> new ArrayList<>()).add(row(id, group, assessment, language));
                counts.merge(change, group.size(), Integer::sum);
            }
        });
        return new ReportSince(
                Phrases.longTime(earlier.asOf(), assessment.customer().zone(), language),
                summary(counts, language),
                scores(earlier, assessment, language),
                byChange.entrySet().stream()
                        .map(entry -> new Group(
                                entry.getKey().title.in(language),
                                entry.getKey().note.in(language),
                                entry.getValue()))
                        .toList());
    }

    /** By item, in the order of the checklist; subjects sorted, the customer last. */
    private static Map<String, List<Pair>> pairs(Assessment assessment, Earlier earlier) {
        var pairs = new TreeMap<String, List<Pair>>(
                Comparator.comparing(ReportSince::area).thenComparing(Comparator.naturalOrder()));
        var left = new TreeMap<>(earlier.cells());
        for (var verdict : assessment.verdicts()) {
            var before = left.remove(
                    new Earlier.Cell(verdict.subject(), verdict.item().id()));
            pairs.computeIfAbsent(verdict.item().id(), id -> new ArrayList<>())
                    .add(new Pair(verdict.subject(), before, verdict));
        }
        left.forEach((cell, outcome) -> pairs.computeIfAbsent(cell.item(), id -> new ArrayList<>())
                .add(new Pair(cell.subject(), outcome, null)));
        return pairs;
    }

    private static Area area(String item) {
        return Area.valueOf(item.substring(0, item.indexOf('-')));
    }

    /** What makes one row: the same change between the same two verdicts, agreed on with the same words. */
    private static String key(Pair pair) {
        var change = java.util.Objects.requireNonNull(pair.change());
        return "%d %s %s %s"
                .formatted(
                        change.ordinal(),
                        pair.before,
                        pair.now == null ? "" : pair.now.outcome(),
                        change == Change.POSTPONED && pair.now != null
                                ? ReportAgreed.words(pair.now.disposition()).en()
                                : "");
    }

    private static Row row(String id, List<Pair> group, Assessment assessment, String language) {
        var first = group.get(0);
        var now = first.now;
        var subjects = group.stream()
                .map(pair -> ReportMatrix.name(pair.subject, language))
                .toList();
        return new Row(
                id,
                title(id, assessment).in(language),
                Phrases.listed(subjects, language),
                first.before == null ? null : ReportMark.of(first.before, language),
                now == null ? null : ReportMark.of(now.outcome(), language),
                now != null && first.change() == Change.POSTPONED
                        ? ReportAgreed.words(now.disposition()).in(language)
                        : "");
    }

    /** Empty for an item that the rulebook doesn't hold any more. */
    private static Words title(String id, Assessment assessment) {
        for (var verdict : assessment.verdicts())
            if (verdict.item().id().equals(id)) return verdict.item().title();
        for (var item : assessment.retired()) if (item.id().equals(id)) return item.title();
        return Words.same("");
    }

    private static String summary(Map<Change, Integer> counts, String language) {
        int solved = counts.getOrDefault(Change.SOLVED, 0);
        int worse = counts.getOrDefault(Change.NEW, 0) + counts.getOrDefault(Change.WORSE, 0);
        int lost = counts.getOrDefault(Change.LOST, 0);
        int open = counts.getOrDefault(Change.UNCHANGED, 0)
                + counts.getOrDefault(Change.BETTER, 0)
                + counts.getOrDefault(Change.POSTPONED, 0);
        var said = new ArrayList<String>();
        said.add(new Words(solved + " solved", solved + " løst").in(language));
        said.add(new Words(worse + " new or worse", worse + (worse == 1 ? " nytt eller verre" : " nye eller verre"))
                .in(language));
        if (lost > 0) said.add(new Words(lost + " no longer known", lost + " vet vi ikke lenger").in(language));
        said.add(new Words(open + " still open", open + " står igjen").in(language));
        return Phrases.sentenceCase(Phrases.listed(said, language)) + ".";
    }

    private static String scores(Earlier earlier, Assessment assessment, String language) {
        var score = assessment.score();
        return new Words(
                        "Critical matters: %d then, %d now. Coverage: %s %% then, %s %% now. Assured score: %s then, %s now."
                                .formatted(
                                        earlier.criticalFails(),
                                        score.criticalFails(),
                                        Phrases.whole(earlier.coverage()),
                                        Phrases.whole(score.coverage()),
                                        Phrases.whole(earlier.total()),
                                        Phrases.whole(score.total())),
                        "Kritiske forhold: %d da, %d nå. Dekningsgrad: %s %% da, %s %% nå. Sikret poengsum: %s da, %s nå."
                                .formatted(
                                        earlier.criticalFails(),
                                        score.criticalFails(),
                                        Phrases.whole(earlier.coverage()),
                                        Phrases.whole(score.coverage()),
                                        Phrases.whole(earlier.total()),
                                        Phrases.whole(score.total())))
                .in(language);
    }
}

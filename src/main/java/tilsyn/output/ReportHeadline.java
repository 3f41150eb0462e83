package tilsyn.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Item;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Score;
import tilsyn.verdict.Verdict;
import tilsyn.verdict.Words;

/**
 * What a busy reader takes away: critical findings first, then coverage, then the score, and one good thing.
 *
 * @param light the colour it may have; never that of PASS while a critical item is not proven in order
 */
public record ReportHeadline(
        Outcome light,
        String first,
        List<String> sentences,
        int critical,
        String coverage,
        String total,
        String grade,
        String cap) {

    static ReportHeadline of(Assessment assessment, List<Actions.Action> actions, String language) {
        var score = assessment.score();
        return new ReportHeadline(
                light(assessment),
                first(assessment, language),
                sentences(assessment, actions, language),
                score.criticalFails(),
                Phrases.whole(score.coverage()),
                Phrases.whole(score.total()),
                score.grade(),
                Phrases.cap(score).in(language));
    }

    static Outcome light(Assessment assessment) {
        var score = assessment.score();
        if (score.criticalFails() > 0) return Outcome.FAIL;
        if (score.criticalUnknown() > 0 || score.grade().isEmpty()) return Outcome.NO_EVIDENCE;
        return assessment.verdicts().stream()
                .map(Verdict::outcome)
                .min(Comparator.naturalOrder())
                .orElse(Outcome.NO_EVIDENCE);
    }

    private static String first(Assessment assessment, String language) {
        var score = assessment.score();
        if (judged(assessment) == 0)
            return new Words(
                            "There is nothing here yet from which we can say how things are.",
                            "Her er det foreløpig ingenting vi kan si noe sikkert ut fra.")
                    .in(language);
        if (score.criticalFails() > 0)
            return there(
                    score.criticalFails(),
                    new Words("critical matter", "kritisk forhold"),
                    new Words("critical matters", "kritiske forhold"),
                    language);
        if (score.criticalUnknown() > 0)
            return new Words(
                            "Nothing critical was found, but "
                                    + Phrases.counted(
                                            score.criticalUnknown(),
                                            new Words("critical point lacks", ""),
                                            new Words("critical points lack", ""),
                                            "en")
                                    + " evidence, so we cannot say that all is well.",
                            "Vi har ikke funnet noe kritisk, men "
                                    + Phrases.counted(
                                            score.criticalUnknown(),
                                            new Words("", "kritisk punkt"),
                                            new Words("", "kritiske punkter"),
                                            "nb")
                                    + " mangler grunnlag. Derfor kan vi ikke si at alt er i orden.")
                    .in(language);
        return new Words("There are no critical matters.", "Det er ingen kritiske forhold.").in(language);
    }

    private static String there(int number, Words one, Words many, String language) {
        var counted = Phrases.counted(number, one, many, language);
        return new Words(number == 1 ? "There is " : "There are ", "Det er ").in(language) + counted + ".";
    }

    private static List<String> sentences(Assessment assessment, List<Actions.Action> actions, String language) {
        var sentences = new ArrayList<String>();
        var score = assessment.score();
        if (judged(assessment) > 0 && !actions.isEmpty())
            sentences.add(new Words("Most important – ", "Viktigst nå – ").in(language)
                    + closed(actions.get(0).first().title().in(language)));
        if (score.criticalFails() > 0 && score.criticalUnknown() > 0)
            sentences.add(new Words(
                            "For "
                                    + Phrases.counted(
                                            score.criticalUnknown(),
                                            new Words("more critical point", ""),
                                            new Words("more critical points", ""),
                                            "en")
                                    + " nobody can say how things are.",
                            "I tillegg er det "
                                    + Phrases.counted(
                                            score.criticalUnknown(),
                                            new Words("", "kritisk punkt"),
                                            new Words("", "kritiske punkter"),
                                            "nb")
                                    + " som ingen kan si noe sikkert om.")
                    .in(language));
        sentences.add(coverage(score).in(language));
        if (judged(assessment) > 0) sentences.add(total(score).in(language));
        var good = good(assessment, language);
        if (!good.isEmpty()) sentences.add(good);
        return sentences;
    }

    private static Words coverage(Score score) {
        var percent = Phrases.whole(score.coverage());
        if (score.coverage() >= 100)
            return new Words(
                    "We have evidence for all of the checklist.", "Vi har grunnlag for å vurdere hele sjekklisten.");
        return new Words(
                "We have evidence for %s % of the checklist; what nobody can say counts as zero points."
                        .replace("%s %", percent + " %"),
                "Vi har grunnlag for å vurdere %s % av sjekklisten. Det ingen kan si noe sikkert om, gir null poeng."
                        .replace("%s %", percent + " %"));
    }

    private static Words total(Score score) {
        var total = Phrases.whole(score.total());
        var cap = Phrases.cap(score);
        if (score.grade().isEmpty())
            return new Words(
                    "The assured score is " + total + " of 100; there is too little evidence for a grade.",
                    "Sikret poengsum er " + total + " av 100. Det er for lite grunnlag til å gi karakter.");
        return new Words(
                ("The assured score is " + total + " of 100, grade " + score.grade() + ". " + cap.en()).strip(),
                ("Sikret poengsum er " + total + " av 100, karakter " + score.grade() + ". " + cap.nb()).strip());
    }

    /** The weightiest item that is in order wherever it applies; titles say what in order means. */
    private static String good(Assessment assessment, String language) {
        var byItem = new TreeMap<Item, List<Verdict>>();
        for (var verdict : assessment.verdicts())
            if (verdict.outcome() != Outcome.NOT_APPLICABLE)
                byItem.computeIfAbsent(verdict.item(), item -> new ArrayList<>())
                        .add(verdict);
        return byItem.entrySet().stream()
                .filter(entry -> entry.getValue().stream().allMatch(verdict -> verdict.outcome() == Outcome.PASS))
                .max(Comparator.<java.util.Map.Entry<Item, List<Verdict>>>comparingInt(
                                entry -> entry.getKey().severity().weight()
                                        * entry.getKey().area().weight())
                        .thenComparing(java.util.Map.Entry::getKey, Comparator.reverseOrder()))
                .map(entry -> good(entry.getKey(), entry.getValue(), language))
                .orElse("");
    }

    private static String good(Item item, List<Verdict> verdicts, String language) {
        var title = closed(item.title().in(language));
        if (!item.perHost()) return new Words("The good news: ", "Det gode: ").in(language) + title;
        var hosts = verdicts.stream().map(Verdict::subject).toList();
        return new Words("The good news: ", "Det gode: ").in(language)
                + title.substring(0, title.length() - 1)
                + new Words(" (proven for ", " (bevist for ").in(language)
                + Phrases.listed(hosts, 3, language)
                + ").";
    }

    private static long judged(Assessment assessment) {
        return assessment.verdicts().stream()
                .filter(verdict ->
                        verdict.outcome() != Outcome.NO_EVIDENCE && verdict.outcome() != Outcome.NOT_APPLICABLE)
                .count();
    }

    private static String closed(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}

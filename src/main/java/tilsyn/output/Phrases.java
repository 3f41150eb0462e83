package tilsyn.output;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Reason;
import tilsyn.verdict.Score;
import tilsyn.verdict.Severity;
import tilsyn.verdict.Words;

/** What outputs say in the same words. */
final class Phrases {
    private static final DateTimeFormatter NB = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm", Locale.ROOT);
    private static final DateTimeFormatter EN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final List<Words> MONTHS = List.of(
            new Words("January", "januar"),
            new Words("February", "februar"),
            new Words("March", "mars"),
            new Words("April", "april"),
            new Words("May", "mai"),
            new Words("June", "juni"),
            new Words("July", "juli"),
            new Words("August", "august"),
            new Words("September", "september"),
            new Words("October", "oktober"),
            new Words("November", "november"),
            new Words("December", "desember"));
    private static final List<Words> COUNTS = List.of(
            new Words("no", "ingen"),
            new Words("one", "ett"),
            new Words("two", "to"),
            new Words("three", "tre"),
            new Words("four", "fire"),
            new Words("five", "fem"),
            new Words("six", "seks"),
            new Words("seven", "sju"),
            new Words("eight", "åtte"),
            new Words("nine", "ni"),
            new Words("ten", "ti"),
            new Words("eleven", "elleve"),
            new Words("twelve", "tolv"));

    private Phrases() {}

    static Words of(Outcome outcome) {
        return switch (outcome) {
            case PASS -> new Words("In order", "I orden");
            case WARN -> new Words("Needs follow-up", "Bør følges opp");
            case FAIL -> new Words("Not in order", "Ikke i orden");
            case NO_EVIDENCE -> new Words("No evidence", "Mangler grunnlag");
            case NOT_APPLICABLE -> new Words("Not applicable", "Ikke aktuelt");
        };
    }

    /** What the word stands for, for a reader who meets it the first time. */
    static Words meaning(Outcome outcome) {
        return switch (outcome) {
            case PASS -> new Words("proven, with a source line to show for it", "bevist, med en kildelinje å vise til");
            case WARN -> new Words("proven, and needs follow-up", "bevist, og noe bør gjøres før det blir et problem");
            case FAIL -> new Words("proven not in order", "bevist at det ikke er i orden");
            case NO_EVIDENCE ->
                new Words("nobody can say; counts as zero points", "ingen kan si noe sikkert; gir null poeng");
            case NOT_APPLICABLE -> new Words("does not concern this machine", "angår ikke denne maskinen");
        };
    }

    /** Readable without colour. */
    static String sign(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "OK";
            case WARN -> "!";
            case FAIL -> "X";
            case NO_EVIDENCE -> "?";
            case NOT_APPLICABLE -> "–";
        };
    }

    static Words of(Severity severity) {
        return switch (severity) {
            case CRITICAL -> new Words("critical", "kritisk");
            case HIGH -> new Words("high", "høy");
            case MEDIUM -> new Words("medium", "middels");
            case LOW -> new Words("low", "lav");
        };
    }

    static Words of(Reason reason) {
        return switch (reason) {
            case MISSING -> new Words("nothing received", "ikke mottatt");
            case STALE -> new Words("too old", "for gammelt");
            case SOURCE_SILENT -> new Words("the source is silent or has a hole", "kilden er taus eller har hull");
            case UNPARSEABLE -> new Words("too much of it can't be read", "for mye av den kan ikke leses");
            case INSUFFICIENT_HISTORY -> new Words("too little history", "for kort historikk");
            case NOT_DECLARED -> new Words("not declared in the registers", "ikke oppgitt i registrene");
            case RULE_DISABLED -> new Words("the rule is switched off", "regelen er slått av");
            case RULE_ERROR -> new Words("our rule is broken", "regelen vår feilet");
            case ATTESTATION_MISSING -> new Words("nobody has attested it", "ingen har bekreftet det");
            case ATTESTATION_INVALID -> new Words("the attestation is not valid", "bekreftelsen er ikke gyldig");
            case ATTESTATION_GAP -> new Words("running numbers are missing", "det er hull i løpenumrene");
        };
    }

    /** The number of critical findings, then coverage, then score: never the score alone. */
    static Words of(Score score) {
        var grade = score.grade().isEmpty()
                ? new Words("too little evidence for a grade", "for lite grunnlag for karakter")
                : Words.same(score.grade());
        return new Words(
                "Critical findings: %d · Coverage: %s %% · Assured score: %s of 100 (%s)."
                        .formatted(score.criticalFails(), whole(score.coverage()), whole(score.total()), grade.en()),
                "Kritiske forhold: %d · Dekningsgrad: %s %% · Sikret poengsum: %s av 100 (%s)."
                        .formatted(score.criticalFails(), whole(score.coverage()), whole(score.total()), grade.nb()));
    }

    /** The best grade that is open, and why; empty when nothing stands in the way, or the score is lower anyway. */
    static Words cap(Score score) {
        if (score.grade().isEmpty() || score.grade().equals("E")) return Words.same("");
        if (score.criticalFails() > 0)
            return new Words(
                    "At best D while there are critical findings.", "Taket er D fordi det finnes kritiske forhold.");
        if (score.grade().equals("D")) return Words.same("");
        if (score.criticalUnknown() > 0)
            return new Words(
                    "At best C while critical items can't be judged.",
                    "Taket er C fordi kritiske punkter mangler grunnlag.");
        return score.coverage() < 90
                ? new Words("At best C while coverage is below 90 %.", "Taket er C fordi dekningsgraden er under 90 %.")
                : Words.same("");
    }

    static String time(Instant instant, ZoneId zone, String language) {
        return (language.equals("en") ? EN : NB).format(instant.atZone(zone));
    }

    static String date(LocalDate date, String language) {
        return language.equals("en") ? date.toString() : DAY.format(date);
    }

    /** {@code 10. november 2025 kl. 07:00}, {@code 10 November 2025, 07:00}. */
    static String longTime(Instant instant, ZoneId zone, String language) {
        var local = instant.atZone(zone);
        var month = MONTHS.get(local.getMonthValue() - 1).in(language);
        return language.equals("en")
                ? "%d %s %d, %s".formatted(local.getDayOfMonth(), month, local.getYear(), CLOCK.format(local))
                : "%d. %s %d kl. %s".formatted(local.getDayOfMonth(), month, local.getYear(), CLOCK.format(local));
    }

    /** The nearest whole number; what is less than 100 never reads as 100. */
    static String whole(double value) {
        return Long.toString(value < 100 ? Math.min(99, Math.round(value)) : Math.round(value));
    }

    /** With one decimal where it has one; what is less than 100 never reads as 100. */
    static String points(double value, String language) {
        long tenths = Math.round(value * 10);
        if (value < 100) tenths = Math.min(999, tenths);
        var text = tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10);
        return language.equals("en") ? text : text.replace('.', ',');
    }

    /** {@code 41,5 GB}, in units of a thousand as disks are sold: MB below one GB, TB from a thousand. */
    static String bytes(double bytes, String language) {
        double gb = bytes / 1e9;
        if (gb < 1) return grouped(Math.round(bytes / 1e6)) + "\u00A0MB";
        if (gb >= 1000) return points(gb / 1000, language) + "\u00A0TB";
        return (gb < 100 ? points(gb, language) : grouped(Math.round(gb))) + "\u00A0GB";
    }

    /** Thousands set off by a space that doesn't break, as in both languages' technical writing. */
    static String grouped(long number) {
        return Long.toString(number).replaceAll("(?<=\\d)(?=(\\d{3})+$)", "\u00A0");
    }

    /** Small numbers as people say them: {@code ett kritisk forhold}, {@code seven critical findings}. */
    static String counted(long number, Words one, Words many, String language) {
        var noun = (number == 1 ? one : many).in(language);
        return (number < COUNTS.size() ? COUNTS.get((int) number).in(language) : grouped(number)) + " " + noun;
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static String sentenceCase(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** {@code a, b and c}. */
    static String listed(List<String> names, String language) {
        if (names.size() < 2) return String.join("", names);
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + (language.equals("en") ? " and " : " og ") + names.get(last);
    }

    /** The same, with no more than so many by name. */
    static String listed(List<String> names, int most, String language) {
        if (names.size() <= most) return listed(names, language);
        var shown = new ArrayList<>(names.subList(0, most));
        shown.add(grouped(names.size() - (long) most) + (language.equals("en") ? " more" : " til"));
        return listed(shown, language);
    }
}

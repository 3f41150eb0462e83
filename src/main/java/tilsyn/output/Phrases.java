package tilsyn.output;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
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

    /** Why the grade is not what the score alone would give; empty when it is. */
    static Words cap(Score score) {
        if (score.grade().isEmpty() || score.grade().equals(score.uncapped())) return Words.same("");
        if (score.criticalFails() > 0)
            return new Words(
                    "At best D while there are critical findings.", "Taket er D fordi det finnes kritiske forhold.");
        if (score.criticalUnknown() > 0)
            return new Words(
                    "At best C while critical items can't be judged.",
                    "Taket er C fordi kritiske punkter mangler grunnlag.");
        return new Words("At best C while coverage is below 90 %.", "Taket er C fordi dekningsgraden er under 90 %.");
    }

    static String time(Instant instant, ZoneId zone, String language) {
        return (language.equals("en") ? EN : NB).format(instant.atZone(zone));
    }

    /** Rounded down, so that 99.6 % never reads as all. */
    static String whole(double value) {
        return Long.toString((long) Math.floor(value + 1e-9));
    }
}

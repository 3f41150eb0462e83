package tilsyn.ticket;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import tilsyn.fact.Fact;
import tilsyn.verdict.EvidenceFound;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;
import tilsyn.verdict.Words;

/** Which evidence shows that something is well again, in a sentence. */
final class Proof {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private Proof() {}

    static Words of(Verdict verdict, ZoneId zone) {
        if (verdict.outcome() == Outcome.NOT_APPLICABLE)
            return verdict.cited().stream()
                    .findFirst()
                    .map(fact -> new Words(
                            "Declared not to apply: " + place(fact), "Erklært som ikke aktuelt: " + place(fact)))
                    .orElse(new Words("Declared not to apply.", "Erklært som ikke aktuelt."));
        var found = verdict.evidence().stream()
                .filter(evidence ->
                        evidence.line().required() && !evidence.cited().isEmpty())
                .map(evidence -> said(evidence, zone))
                .toList();
        return new Words(
                "In order again, as shown by " + found.stream().map(Words::en).collect(Collectors.joining("; ")),
                "I orden igjen, vist av " + found.stream().map(Words::nb).collect(Collectors.joining("; ")));
    }

    private static Words said(EvidenceFound evidence, ZoneId zone) {
        var fact = evidence.cited().get(0);
        var from = evidence.line().from();
        var at = local(fact.time(), zone);
        return new Words(
                from.en() + ", " + at.en() + " (" + place(fact) + ")",
                from.nb() + ", " + at.nb() + " (" + place(fact) + ")");
    }

    private static String place(Fact fact) {
        var origin = fact.origin();
        return origin.line() > 0 ? origin.file() + ":" + origin.line() : origin.file();
    }

    static Words local(Instant moment, ZoneId zone) {
        return Words.value(MINUTE.format(moment.atZone(zone)));
    }
}

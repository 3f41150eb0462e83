package tilsyn.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.PatchCompliance;
import tilsyn.verdict.Words;

/** The share of machines with their security updates in order, at the end of update cycles. */
public record ReportShare(String says, List<Bar> bars) {
    /**
     * @param width in per cent; empty where no verdicts of that time are kept
     * @param says the share in words
     */
    public record Bar(String when, String width, String says) {}

    /** Nothing where no verdict rests on it. */
    static Optional<ReportShare> of(Results results) {
        return results.assessment().verdicts().stream()
                .flatMap(verdict -> verdict.cited().stream())
                .filter(PatchCompliance.class::isInstance)
                .map(PatchCompliance.class::cast)
                .findFirst()
                .map(compliance -> of(compliance, results.language()));
    }

    private static ReportShare of(PatchCompliance compliance, String language) {
        var bars = new ArrayList<Bar>();
        bars.add(bar(new Words("Two cycles ago", "For to runder siden"), compliance.earlier(), language));
        bars.add(bar(new Words("Last cycle", "Forrige runde"), compliance.before(), language));
        bars.add(bar(new Words("Now", "Nå"), compliance.current(), language));
        return new ReportShare(says(compliance).in(language), bars);
    }

    private static Bar bar(Words when, @Nullable Double share, String language) {
        return share == null
                ? new Bar(when.in(language), "", new Words("not known", "ikke kjent").in(language))
                : new Bar(when.in(language), Phrases.whole(share) + "%", Phrases.whole(share) + "\u00A0%");
    }

    private static Words says(PatchCompliance compliance) {
        var now = Phrases.whole(compliance.current());
        var before = compliance.before();
        var compared = before == null
                ? Words.same("")
                : new Words(
                        ", against %s %% one update cycle ago".formatted(Phrases.whole(before)),
                        ", mot %s %% forrige oppdateringsrunde".formatted(Phrases.whole(before)));
        var unproven = compliance.unproven() == 0
                ? Words.same("")
                : new Words(
                        " Of %d of %d machines nobody can say for certain."
                                .formatted(compliance.unproven(), compliance.hosts()),
                        " For %d av %d maskiner kan ingen si det sikkert."
                                .formatted(compliance.unproven(), compliance.hosts()));
        return new Words(
                "%s %% of the machines have their security updates in order%s.%s"
                        .formatted(now, compared.en(), unproven.en()),
                "%s %% av maskinene har sikkerhetsoppdateringene i orden%s.%s"
                        .formatted(now, compared.nb(), unproven.nb()));
    }
}

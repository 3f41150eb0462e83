package tilsyn.output;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tilsyn.fact.Picture;
import tilsyn.fact.Picture.Night;
import tilsyn.fact.Picture.NightResult;
import tilsyn.verdict.Words;

/**
 * A backup job's last nights, one field each.
 *
 * @param says how they went, in one sentence
 */
public record ReportNights(
        String host, String job, String says, List<Field> fields, String first, String last, boolean clocksChanged) {
    /** Most jobs drawn; those that went worst. */
    static final int MOST = 12;

    private static final int WIDTH = 10;

    /**
     * @param x left edge; fields are ten wide
     * @param style name of its symbol
     * @param says date and result; empty for a good one
     */
    public record Field(int x, String style, String says, boolean clocksChanged) {}

    /** What a field means. */
    public record Key(String style, String says) {}

    static List<ReportNights> of(Results results) {
        var zone = results.assessment().customer().zone();
        return results.pictures().stream()
                .filter(Picture.Nights.class::isInstance)
                .map(Picture.Nights.class::cast)
                .sorted(Comparator.comparingLong(ReportNights::bad).reversed())
                .limit(MOST)
                .sorted(Comparator.comparing(Picture.Nights::host).thenComparing(Picture.Nights::job))
                .map(nights -> of(nights, zone, results.language()))
                .toList();
    }

    static List<Key> keys(String language) {
        var keys = new ArrayList<Key>();
        for (var result : NightResult.values())
            keys.add(new Key(result.name(), Phrases.sentenceCase(words(result).in(language))));
        return keys;
    }

    private static long bad(Picture.Nights nights) {
        return nights.count(NightResult.FAILED)
                + nights.count(NightResult.PARTIAL)
                + nights.count(NightResult.UNKNOWN)
                + nights.count(NightResult.RETRIED);
    }

    private static ReportNights of(Picture.Nights nights, ZoneId zone, String language) {
        var all = nights.nights();
        var fields = new ArrayList<Field>();
        for (int at = 0; at < all.size(); at++) {
            var night = all.get(at);
            fields.add(new Field(
                    at * WIDTH,
                    night.result().name(),
                    night.result() == NightResult.GOOD && !night.clocksChanged() ? "" : says(night, language),
                    night.clocksChanged()));
        }
        return new ReportNights(
                nights.host(),
                nights.job(),
                says(nights, zone, language),
                fields,
                Phrases.date(all.get(0).evening(), language),
                Phrases.date(all.get(all.size() - 1).evening(), language),
                all.stream().anyMatch(Night::clocksChanged));
    }

    private static String says(Night night, String language) {
        var clocks = night.clocksChanged() ? new Words(", clocks changed", ", klokka ble stilt").in(language) : "";
        return Phrases.date(night.evening(), language) + ": "
                + words(night.result()).in(language) + clocks;
    }

    private static String says(Picture.Nights nights, ZoneId zone, String language) {
        var said = new ArrayList<String>();
        said.add(new Words(
                        "%d of %d nights went well"
                                .formatted(
                                        nights.count(NightResult.GOOD),
                                        nights.nights().size()),
                        "%d av %d netter gikk bra"
                                .formatted(
                                        nights.count(NightResult.GOOD),
                                        nights.nights().size()))
                .in(language));
        for (var result : NightResult.values()) {
            long count = nights.count(result);
            if (result != NightResult.GOOD && count > 0)
                said.add(count + " " + words(result).in(language));
        }
        var last = nights.lastGood() == null
                ? new Words("None of them ended well.", "Ingen av dem endte godt.").in(language)
                : new Words("The last good one began ", "Den siste gode begynte ").in(language)
                        + Phrases.time(nights.lastGood(), zone, language) + ".";
        return Phrases.listed(said, language) + ". " + last;
    }

    private static Words words(NightResult result) {
        return switch (result) {
            case GOOD -> new Words("good", "bra");
            case RETRIED -> new Words("good after another try", "bra etter nytt forsøk");
            case PARTIAL -> new Words("only in part", "bare delvis");
            case FAILED -> new Words("failed", "feilet");
            case UNKNOWN -> new Words("with no word of how it ended", "uten beskjed om hvordan det gikk");
            case NONE -> new Words("with no run reported", "uten meldt kjøring");
        };
    }
}

package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tilsyn.fact.AvHealth;
import tilsyn.fact.AvStatus;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.LogEvent;

/** When one product's real-time protection was on and off, by its statuses and, for Defender, by its events. */
final class RealTime {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int CITED = 3;
    private static final Pattern TURNED_OFF =
            Pattern.compile("(?i)\\\\(DisableRealtimeMonitoring|DisableAntiSpyware|DisableAntiVirus) = 0x1$");

    private final AvStatus newest;
    private final Instant asOf;
    private final List<Word> words = new ArrayList<>();

    /** A word that it is on or off, by a status or an event. */
    private record Word(Instant time, boolean on, Fact by) {}

    /** @param statuses of the product, oldest first */
    RealTime(List<AvStatus> statuses, List<Fact> facts, Instant asOf) {
        this.newest = statuses.get(statuses.size() - 1);
        this.asOf = asOf;
        for (var status : statuses)
            if (status.realTime() != null) words.add(new Word(status.time(), status.realTime(), status));
        if (newest.product().equalsIgnoreCase(DefenderReports.PRODUCT))
            for (var fact : facts) if (fact instanceof LogEvent event) hear(event);
        words.sort(Comparator.comparing(Word::time).thenComparing(Word::by, Facts.ORDER));
    }

    /** Defender 5010 and 5012 turn off what scans, 3002 is its failure; 5004 only changes how it is set up. */
    private void hear(LogEvent event) {
        var signature = event.signature();
        if (signature.equals("av.rtp-on")) words.add(new Word(event.time(), true, event));
        boolean off = signature.equals("av.rtp-off")
                || signature.equals("av.weakened") && event.eventId() != 5004
                || signature.equals("av.setting")
                        && TURNED_OFF.matcher(event.data("New Value")).find();
        if (off) words.add(new Word(event.time(), false, event));
    }

    AvHealth.Engine engine() {
        int at = words.size() - 1;
        while (at > 0 && words.get(at - 1).on == words.get(at).on) at--;
        return new AvHealth.Engine(
                newest.product(),
                !Boolean.FALSE.equals(newest.serviceOn()),
                newest.mode().toLowerCase(Locale.ROOT).contains("passive"),
                words.isEmpty() ? null : words.get(words.size() - 1).on,
                words.isEmpty() ? newest.time() : words.get(at).time);
    }

    /** Within the last 7 days, from each word that it is off until the next that it is on. */
    Duration offFor() {
        var from = asOf.minus(WEEK);
        var off = Duration.ZERO;
        for (int at = 0; at < words.size(); at++) {
            if (words.get(at).on) continue;
            var start = words.get(at).time.isAfter(from) ? words.get(at).time : from;
            var end = at + 1 < words.size() ? words.get(at + 1).time : asOf;
            if (end.isAfter(start)) off = off.plus(Duration.between(start, end));
        }
        return off;
    }

    /** The newest status and word, and when it went off. */
    List<Fact> basis() {
        var basis = new ArrayList<Fact>();
        basis.add(newest);
        if (words.isEmpty()) return basis;
        basis.add(words.get(words.size() - 1).by);
        int at = words.size() - 1;
        while (at > 0 && words.get(at - 1).on == words.get(at).on) at--;
        basis.add(words.get(at).by);
        words.stream()
                .filter(word -> !word.on && word.time.isAfter(asOf.minus(WEEK)))
                .limit(CITED)
                .forEach(word -> basis.add(word.by));
        return basis;
    }
}

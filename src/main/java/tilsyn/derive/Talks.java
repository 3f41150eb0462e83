package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.TalkRhythm;

/** How long since users were talked with. */
final class Talks {
    private static final int BASIS = 3;

    private Talks() {}

    /** Empty when no valid talk names whom it was with. */
    static List<Fact> of(Context context) {
        var talks = held(context);
        if (talks.isEmpty()) return List.of();
        var newest = talks.get(talks.size() - 1);
        var basis = new ArrayList<Fact>(talks.subList(Math.max(0, talks.size() - BASIS), talks.size()));
        return List.of(new TalkRhythm(
                newest.time(),
                Duration.between(newest.time(), context.asOf()),
                overdue(newest.time(), context),
                talks.size(),
                barren(talks),
                basis,
                newest.origin()));
    }

    /** Valid talks with at least one group of users, oldest first. */
    static List<Attestation> held(Context context) {
        return context.attestations("user_talk", "", List.of()).stream()
                .filter(talk -> talk.participants().stream().anyMatch(group -> !group.isBlank()))
                .toList();
    }

    private static int barren(List<Attestation> talks) {
        int barren = 0;
        while (barren < talks.size()
                && talks.get(talks.size() - 1 - barren).friction().isEmpty()) barren++;
        return barren;
    }

    private static Duration overdue(Instant last, Context context) {
        var from = last.plus(Duration.ofDays(Math.round(context.limit("USR-01.talk_cadence_d"))));
        var overdue = Duration.ZERO;
        while (from.isBefore(context.asOf())) {
            var day = context.day(from);
            var midnight = day.plusDays(1).atStartOfDay(context.zone()).toInstant();
            var until = midnight.isBefore(context.asOf()) ? midnight : context.asOf();
            if (!Workdays.isHolidaySeason(day)) overdue = overdue.plus(Duration.between(from, until));
            from = until;
        }
        return overdue;
    }
}

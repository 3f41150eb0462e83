package tilsyn.derive;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tilsyn.fact.Attestation;
import tilsyn.fact.AvReview;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Host;
import tilsyn.fact.LogReviews;

/** How people have read logs: of the servers, and of the antivirus. */
final class Reviews {
    private static final Duration LOOK_BACK = Duration.ofDays(35);
    private static final int BASIS = 6;

    private Reviews() {}

    /** Empty when no valid review of logs is on record. */
    static List<Fact> ofLogs(Facts facts, Context context) {
        var reviews = held("log_review", facts, context);
        if (reviews.isEmpty()) return List.of();
        var newest = reviews.get(reviews.size() - 1);
        var gap = Gap.longest(reviews, context);
        return List.of(new LogReviews(
                newest.time(),
                Duration.between(newest.time(), context.asOf()),
                gap.days(),
                gap.days() == 0 ? "" : gap.from() + "–" + gap.until(),
                unreviewed(reviews, context),
                sightless(reviews),
                List.copyOf(reviews.subList(Math.max(0, reviews.size() - BASIS), reviews.size())),
                newest.origin()));
    }

    /** One for each class of hosts there is; empty when no valid review is on record. */
    static List<Fact> ofAntivirus(Facts facts, Context context) {
        var reviews = held("av_review", facts, context);
        if (reviews.isEmpty()) return List.of();
        var found = new ArrayList<Fact>();
        for (var hosts : List.of("server", "workstation")) {
            if (!exists(hosts, context)) continue;
            Attestation newest = null;
            for (var review : reviews)
                if (List.of(review.more("classes").split("[\\s,;|]+")).contains(hosts)) newest = review;
            var cited = newest == null ? reviews.get(reviews.size() - 1) : newest;
            found.add(new AvReview(
                    hosts,
                    newest == null ? null : Duration.between(newest.time(), context.asOf()),
                    cited.time(),
                    List.of(cited),
                    cited.origin()));
        }
        return found;
    }

    /** Whether there is such a host, as far as anybody says. */
    private static boolean exists(String role, Context context) {
        var declared = declared(context);
        return declared.isEmpty()
                || declared.stream().anyMatch(host -> role.equals("workstation") == host.is("workstation"));
    }

    private static List<Host> declared(Context context) {
        return context.hosts().values().stream()
                .filter(host -> host.active() && !host.assumed())
                .toList();
    }

    /** Valid reviews made by as-of, oldest first, whatever hosts they name. */
    private static List<Attestation> held(String form, Facts facts, Context context) {
        var held = new TreeSet<Attestation>(Facts.ORDER);
        held.addAll(held(form, facts.customer(), context));
        for (var host : facts.hosts()) held.addAll(held(form, facts.of(host), context));
        return List.copyOf(held);
    }

    private static List<Attestation> held(String form, List<Fact> facts, Context context) {
        var held = new ArrayList<Attestation>();
        for (var fact : facts)
            if (fact instanceof Attestation review
                    && review.form().equals(form)
                    && review.valid()
                    && !review.time().isAfter(context.asOf())) held.add(review);
        return held;
    }

    private static List<String> unreviewed(List<Attestation> reviews, Context context) {
        var since = context.asOf().minus(LOOK_BACK);
        return declared(context).stream()
                .filter(host -> !host.is("workstation"))
                .map(Host::host)
                .filter(host -> reviews.stream()
                        .noneMatch(review -> !review.time().isBefore(since)
                                && review.subjects().contains(host)))
                .toList();
    }

    private static int sightless(List<Attestation> reviews) {
        int sightless = 0;
        while (sightless < reviews.size()
                && reviews.get(reviews.size() - 1 - sightless)
                        .more("looking_ahead")
                        .isBlank()) sightless++;
        return sightless;
    }

    /** Local days one after another that lie in no review's period. */
    private record Gap(LocalDate from, LocalDate until, int days) {
        static Gap longest(List<Attestation> reviews, Context context) {
            var due = Duration.ofSeconds(Math.round(
                    86_400 * (context.limit("LOG-02.review_cadence_d") + context.limit("LOG-02.review_grace_d"))));
            var from = context.day(context.asOf().minus(LOOK_BACK));
            var until = context.day(context.asOf().minus(due));
            var longest = new Gap(from, from, 0);
            int days = 0;
            for (var day = from; !day.isAfter(until); day = day.plusDays(1)) {
                days = isRead(day, reviews, context) ? 0 : days + 1;
                if (days > longest.days()) longest = new Gap(day.minusDays(days - 1L), day, days);
            }
            return longest;
        }

        /** A review tells of no day after it was made. */
        private static boolean isRead(LocalDate day, List<Attestation> reviews, Context context) {
            return reviews.stream()
                    .anyMatch(review -> review.periodFrom() != null
                            && review.periodTo() != null
                            && !day.isBefore(context.day(review.periodFrom()))
                            // a period ends before its last midnight
                            && !day.isAfter(context.day(review.periodTo().minusNanos(1)))
                            && !day.isAfter(context.day(review.time())));
        }
    }
}

package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.AvHealth;
import tilsyn.fact.AvStatus;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.LogEvent;
import tilsyn.fact.SeenDays;

/** What antivirus statuses and events say of a host together. */
final class Protection {
    private static final Duration WEEK = Duration.ofDays(7);

    private Protection() {}

    /** @param seen what {@link Seen} found */
    static List<Fact> of(String host, List<Fact> facts, List<Fact> seen, Context context) {
        var statuses = new ArrayList<AvStatus>();
        for (var fact : facts) if (fact instanceof AvStatus status) statuses.add(status);
        SeenDays days = null;
        for (var fact : seen) if (fact instanceof SeenDays found) days = found;
        if (statuses.isEmpty() && days == null) return List.of();
        statuses.sort(Facts.ORDER);
        return List.of(new Reading(host, facts, statuses, days, context).health());
    }

    /** Real-time protection turned on or off, or said to be. */
    private record Switch(Instant time, boolean on, Fact by) {}

    private static final class Reading {
        private final String host;
        private final List<AvStatus> statuses;
        private final @Nullable SeenDays days;
        private final Context context;
        private final List<Switch> switches = new ArrayList<>();
        private final boolean alwaysOn;

        Reading(String host, List<Fact> facts, List<AvStatus> statuses, @Nullable SeenDays days, Context context) {
            this.host = host;
            this.statuses = statuses;
            this.days = days;
            this.context = context;
            var declared = context.hosts().get(host);
            this.alwaysOn = declared == null || declared.alwaysOn();
            for (var fact : facts) {
                if (fact instanceof AvStatus status && status.realTime() != null)
                    switches.add(new Switch(status.time(), status.realTime(), status));
                if (fact instanceof LogEvent event && event.signature().equals("av.rtp-off"))
                    switches.add(new Switch(event.time(), false, event));
                if (fact instanceof LogEvent event && event.signature().equals("av.rtp-on"))
                    switches.add(new Switch(event.time(), true, event));
            }
            switches.sort(java.util.Comparator.comparing(Switch::time).thenComparing(Switch::by, Facts.ORDER));
        }

        AvHealth health() {
            var newest = statuses.isEmpty() ? null : statuses.get(statuses.size() - 1);
            var last = switches.isEmpty() ? null : switches.get(switches.size() - 1);
            var basis = basis(newest, last);
            var dated = newestWith(status -> status.signatureCreated() != null);
            var listing = newestWith(status -> status.exclusions() != null);
            var telling = newestWith(status -> status.realTime() != null);
            return new AvHealth(
                    host,
                    newest == null ? "" : newest.product(),
                    silentDays(newest),
                    newest != null && !Boolean.FALSE.equals(newest.serviceOn()),
                    last == null ? null : last.on,
                    newest != null
                            && newest.mode().toLowerCase(java.util.Locale.ROOT).contains("passive"),
                    newest == null ? null : newest.tamperProtected(),
                    engines(),
                    offFor(),
                    listing == null || listing.exclusions() == null ? List.of() : listing.exclusions(),
                    dated == null ? null : definitionDays(dated),
                    revertedFor(),
                    telling == null ? null : telling.time(),
                    newest == null ? context.asOf() : newest.time(),
                    basis,
                    basis.get(0).origin());
        }

        private List<Fact> basis(@Nullable AvStatus newest, @Nullable Switch last) {
            var basis = new ArrayList<Fact>();
            if (newest != null) basis.add(newest);
            if (last != null && !basis.contains(last.by)) basis.add(last.by);
            switches.stream()
                    .filter(change ->
                            !change.on && change.time.isAfter(context.asOf().minus(WEEK)) && !basis.contains(change.by))
                    .limit(2)
                    .forEach(change -> basis.add(change.by));
            if (basis.isEmpty() && days != null) basis.add(days);
            return basis;
        }

        private @Nullable AvStatus newestWith(java.util.function.Predicate<AvStatus> says) {
            for (int at = statuses.size() - 1; at >= 0; at--) if (says.test(statuses.get(at))) return statuses.get(at);
            return null;
        }

        private int silentDays(@Nullable AvStatus newest) {
            if (days == null) return 0;
            return newest == null ? days.days().size() : days.after(newest.time());
        }

        private List<String> engines() {
            var on = new TreeSet<String>();
            var off = new TreeSet<String>();
            for (int at = statuses.size() - 1; at >= 0; at--) {
                var status = statuses.get(at);
                if (status.time().isBefore(context.asOf().minus(WEEK)) || status.realTime() == null) continue;
                if (on.contains(status.product()) || off.contains(status.product())) continue;
                (status.realTime() ? on : off).add(status.product());
            }
            return List.copyOf(on);
        }

        /** From each word that it is off until the next that it is on. */
        private Duration offFor() {
            var from = context.asOf().minus(WEEK);
            var off = Duration.ZERO;
            for (int at = 0; at < switches.size(); at++) {
                if (switches.get(at).on) continue;
                var start = later(switches.get(at).time, from);
                var end = at + 1 < switches.size() ? switches.get(at + 1).time : context.asOf();
                if (end.isAfter(start)) off = off.plus(Duration.between(start, end));
            }
            return off;
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }

        private double definitionDays(AvStatus status) {
            var created = status.signatureCreated();
            if (created == null || created.isAfter(status.time())) return 0;
            if (alwaysOn || days == null)
                return Duration.between(created, status.time()).toSeconds() / 86_400.0;
            var from = context.day(created);
            var until = context.day(status.time());
            return days.days().stream()
                    .filter(day -> day.isAfter(from) && !day.isAfter(until))
                    .count();
        }

        /** Since when definitions have been older than the newest ever seen. */
        private Duration revertedFor() {
            Instant best = null;
            Instant since = null;
            for (var status : statuses) {
                var created = status.signatureCreated();
                if (created == null) continue;
                if (best == null || !created.isBefore(best)) {
                    best = created;
                    since = null;
                } else if (since == null) since = status.time();
            }
            return since == null ? Duration.ZERO : Duration.between(since, context.asOf());
        }
    }
}

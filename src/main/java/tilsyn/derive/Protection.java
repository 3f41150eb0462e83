package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.AvHealth;
import tilsyn.fact.AvStatus;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.LogEvent;
import tilsyn.fact.SeenDays;

/** What antivirus statuses and events say of a host together. */
final class Protection {
    /** How far back a status still tells of a product; what is older says nothing of today. */
    private static final Duration REMEMBERED = Duration.ofDays(35);

    /** A product not heard of for that much longer than another is gone. */
    private static final Duration TOGETHER = Duration.ofDays(2);

    private final String host;
    private final List<Fact> facts;
    private final List<AvStatus> statuses;
    private final @Nullable SeenDays days;
    private final Context context;

    private Protection(
            String host, List<Fact> facts, List<AvStatus> statuses, @Nullable SeenDays days, Context context) {
        this.host = host;
        this.facts = facts;
        this.statuses = statuses;
        this.days = days;
        this.context = context;
    }

    /** @param seen what {@link Seen} found */
    static List<Fact> of(String host, List<Fact> facts, List<Fact> seen, Context context) {
        var statuses = new ArrayList<AvStatus>();
        for (var fact : facts)
            if (fact instanceof AvStatus status
                    && !status.time().isBefore(context.asOf().minus(REMEMBERED))) statuses.add(status);
        SeenDays days = null;
        for (var fact : seen) if (fact instanceof SeenDays found) days = found;
        if (statuses.isEmpty() && days == null) return List.of();
        statuses.sort(Facts.ORDER);
        return List.of(new Protection(host, facts, statuses, days, context).health());
    }

    private AvHealth health() {
        var newest = statuses.isEmpty() ? null : statuses.get(statuses.size() - 1);
        var engines = engines(newest);
        var listing = newestWith(status -> status.exclusions() != null);
        var tamper = newestWith(status -> status.tamperProtected() != null);
        var dated = newestWith(status -> created(status) != null);
        var exclusions = listing == null ? null : Exclusions.of(listing, facts);
        var basis = basis(newest, engines, listing, tamper, dated);
        if (exclusions != null) basis.addAll(Exclusions.made(exclusions, facts));
        return new AvHealth(
                host,
                silentDays(newest),
                engines.stream().map(RealTime::engine).toList(),
                engines.stream()
                        .filter(engine ->
                                engine.engine().running() && !engine.engine().passive())
                        .map(RealTime::offFor)
                        .min(Comparator.naturalOrder())
                        .orElse(Duration.ZERO),
                exclusions,
                listing == null ? null : listing.time(),
                tamper == null ? null : tamper.tamperProtected(),
                tamper == null ? null : tamper.time(),
                dated == null ? "" : dated.signatureVersion(),
                dated == null ? null : definitionDays(dated),
                dated == null ? null : dated.time(),
                Definitions.revertedFor(statuses, context.asOf()),
                newest == null ? context.asOf() : newest.time(),
                List.copyOf(basis),
                basis.iterator().next().origin());
    }

    /** Products that were heard of about as lately as the newest, by name. */
    private List<RealTime> engines(@Nullable AvStatus newest) {
        if (newest == null) return List.of();
        var byProduct = new TreeMap<String, List<AvStatus>>();
        for (var status : statuses)
            byProduct
                    .computeIfAbsent(status.product(), name -> new ArrayList<>())
                    .add(status);
        return byProduct.values().stream()
                .filter(ofProduct -> !ofProduct
                        .get(ofProduct.size() - 1)
                        .time()
                        .isBefore(newest.time().minus(TOGETHER)))
                .map(ofProduct -> new RealTime(ofProduct, facts, context.asOf()))
                .toList();
    }

    private @Nullable AvStatus newestWith(Predicate<AvStatus> says) {
        for (int at = statuses.size() - 1; at >= 0; at--) if (says.test(statuses.get(at))) return statuses.get(at);
        return null;
    }

    private Set<Fact> basis(@Nullable AvStatus newest, List<RealTime> engines, @Nullable AvStatus... others) {
        var basis = new LinkedHashSet<Fact>();
        if (newest != null) basis.add(newest);
        for (var engine : engines) basis.addAll(engine.basis());
        for (var other : others) if (other != null) basis.add(other);
        if (basis.isEmpty() && days != null) basis.add(days);
        return basis;
    }

    private int silentDays(@Nullable AvStatus newest) {
        if (days == null) return 0;
        return newest == null ? days.days().size() : days.after(newest.time());
    }

    /**
     * When the definitions were made; null when it is not stated, or so long after the status that a clock must be wrong. Up to
     * a day may be a time zone that was mistaken.
     */
    private static @Nullable Instant created(AvStatus status) {
        var created = status.signatureCreated();
        return created == null || created.isAfter(status.time().plus(Duration.ofDays(1))) ? null : created;
    }

    private @Nullable Double definitionDays(AvStatus status) {
        var created = created(status);
        if (created == null) return null;
        if (created.isAfter(status.time())) return 0.0;
        var declared = context.hosts().get(host);
        if (days == null || declared == null || declared.alwaysOn())
            return Duration.between(created, status.time()).toSeconds() / 86_400.0;
        var from = context.day(created);
        var until = context.day(status.time());
        return (double) days.days().stream()
                .filter(day -> day.isAfter(from) && !day.isAfter(until))
                .count();
    }

    /** Whether definitions went back to older ones. */
    private static final class Definitions {
        /** Since when they have been older than the newest ever seen; of one product, as others count in their own way. */
        static Duration revertedFor(List<AvStatus> statuses, Instant asOf) {
            var longest = Duration.ZERO;
            for (var product :
                    statuses.stream().map(AvStatus::product).distinct().toList()) {
                AvStatus best = null;
                Instant since = null;
                for (var status : statuses) {
                    if (!status.product().equals(product)) continue;
                    if (best == null || compare(status, best) >= 0) {
                        best = isDated(status) ? status : best;
                        since = null;
                    } else if (since == null) since = status.time();
                }
                var reverted = since == null ? Duration.ZERO : Duration.between(since, asOf);
                if (reverted.compareTo(longest) > 0) longest = reverted;
            }
            return longest;
        }

        private static boolean isDated(AvStatus status) {
            return created(status) != null || !status.signatureVersion().isEmpty();
        }

        /** By creation, else by version; a status that has neither says nothing and counts as no change. */
        private static int compare(AvStatus one, AvStatus other) {
            var created = created(one);
            var otherCreated = created(other);
            if (created != null && otherCreated != null) return created.compareTo(otherCreated);
            var parts = one.signatureVersion().split("\\.", -1);
            var others = other.signatureVersion().split("\\.", -1);
            if (parts.length != others.length) return 0;
            for (int at = 0; at < parts.length; at++) {
                if (!parts[at].matches("\\d{1,9}") || !others[at].matches("\\d{1,9}")) return 0;
                int order = Integer.compare(Integer.parseInt(parts[at]), Integer.parseInt(others[at]));
                if (order != 0) return order;
            }
            return 0;
        }
    }

    /** What is excluded from protection, by the newest list and the changes logged since. */
    private static final class Exclusions {
        private static final String KEY = "\\exclusions\\";

        static List<String> of(AvStatus listing, List<Fact> facts) {
            var excluded = new LinkedHashSet<String>();
            var listed = listing.exclusions();
            if (listed != null) excluded.addAll(listed);
            for (var fact : facts)
                if (fact instanceof LogEvent event
                        && event.signature().equals("av.setting")
                        && event.time().isAfter(listing.time())) {
                    excluded.remove(excluded(event, "Old Value", "param3"));
                    var added = excluded(event, "New Value", "param4");
                    if (!added.isEmpty()) excluded.add(added);
                }
            excluded.remove("");
            return excluded.stream().sorted().toList();
        }

        /** The logged changes that made them. */
        static List<Fact> made(List<String> exclusions, List<Fact> facts) {
            var made = new ArrayList<Fact>();
            for (var fact : facts)
                if (fact instanceof LogEvent event
                        && event.signature().equals("av.setting")
                        && exclusions.stream().anyMatch(excluded(event, "New Value", "param4")::equalsIgnoreCase))
                    made.add(fact);
            return made;
        }

        /** {@code D:\data} of {@code HKLM\…\Exclusions\Paths\D:\data = 0x0}; empty for any other setting. */
        private static String excluded(LogEvent event, String name, String unnamed) {
            var text = event.data(name).isEmpty() ? event.data(unnamed) : event.data(name);
            int at = text.toLowerCase(Locale.ROOT).indexOf(KEY);
            int kind = at < 0 ? -1 : text.indexOf('\\', at + KEY.length());
            if (kind < 0) return "";
            int end = text.lastIndexOf(" = ");
            return text.substring(kind + 1, end > kind ? end : text.length()).strip();
        }
    }
}

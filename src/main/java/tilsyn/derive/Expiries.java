package tilsyn.derive;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tilsyn.fact.CertificateSeen;
import tilsyn.fact.CertificateWatch;
import tilsyn.fact.ExpiringItem;
import tilsyn.fact.Expiry;
import tilsyn.fact.Fact;

/** When things end, by the register and by the certificates that services show, and whether anybody looks at those. */
final class Expiries {
    /** How old a scan may be and still tell what a service shows. */
    private static final Duration SCAN = Duration.ofDays(8);
    /** How long an endpoint is looked for that no register names. */
    private static final Duration KNOWN = Duration.ofDays(35);

    private final Context context;
    private final SortedMap<String, ExpiringItem> items = new TreeMap<>();
    /** The newest scan that got a certificate, by endpoint. */
    private final SortedMap<String, CertificateSeen> shown = new TreeMap<>();

    private final SortedMap<String, CertificateSeen> asked = new TreeMap<>();

    private Expiries(Context context) {
        this.context = context;
        for (var fact : context.customer()) {
            if (fact.time().isAfter(context.asOf())) continue;
            if (fact instanceof ExpiringItem item)
                items.merge(item.category() + " " + lower(item.object()), item, Expiries::newer);
            if (fact instanceof CertificateSeen seen) {
                asked.merge(lower(seen.endpoint()), seen, Expiries::newer);
                if (seen.notAfter() != null) shown.merge(lower(seen.endpoint()), seen, Expiries::newer);
            }
        }
    }

    static List<Fact> of(Context context) {
        var expiries = new Expiries(context);
        return Stream.concat(expiries.ends().stream(), expiries.watches().stream())
                .toList();
    }

    private List<Fact> ends() {
        var ends = new ArrayList<Fact>();
        var registered = new TreeSet<String>();
        for (var item : items.values()) {
            if (!item.inUse() || item.notAfter() == null) continue;
            ends.add(end(item, item.notAfter()));
            item.endpoints().forEach(endpoint -> registered.add(lower(endpoint)));
        }
        shown.forEach((endpoint, seen) -> {
            if (!registered.contains(endpoint) && isFresh(seen)) ends.add(end(seen));
        });
        return ends;
    }

    /** What all its services show counts for more than the register; what some of them show can only make it earlier. */
    private Expiry end(ExpiringItem item, LocalDate registered) {
        var seen = item.endpoints().stream()
                .flatMap(endpoint -> Stream.ofNullable(shown.get(lower(endpoint))))
                .filter(this::isFresh)
                .toList();
        var first = seen.stream().map(this::lastDay).min(Comparator.naturalOrder());
        boolean all = !seen.isEmpty() && seen.size() == item.endpoints().size();
        boolean renewed = all && first.isPresent() && first.get().isAfter(registered);
        var end = renewed || first.isPresent() && first.get().isBefore(registered) ? first.get() : registered;
        boolean renews = item.autoRenew() && item.renewalExpected() != null && !renewed;
        boolean passed = renews && context.today().isAfter(item.renewalExpected());
        var basis = new ArrayList<Fact>(List.of(item));
        basis.addAll(seen);
        return new Expiry(
                item.object(),
                item.category(),
                item.usedBy(),
                end,
                daysTo(end),
                renews && !passed,
                passed,
                item.time(),
                basis,
                item.origin());
    }

    private Expiry end(CertificateSeen seen) {
        var end = lastDay(seen);
        return new Expiry(
                seen.subject().isBlank() ? seen.endpoint() : seen.subject(),
                "certificate",
                seen.endpoint(),
                end,
                daysTo(end),
                false,
                false,
                seen.time(),
                List.of(seen),
                seen.origin());
    }

    private List<Fact> watches() {
        var named = new TreeMap<String, Fact>();
        asked.forEach((endpoint, seen) -> {
            if (!seen.time().isBefore(context.asOf().minus(KNOWN))) named.put(endpoint, seen);
        });
        for (var item : items.values())
            if (item.inUse()) item.endpoints().forEach(endpoint -> named.put(lower(endpoint), item));
        var watches = new ArrayList<Fact>();
        named.forEach((endpoint, naming) -> {
            var seen = shown.get(endpoint);
            Fact last = seen == null ? naming : seen;
            watches.add(new CertificateWatch(
                    endpoint,
                    seen == null ? null : Duration.between(seen.time(), context.asOf()),
                    last.time(),
                    List.of(last),
                    last.origin()));
        });
        return watches;
    }

    private boolean isFresh(CertificateSeen seen) {
        return !seen.time().isBefore(context.asOf().minus(SCAN));
    }

    private LocalDate lastDay(CertificateSeen seen) {
        return context.day(java.util.Objects.requireNonNull(seen.notAfter()));
    }

    private long daysTo(LocalDate end) {
        return end.toEpochDay() - context.today().toEpochDay();
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** Of two of one moment, the one that ends first holds. */
    private static ExpiringItem newer(ExpiringItem one, ExpiringItem other) {
        int order = one.time().compareTo(other.time());
        if (order != 0) return order > 0 ? one : other;
        return one.notAfter() == null
                        || other.notAfter() != null && other.notAfter().isBefore(one.notAfter())
                ? other
                : one;
    }

    private static CertificateSeen newer(CertificateSeen one, CertificateSeen other) {
        int order = one.time().compareTo(other.time());
        if (order != 0) return order > 0 ? one : other;
        return one.notAfter() == null
                        || other.notAfter() != null && other.notAfter().isBefore(one.notAfter())
                ? other
                : one;
    }
}

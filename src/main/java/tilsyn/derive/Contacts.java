package tilsyn.derive;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.ContactStat;
import tilsyn.fact.ContactTrend;
import tilsyn.fact.Fact;

/** How often users are in touch, against the months before. */
final class Contacts {
    private static final int COMPARED = 3;

    private Contacts() {}

    /** Of the newest month that has ended; empty when there are no statistics. */
    static List<Fact> of(Context context) {
        var months = context.customer().stream()
                .filter(ContactStat.class::isInstance)
                .map(ContactStat.class::cast)
                .filter(month -> !month.time().isAfter(context.asOf()))
                .sorted(Comparator.comparing(ContactStat::time).thenComparing(ContactStat::origin))
                .toList();
        if (months.isEmpty()) return List.of();
        var newest = months.get(months.size() - 1);
        var before = months.subList(Math.max(0, months.size() - 1 - COMPARED), months.size() - 1);
        return List.of(new ContactTrend(
                newest.month(),
                silent(newest, before),
                drop(newest, before),
                newest.medianResponse(),
                newest.time(),
                List.of(newest),
                newest.origin()));
    }

    /** Where nobody counted over 92 days, the busiest of its months bounds how many were silent at most. */
    private static @Nullable Double silent(ContactStat newest, List<ContactStat> before) {
        var users = newest.users();
        if (users == null || users == 0) return null;
        var active = newest.activeInQuarter();
        if (active == null) {
            active = newest.active();
            for (var month : before.subList(Math.max(0, before.size() - 2), before.size()))
                if (month.active() != null && (active == null || month.active() > active)) active = month.active();
        }
        return active == null ? null : 100.0 * Math.max(0, users - active) / users;
    }

    private static double drop(ContactStat newest, List<ContactStat> before) {
        var contacts = newest.contacts();
        if (contacts == null) return 0;
        var usual = before.stream()
                .map(ContactStat::contacts)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .average()
                .orElse(0);
        return usual == 0 ? 0 : 100.0 * (usual - contacts) / usual;
    }
}

package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;

/**
 * Log-ons of one outcome by who tried from where, to the minute.
 *
 * <p>One attempt may leave several kinds of event, such as 4625 and 4776, or sshd's "Invalid user" and "Failed password": of
 * different kinds in one minute the most frequent counts, not their sum.
 */
final class Failures {
    /** Who tried, from where; lower case, without domain. */
    record Who(String account, String address) implements Comparable<Who> {
        @Override
        public int compareTo(Who other) {
            int order = address.compareTo(other.address);
            return order != 0 ? order : account.compareTo(other.account);
        }
    }

    /** How many in one minute, and one of the facts that say so. */
    record Minute(int count, Fact fact) {}

    private final NavigableMap<Who, NavigableMap<Instant, Minute>> byWho = new TreeMap<>();

    /** Those of the given signature from {@code from} on. */
    static Failures of(String signature, List<Fact> facts, Instant from) {
        var failures = new Failures();
        Map<Who, Map<String, Map<Instant, Minute>>> kinds = new TreeMap<>();
        for (var count : Counts.merged(facts)) {
            if (!count.signature().equals(signature)) continue;
            var who = who(count.key("account"), count.key("address"), count.key("workstation"));
            var minutes = kinds.computeIfAbsent(who, w -> new TreeMap<>())
                    .computeIfAbsent(count.provider() + " " + count.template(), kind -> new TreeMap<>());
            for (int minute = 0; minute < 60; minute++)
                add(
                        minutes,
                        count.hour().plus(Duration.ofMinutes(minute)),
                        count.minutes().get(minute),
                        count);
        }
        for (var fact : facts) {
            if (!(fact instanceof LogEvent event) || !event.signature().equals(signature)) continue;
            var who = who(event.data("account"), event.data("address"), event.data("workstation"));
            var minutes = kinds.computeIfAbsent(who, w -> new TreeMap<>())
                    .computeIfAbsent(event.provider() + " event " + event.eventId(), kind -> new TreeMap<>());
            add(minutes, event.time().truncatedTo(ChronoUnit.MINUTES), 1, event);
        }
        kinds.forEach((who, ofWho) -> {
            var most = new TreeMap<Instant, Minute>();
            for (var minutes : ofWho.values())
                minutes.forEach((minute, seen) -> {
                    if (!minute.isBefore(from.truncatedTo(ChronoUnit.MINUTES)))
                        most.merge(minute, seen, (one, other) -> one.count >= other.count ? one : other);
                });
            if (!most.isEmpty()) failures.byWho.put(who, most);
        });
        return failures;
    }

    NavigableMap<Who, NavigableMap<Instant, Minute>> byWho() {
        return byWho;
    }

    NavigableMap<Instant, Minute> of(Who who) {
        return byWho.getOrDefault(who, new TreeMap<>());
    }

    /** All that came from one address, whatever the account. */
    Map<String, List<Who>> byAddress() {
        var byAddress = new TreeMap<String, List<Who>>();
        for (var who : byWho.keySet())
            byAddress.computeIfAbsent(who.address, address -> new ArrayList<>()).add(who);
        return byAddress;
    }

    private static void add(Map<Instant, Minute> minutes, Instant minute, int count, Fact fact) {
        if (count > 0)
            minutes.merge(
                    minute, new Minute(count, fact), (one, other) -> new Minute(one.count + other.count, one.fact));
    }

    private static Who who(String account, String address, String workstation) {
        var name = account.toLowerCase(Locale.ROOT).strip();
        name = name.substring(name.lastIndexOf('\\') + 1);
        int at = name.indexOf('@');
        if (at > 0) name = name.substring(0, at);
        return new Who(given(name), given(address).isEmpty() ? given(workstation) : given(address));
    }

    private static String given(String value) {
        var given = value.strip().toLowerCase(Locale.ROOT);
        if (given.startsWith("::ffff:")) given = given.substring("::ffff:".length());
        return given.equals("-") ? "" : given;
    }
}

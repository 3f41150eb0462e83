package tilsyn.derive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tilsyn.fact.BackupRun;
import tilsyn.fact.Fact;
import tilsyn.fact.GuestList;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Sighting;

/** Where hosts were seen: by their own evidence, and in what other hosts say of them. */
final class Sightings {
    /** Hyper-V, its Norwegian display, its numeric state, and libvirt; never guessed from other words. */
    private static final Set<String> RUNNING = Set.of("running", "kjører", "2", "on");

    private static final int BASIS = 5;

    private final ZoneId zone;
    private final Identity identity;
    private final Set<String> known;
    private final SortedMap<Key, Seen> seen = new TreeMap<>();

    /** @param known hosts worth looking for; others are names that anyone may have typed at a log-on prompt */
    Sightings(ZoneId zone, Identity identity, Set<String> known) {
        this.zone = zone;
        this.identity = identity;
        this.known = known;
    }

    /** The host's own evidence as sightings of it, by source. */
    static List<Sighting> own(String host, List<Fact> facts, Context context) {
        var sightings = new Sightings(context.zone(), context.identity(), Set.of(host));
        for (var fact : facts) {
            if (!Context.isReading(fact)) continue;
            if (fact instanceof BackupRun run)
                sightings.see(host, worked(run) ? "backup" : "job", run.source(), List.of(run.time()), run);
            else sightings.see(host, "own", fact.source(), moments(fact), fact);
        }
        return sightings.all();
    }

    /** Takes what a fact of one host says of others. */
    void add(String holder, Fact fact) {
        if (fact instanceof LogCount count && count.signature().equals("logon.ok"))
            logon(holder, count.key("workstation"), count.key("address"), count);
        else if (fact instanceof LogEvent event && event.signature().equals("logon.ok"))
            logon(holder, event.data("workstation"), event.data("address"), event);
        else if (fact instanceof GuestList list)
            for (var guest : list.guests())
                if (RUNNING.contains(guest.state().strip().toLowerCase(java.util.Locale.ROOT)))
                    other(holder, guest.name(), "guest", list);
    }

    /** By host, sorted. */
    SortedMap<String, List<Sighting>> ofOthers() {
        var byHost = new TreeMap<String, List<Sighting>>();
        for (var sighting : all())
            byHost.computeIfAbsent(sighting.host(), host -> new ArrayList<>()).add(sighting);
        return byHost;
    }

    private static boolean worked(BackupRun run) {
        return run.result() == BackupRun.Result.SUCCESS || run.result() == BackupRun.Result.WARNING;
    }

    private void logon(String holder, String workstation, String address, Fact fact) {
        if (!other(holder, workstation, "logon", fact)) other(holder, address, "logon", fact);
    }

    private boolean other(String holder, String name, String how, Fact fact) {
        if (name.isBlank() || name.equals("-")) return false;
        var host = identity.resolve(name, "");
        if (host.equals(holder) || !known.contains(host)) return false;
        see(host, how, holder, moments(fact), fact);
        return true;
    }

    private void see(String host, String how, String by, List<Instant> moments, Fact fact) {
        if (moments.isEmpty()) return;
        seen.computeIfAbsent(new Key(host, how, by), key -> new Seen()).at(moments, fact, zone);
    }

    private List<Sighting> all() {
        var all = new ArrayList<Sighting>();
        seen.forEach((key, found) -> all.add(found.sighting(key)));
        return all;
    }

    private static List<Instant> moments(Fact fact) {
        if (!(fact instanceof LogCount count)) return List.of(fact.time());
        var minutes = Counts.minutes(count);
        return minutes.isEmpty() ? List.of() : List.of(minutes.get(0), minutes.get(minutes.size() - 1));
    }

    private record Key(String host, String how, String by) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = host.compareTo(other.host);
            if (order == 0) order = how.compareTo(other.how);
            return order != 0 ? order : by.compareTo(other.by);
        }
    }

    /** What was seen of one host in one way; keeps the newest few facts to show. */
    private static final class Seen {
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;
        private final TreeSet<LocalDate> days = new TreeSet<>();
        private final TreeSet<Fact> newest = new TreeSet<>(tilsyn.fact.Facts.ORDER);

        void at(List<Instant> moments, Fact fact, ZoneId zone) {
            for (var moment : moments) {
                if (moment.isBefore(first)) first = moment;
                if (moment.isAfter(last)) last = moment;
                days.add(LocalDate.ofInstant(moment, zone));
            }
            newest.add(fact);
            if (newest.size() > BASIS) newest.pollFirst();
        }

        Sighting sighting(Key key) {
            return new Sighting(
                    key.host,
                    key.how,
                    key.by,
                    first,
                    last,
                    List.copyOf(days),
                    List.copyOf(newest),
                    newest.last().origin());
        }
    }
}

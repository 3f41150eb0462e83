package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.GuestList;
import tilsyn.fact.HostVerdict;
import tilsyn.fact.LogCount;
import tilsyn.fact.Sighting;
import tilsyn.fact.SourceHeartbeat;

/** The one list of derivations. Pure: same facts and context, same records, sorted, whatever the order of the facts. */
public final class Derive {
    /** How far a clock may be ahead before its events are left out (R5). */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /** Signatures that derivations and clauses rest on, with the items that would see nothing without them. */
    public static final SortedMap<String, SortedSet<String>> SIGNATURES = signatures();

    private Derive() {}

    private static SortedMap<String, SortedSet<String>> signatures() {
        var needed = new TreeMap<String, SortedSet<String>>();
        for (var id : List.of("boot.started", "boot.unclean", "boot.unexpected", "boot.requested", "boot.stopped"))
            needed.put(id, new TreeSet<>(List.of("OPS-01", "UPD-03")));
        for (var id : List.of("log.cleared", "log.full", "log.dropped", "log.audit-stopped", "log.service-stopped"))
            needed.put(id, new TreeSet<>(List.of("LOG-03")));
        for (var id : List.of("logon.failed", "logon.ok", "logon.lockout"))
            needed.put(id, new TreeSet<>(List.of("LOG-05")));
        for (var id : List.of("av.rtp-off", "av.rtp-on", "av.health")) needed.put(id, new TreeSet<>(List.of("AV-02")));
        for (var id : List.of("av.detected", "av.acted", "av.action-failed", "av.quarantine"))
            needed.put(id, new TreeSet<>(List.of("AV-05", "AV-06")));
        for (var id : CriticalEvents.CATALOGUE) needed.put(id, new TreeSet<>(List.of("LOG-04")));
        needed.put("memory.corrected", new TreeSet<>(List.of("HW-08")));
        needed.put("memory.uncorrected", new TreeSet<>(List.of("HW-08", "LOG-04")));
        for (var id : List.of("account.privileged", "service.installed", "log.audit-changed"))
            needed.put(id, new TreeSet<>(List.of("LOG-08")));
        for (var id : List.of("av.scanned", "av.scan-failed")) needed.put(id, new TreeSet<>(List.of("AV-04")));
        for (var id :
                List.of("backup.wsb", "backup.veeam", "backup.vzdump", "backup.nas", "backup.restore", "guest.created"))
            needed.put(id, new TreeSet<>(List.of("BCK-01", "BCK-02", "BCK-04", "BCK-05", "BCK-06", "BCK-07")));
        for (var id : List.of("update.installed", "update.failed", "updates.auto"))
            needed.put(id, new TreeSet<>(List.of("UPD-02", "UPD-04", "UPD-09", "UPD-10")));
        for (var id : List.of("job.ended", "job.failed")) needed.put(id, new TreeSet<>(List.of("OPS-04")));
        for (var id : List.of("files.corrupt", "files.read-only", "files.transaction", "database.corrupt"))
            needed.computeIfAbsent(id, signature -> new TreeSet<>()).add("OPS-05");
        for (var id : List.of("database.read-again", "domain.replication"))
            needed.computeIfAbsent(id, signature -> new TreeSet<>()).add("OPS-05");
        needed.computeIfAbsent("service.failed", signature -> new TreeSet<>()).add("OPS-02");
        needed.put("raid.spares-missing", new TreeSet<>(List.of("HW-03")));
        for (var id : List.of("power.lost", "power.back", "power.battery-weak", "supply.trouble", "supply.over"))
            needed.put(id, new TreeSet<>(List.of("HW-05")));
        for (var id : List.of("update.searched", "update.check-failed"))
            needed.put(id, new TreeSet<>(List.of("UPD-01")));
        return Collections.unmodifiableSortedMap(needed);
    }

    /** What follows from a host's facts; the facts themselves are not repeated. */
    public static List<Fact> host(String host, List<Fact> facts, Context context) {
        var read = until(context.asOf().plus(AHEAD), facts);
        var stated = new ArrayList<Fact>(ServerBackups.of(host, read));
        stated.addAll(GuestBackups.of(host, read, context));
        stated.addAll(DefenderReports.of(host, read));
        stated.addAll(Jobs.told(host, read));
        var known = sorted(Stream.concat(read.stream(), stated.stream()).toList());
        var derived = new ArrayList<Fact>(stated);
        var heartbeats = Heartbeats.of(host, known, context);
        var boots = Boots.of(host, known, context);
        derived.addAll(heartbeats);
        derived.addAll(boots);
        var seen = Seen.of(host, known, context);
        derived.addAll(seen);
        var keyLogs = KeyLogs.of(host, known, heartbeats, seen, context);
        derived.addAll(keyLogs);
        derived.addAll(Collected.of(host, context));
        derived.addAll(Sequences.of(host, known, context));
        var stops = Stops.of(host, known, boots, context);
        derived.addAll(stops);
        var waits = Restarts.of(host, known, boots);
        derived.addAll(waits);
        derived.addAll(updates(host, known, heartbeats, seen, keyLogs, boots, waits, stops, context));
        derived.addAll(Software.of(host, known, context));
        derived.addAll(Packages.waiting(host, known));
        derived.addAll(Packages.failing(host, known));
        derived.addAll(Trends.of(host, known, context));
        derived.addAll(Logons.of(host, known, context));
        derived.addAll(RaidArrays.of(host, known, context));
        var disks = Disks.of(host, known, context);
        derived.addAll(disks);
        derived.addAll(Spares.of(host, known, disks, context));
        derived.addAll(Fans.of(host, known, context));
        derived.addAll(Temperatures.of(host, known, context));
        derived.addAll(Memory.of(host, known, keyLogs, heartbeats, context));
        derived.addAll(Power.of(host, known, context));
        derived.addAll(Caches.of(host, known, context));
        derived.addAll(HardwareFeeds.of(host, known, keyLogs, seen, context));
        derived.addAll(HardwareFeeds.tests(host, known, context));
        derived.addAll(Defects.of(host, known, keyLogs, heartbeats, context));
        derived.addAll(VisualChecks.of(host, known, context));
        derived.addAll(Protection.of(host, known, seen, context));
        derived.addAll(VirusScans.of(host, known, seen, context));
        derived.addAll(Threats.of(host, known, context));
        derived.addAll(LogTrends.of(host, known, heartbeats, keyLogs, context));
        derived.addAll(CriticalEvents.of(host, known, context));
        derived.addAll(PrivilegedChanges.of(host, known, context));
        derived.addAll(Clocks.of(host, known, context));
        derived.addAll(Scopes.of(host, known, heartbeats, context));
        derived.addAll(Sizes.of(host, known, context));
        derived.addAll(Paces.of(host, known, heartbeats, context));
        derived.addAll(OffsiteCopies.of(host, known, heartbeats, context));
        derived.addAll(Retention.of(host, known, context));
        derived.addAll(Discovered.of(host, known, context));
        derived.addAll(Consistency.of(host, known, heartbeats, context));
        derived.addAll(Restores.of(host, known, context));
        derived.addAll(RestoreTests.of(host, known, context));
        derived.addAll(Jobs.of(host, known, keyLogs, context));
        derived.addAll(Services.of(host, known, boots, context));
        derived.addAll(DataIntegrity.of(host, known, heartbeats, context));
        if (context.numbers() != null) derived.add(context.numbers());
        return sorted(derived);
    }

    /** Searches for updates, installations, and what is not in effect yet. */
    private static List<Fact> updates(
            String host,
            List<Fact> facts,
            List<Fact> heartbeats,
            List<Fact> seen,
            List<Fact> keyLogs,
            List<Fact> boots,
            List<Fact> waits,
            List<Fact> stops,
            Context context) {
        var told = UpdateEvents.of(host, facts);
        var known = sorted(Stream.concat(facts.stream(), told.stream()).toList());
        var living = new Living(facts, heartbeats, seen, context);
        var updates = new ArrayList<Fact>(told);
        updates.addAll(Scans.of(host, known, seen, living, context));
        updates.addAll(Installs.of(host, known, keyLogs, living, context));
        updates.addAll(Patches.of(host, known, boots, waits));
        updates.addAll(Changes.of(host, known, boots, context));
        updates.addAll(AfterEffects.of(host, known, stops, context));
        return updates;
    }

    /**
     * What customer items see beside {@link Facts#customer()}: what the registers say of each host, which guests run where,
     * what was heard and seen of each host, and what follows from all of them together.
     *
     * @param derived by host, what {@link #host} gave
     */
    public static List<Fact> customer(Facts facts, Map<String, List<Fact>> derived, Context context) {
        var all = new ArrayList<Fact>();
        for (var host : facts.hosts())
            for (var fact : facts.of(host))
                if (fact.kind() == Fact.Kind.REGISTER
                        || fact instanceof GuestList && !fact.time().isAfter(context.asOf())) all.add(fact);
        for (var ofHost : derived.values())
            for (var fact : ofHost) if (fact instanceof SourceHeartbeat || fact instanceof Sighting) all.add(fact);
        all.addAll(Strangers.of(facts, context));
        all.addAll(Talks.of(context));
        all.addAll(Presence.of(context));
        all.addAll(Exceptions.of(facts, derived, context));
        all.addAll(Reviews.ofLogs(facts, context));
        all.addAll(Reviews.ofAntivirus(facts, context));
        all.addAll(Outbreaks.of(facts, derived, context));
        all.addAll(Contacts.of(context));
        all.addAll(Reports.of(facts, context));
        all.addAll(Plans.of(facts, derived, context));
        all.addAll(Frictions.of(context));
        all.addAll(Repositories.space(context));
        all.addAll(Exercises.of(facts, context));
        all.addAll(Expiries.of(context));
        if (context.numbers() != null) all.add(context.numbers());
        return sorted(all);
    }

    /**
     * What customer items see of how hosts were judged, beside the verdicts themselves.
     *
     * @param derived by host, what {@link #host} gave
     */
    public static List<Fact> judged(
            List<HostVerdict> verdicts, Facts facts, Map<String, List<Fact>> derived, Context context) {
        return Compliance.of(verdicts, facts, derived, context);
    }

    private static List<Fact> sorted(List<Fact> facts) {
        return facts.stream().sorted(Facts.ORDER).toList();
    }

    /** Readings from after as-of don't count; registers say themselves what they speak of. */
    private static List<Fact> until(Instant limit, List<Fact> facts) {
        return facts.stream()
                .filter(fact -> !Context.isReading(fact)
                        || !(fact instanceof LogCount count ? count.hour() : fact.time()).isAfter(limit))
                .sorted(Facts.ORDER)
                .toList();
    }
}

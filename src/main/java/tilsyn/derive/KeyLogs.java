package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.ExpectedSource;
import tilsyn.fact.Fact;
import tilsyn.fact.KeyLog;
import tilsyn.fact.LogEvent;
import tilsyn.fact.RecordRange;
import tilsyn.fact.Sighting;
import tilsyn.fact.SourceHeartbeat;

/**
 * Which log tells of a host's starts and stops, its log-ons, its applications, its protection, its sensors and its backups,
 * and how far back.
 */
final class KeyLogs {
    private static final String DEFENDER = LogEvent.sourceOf("Microsoft-Windows-Windows Defender/Operational");

    private static final String TASKS = LogEvent.sourceOf("Microsoft-Windows-TaskScheduler/Operational");

    private KeyLogs() {}

    /**
     * From the heartbeats; nothing for a log never heard.
     *
     * @param sightings what {@link Seen} found
     */
    static List<Fact> of(String host, List<Fact> facts, List<Fact> heartbeats, List<Fact> sightings, Context context) {
        boolean windows = isWindows(host, heartbeats, context);
        var copies = Runs.copiesOnly(facts);
        var logs = new ArrayList<Fact>();
        for (var fact : heartbeats)
            if (fact instanceof SourceHeartbeat heartbeat
                    && !heartbeat.time().equals(Instant.EPOCH)
                    && !copies.contains(heartbeat.source())) {
                for (var tells : tells(heartbeat.source(), windows))
                    logs.add(log(
                            tells,
                            heartbeat,
                            heartbeat.alive() && !isDeaf(heartbeat, facts, sightings, context),
                            facts));
            }
        return logs;
    }

    private static List<String> tells(String source, boolean windows) {
        if (!windows && source.equals(LogEvent.SYSLOG)) return List.of("stops", "logons", "jobs");
        if (windows && source.equals("windows:System")) return List.of("stops");
        if (windows && source.equals("windows:Security")) return List.of("logons");
        if (windows && source.equals("windows:Application")) return List.of("applications");
        if (source.equals(DEFENDER)) return List.of("protection");
        if (source.equals("sensors")) return List.of("sensors");
        if (source.equals("jobs") || windows && source.equals(TASKS)) return List.of("jobs");
        return source.startsWith("backup:") ? List.of("backups") : List.of();
    }

    /** By the inventory; where it does not say, a host with any Windows channel is a Windows host. */
    static boolean isWindows(String host, List<Fact> heartbeats, Context context) {
        var declared = context.hosts().get(host);
        if (declared != null && !declared.os().isBlank())
            return declared.os().toLowerCase(Locale.ROOT).contains("windows");
        if (declared != null && declared.is("linux")) return false;
        return heartbeats.stream()
                .anyMatch(fact -> fact instanceof SourceHeartbeat heartbeat
                        && heartbeat.source().startsWith("windows:"));
    }

    /** Silent for so long while others see the host in use that LOG-01 fails it (R3). */
    private static boolean isDeaf(SourceHeartbeat heartbeat, List<Fact> facts, List<Fact> sightings, Context context) {
        var limit =
                Duration.ofSeconds(Math.round(3600 * context.limit("LOG-01.alive_elsewhere_fail_h", heartbeat.host())));
        if (heartbeat.silence().compareTo(limit) <= 0) return false;
        boolean expected = facts.stream()
                .anyMatch(fact -> fact instanceof ExpectedSource feed
                        && feed.expects().equals(heartbeat.source())
                        && feed.maxSilence() == null);
        var from = context.asOf().minus(heartbeat.silence());
        return expected
                && sightings.stream()
                        .anyMatch(fact -> fact instanceof Sighting sighting
                                && sighting.elsewhere()
                                && sighting.onADayBetween(from, context.asOf(), context.zone()));
    }

    private static KeyLog log(String tells, SourceHeartbeat heartbeat, boolean alive, List<Fact> facts) {
        return new KeyLog(
                heartbeat.host(),
                tells,
                heartbeat.source(),
                alive,
                alive ? heartbeat.coveredSince() : null,
                heartbeat.failAfter(),
                since(heartbeat, facts),
                first(heartbeat, facts),
                heartbeat.time(),
                List.of(heartbeat),
                heartbeat.origin());
    }

    private static Instant first(SourceHeartbeat heartbeat, List<Fact> facts) {
        return facts.stream()
                .filter(fact -> Context.isReading(fact) && fact.source().equals(heartbeat.source()))
                .map(fact -> fact instanceof RecordRange range ? range.firstTime() : fact.time())
                .min(Comparator.naturalOrder())
                .orElse(heartbeat.time());
    }

    private static @Nullable Instant since(SourceHeartbeat heartbeat, List<Fact> facts) {
        for (var fact : facts)
            if (fact instanceof ExpectedSource expected && expected.expects().equals(heartbeat.source()))
                return expected.since();
        return null;
    }
}

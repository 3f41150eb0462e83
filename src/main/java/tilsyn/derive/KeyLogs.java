package tilsyn.derive;

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
import tilsyn.fact.SourceHeartbeat;

/** Which log tells of a host's starts and stops, its log-ons, its protection, its sensors and its backups, and how far back. */
final class KeyLogs {
    private static final String DEFENDER = LogEvent.sourceOf("Microsoft-Windows-Windows Defender/Operational");

    private KeyLogs() {}

    /** From the heartbeats; nothing for a log never heard. */
    static List<Fact> of(String host, List<Fact> facts, List<Fact> heartbeats, Context context) {
        boolean windows = isWindows(host, heartbeats, context);
        var logs = new ArrayList<Fact>();
        for (var fact : heartbeats)
            if (fact instanceof SourceHeartbeat heartbeat && !heartbeat.time().equals(Instant.EPOCH)) {
                if (heartbeat.source().equals(windows ? "windows:System" : LogEvent.SYSLOG))
                    logs.add(log("stops", heartbeat, facts));
                if (heartbeat.source().equals(windows ? "windows:Security" : LogEvent.SYSLOG))
                    logs.add(log("logons", heartbeat, facts));
                if (heartbeat.source().equals(DEFENDER)) logs.add(log("protection", heartbeat, facts));
                if (heartbeat.source().equals("sensors")) logs.add(log("sensors", heartbeat, facts));
                if (heartbeat.source().startsWith("backup:")) logs.add(log("backups", heartbeat, facts));
            }
        return logs;
    }

    /** By the inventory; where it does not say, a host with any Windows channel is a Windows host. */
    private static boolean isWindows(String host, List<Fact> heartbeats, Context context) {
        var declared = context.hosts().get(host);
        if (declared != null && !declared.os().isBlank())
            return declared.os().toLowerCase(Locale.ROOT).contains("windows");
        if (declared != null && declared.is("linux")) return false;
        return heartbeats.stream()
                .anyMatch(fact -> fact instanceof SourceHeartbeat heartbeat
                        && heartbeat.source().startsWith("windows:"));
    }

    private static KeyLog log(String tells, SourceHeartbeat heartbeat, List<Fact> facts) {
        return new KeyLog(
                heartbeat.host(),
                tells,
                heartbeat.source(),
                heartbeat.alive(),
                heartbeat.coveredSince(),
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

package tilsyn.derive;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tilsyn.fact.AbsenceDeclaration;
import tilsyn.fact.Attestation;
import tilsyn.fact.ExpectedSource;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Host;
import tilsyn.fact.Level;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;
import tilsyn.fact.RecordRange;

/** Facts and a context for tests of derivations. */
final class Given {
    static final Instant AS_OF = Instant.parse("2025-11-10T06:00:00Z");
    static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    static final Origin ORIGIN = new Origin("a.log", 1, 0, "00", "raw", "", "", AS_OF);

    private static final Map<String, Double> LIMITS = Map.ofEntries(
            Map.entry("UPD-04.fail_window_d", 14.0),
            Map.entry("UPD-09.plan_due_d", 7.0),
            Map.entry("UPD-10.post_patch_h", 72.0),
            Map.entry("LOG-01.silence_warn_h", 6.0),
            Map.entry("LOG-01.silence_fail_h", 24.0),
            Map.entry("LOG-01.alive_elsewhere_fail_h", 72.0),
            Map.entry("LOG-02.review_cadence_d", 7.0),
            Map.entry("LOG-02.review_grace_d", 3.0),
            Map.entry("LOG-08.match_window_h", 72.0),
            Map.entry("AV-06.lookback_d", 14.0),
            Map.entry("LOG-05.burst_fail", 50.0),
            Map.entry("LOG-05.burst_warn", 10.0),
            Map.entry("LOG-05.spray_accounts", 10.0),
            Map.entry("LOG-05.success_after", 20.0),
            Map.entry("LOG-05.stale_cred_days", 5.0),
            Map.entry("LOG-05.lookback_d", 14.0),
            Map.entry("OPS-01.lookback_d", 35.0),
            Map.entry("OPS-04.late_grace_min", 60.0),
            Map.entry("OPS-05.checkdb_warn_d", 8.0),
            Map.entry("OPS-05.checkdb_fail_d", 14.0),
            Map.entry("OPS-05.repl_fail_h", 24.0),
            Map.entry("OPS-04.lookback_d", 14.0),
            Map.entry("HW-02.growth_window_d", 30.0),
            Map.entry("HW-02.realloc_fail", 50.0),
            Map.entry("HW-02.ssd_wear_warn_pct", 80.0),
            Map.entry("HW-02.disk_age_warn_h", 43800.0),
            Map.entry("HW-02.pending_fail", 8.0),
            Map.entry("HW-02.growth_fail_7d", 10.0),
            Map.entry("HW-04.fan_fail_min", 10.0),
            Map.entry("HW-04.missing_fail_h", 24.0),
            Map.entry("HW-05.psu_fail_min", 15.0),
            Map.entry("HW-05.ups_runtime_min", 10.0),
            Map.entry("HW-08.ce_fail_24h", 10.0),
            Map.entry("HW-06.inlet_fail_c", 35.0),
            Map.entry("HW-06.inlet_warn_c", 30.0),
            Map.entry("BCK-01.default_rpo_h", 24.0),
            Map.entry("BCK-01.grace_h", 4.0),
            Map.entry("BCK-06.keep_daily", 30.0),
            Map.entry("BCK-08.min_sample_mb", 1.0),
            Map.entry("BCK-06.keep_monthly", 12.0),
            Map.entry("USR-01.talk_cadence_d", 35.0));

    private Given() {}

    static double limit(String parameter, @org.jspecify.annotations.Nullable Host host) {
        boolean workstation = host != null && host.is("workstation");
        if (workstation && parameter.equals("LOG-01.silence_warn_h")) return 168;
        if (workstation && parameter.equals("LOG-01.silence_fail_h")) return 336;
        return java.util.Objects.requireNonNull(LIMITS.get(parameter), parameter);
    }

    static Context context(Fact... facts) {
        return contextAt(AS_OF, facts);
    }

    static Context contextAt(Instant asOf, Fact... facts) {
        var all = facts(facts);
        var hosts = new ArrayList<Host>();
        for (var fact : facts) if (fact instanceof Host host) hosts.add(host);
        return Context.of(all, asOf, OSLO, Identity.of(hosts, all.hosts()), Given::limit, Map.of());
    }

    static Facts facts(Fact... facts) {
        var byHost = new TreeMap<String, List<Fact>>();
        for (var fact : facts)
            byHost.computeIfAbsent(fact.host(), host -> new ArrayList<>()).add(fact);
        byHost.values().forEach(list -> list.sort(Facts.ORDER));
        return new Facts() {
            @Override
            public SortedSet<String> hosts() {
                var hosts = new TreeSet<>(byHost.keySet());
                hosts.remove("");
                return Collections.unmodifiableSortedSet(hosts);
            }

            @Override
            public List<Fact> of(String host) {
                return byHost.getOrDefault(host, List.of());
            }

            @Override
            public List<Fact> customer() {
                return byHost.getOrDefault("", List.of());
            }
        };
    }

    static Instant at(String time) {
        return Instant.parse(time);
    }

    static Host host(String name, String... roles) {
        return new Host(
                name,
                List.of(),
                List.of(roles),
                "",
                "active",
                null,
                !List.of(roles).contains("workstation"),
                "critical",
                "Marit",
                "Sunday",
                "",
                "",
                "required",
                null,
                List.of(),
                false,
                AS_OF,
                ORIGIN);
    }

    static ExpectedSource expected(String host, String source, @org.jspecify.annotations.Nullable Instant since) {
        return new ExpectedSource(host, source, null, since, null, AS_OF, ORIGIN);
    }

    static AbsenceDeclaration absence(String host, String from, String until) {
        return new AbsenceDeclaration(host, at(from), at(until), "leave", "Marit", ORIGIN);
    }

    static LogEvent event(String host, String channel, String time, String signature) {
        return event(host, channel, -1, time, signature, Map.of());
    }

    static LogEvent event(
            String host, String channel, int id, String time, String signature, Map<String, String> data) {
        return new LogEvent(host, channel, "", id, Level.INFO, -1, at(time), data, "", signature, ORIGIN);
    }

    /** That many events in the minute of {@code time}. */
    static LogCount count(
            String host, String channel, String signature, Map<String, String> key, String time, int events) {
        var moment = at(time);
        var hour = moment.truncatedTo(java.time.temporal.ChronoUnit.HOURS);
        var minutes = new ArrayList<>(Collections.nCopies(60, 0));
        minutes.set((int) java.time.Duration.between(hour, moment).toMinutes(), events);
        return new LogCount(host, channel, "", signature, "", key, Level.NONE, hour, minutes, ORIGIN, ORIGIN);
    }

    /** A valid one, about nothing but its hosts. */
    static Attestation attestation(String form, Instant time, String what, String... hosts) {
        return new Attestation(
                "1",
                form,
                "Ingrid Tveito",
                "",
                time,
                what,
                List.of(hosts),
                null,
                null,
                "",
                List.of(),
                List.of(),
                "",
                "",
                "",
                "",
                "",
                null,
                null,
                Map.of(),
                "",
                ORIGIN);
    }

    static RecordRange range(String host, String channel, long first, long last, String from, String until) {
        return new RecordRange(host, channel, first, last, at(from), at(until), ORIGIN);
    }
}

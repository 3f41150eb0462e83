package tilsyn.decoder.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.fact.CriticalServices;
import tilsyn.fact.ExpectedSource;
import tilsyn.fact.Fact;
import tilsyn.fact.Host;
import tilsyn.fact.Maybe;

/** {@code inventory}: the hosts, what they are, what they should hold and which feeds to expect of them. */
final class InventoryForm implements Form {
    private static final List<String> ROLES = List.of(
            "server",
            "workstation",
            "domain_controller",
            "file_server",
            "sql",
            "hypervisor",
            "linux",
            "physical",
            "virtual");
    private static final List<String> HARDWARE =
            List.of("fans_expected", "psu_expected", "ups", "raid", "spare_expected", "cache_controller", "disks");
    private static final Pattern SOURCE = Pattern.compile(
            "windows:.{1,120}|backup:[a-z0-9-]{1,40}|syslog|sensors|raid|disks|antivirus|updates|volumes|guests|ups|memory|consistency|jobs|services");
    private static final List<String> SOURCES = List.of(
            "windows:Security",
            "windows:System",
            "windows:Application",
            "syslog",
            "backup:veeam",
            "backup:restic",
            "backup:wsb",
            "sensors",
            "raid",
            "disks",
            "antivirus",
            "updates",
            "volumes",
            "guests",
            "ups",
            "memory",
            "consistency",
            "jobs",
            "services");

    @Override
    public Format format() {
        return new Format(
                "inventory",
                Family.REGISTER,
                "Inventory: hosts, roles, hardware and expected feeds",
                "write inventory.yaml: inventory: { as_of: 2025-10-01, hosts: [ { id: HOST, roles: [server], ... } ] }",
                List.of("AGR-01", "LOG-01", "OPS-02", "OPS-04", "HW-01", "HW-02", "HW-04", "HW-07"));
    }

    @Override
    public List<String> sections() {
        return List.of("inventory");
    }

    @Override
    public String entries() {
        return "hosts";
    }

    @Override
    public List<String> keys() {
        return List.of(
                "id",
                "aliases",
                "roles",
                "os",
                "edition",
                "build",
                "state",
                "state_since",
                "always_on",
                "criticality",
                "owner",
                "patch_window",
                "parent",
                "group",
                "av_policy",
                "business_jobs",
                "critical_services",
                "hw",
                "expected_sources",
                "model",
                "location",
                "notes");
    }

    @Override
    public List<String> columns() {
        return Stream.concat(keys().stream(), HARDWARE.stream().map(key -> "hw." + key))
                .toList();
    }

    @Override
    public Set<String> marks() {
        return Set.of("id", "roles");
    }

    @Override
    public String name(Fact fact) {
        return fact instanceof Host host ? host.host().toUpperCase(Locale.ROOT) : "";
    }

    @Override
    public String problem(List<Fact> facts, boolean dated) {
        return dated ? "" : "states no as_of";
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        var id = entry.text("id");
        if (id.isEmpty()) {
            entry.rejected("a host without id");
            return List.of();
        }
        var roles = roles(entry);
        var state = entry.word("state", List.of("active", "decommissioned"), "active");
        var alwaysOn = entry.flag("always_on");
        var facts = new ArrayList<Fact>();
        facts.add(new Host(
                id,
                entry.list("aliases"),
                roles,
                entry.text("os"),
                state,
                entry.instant("state_since"),
                alwaysOn == null ? !roles.contains("workstation") : alwaysOn,
                entry.text("criticality"),
                entry.text("owner"),
                entry.text("patch_window"),
                entry.text("parent"),
                entry.text("group"),
                entry.word("av_policy", List.of("required", "not_required"), "required"),
                hardware(entry),
                businessJobs(entry),
                false,
                asOf,
                entry.origin()));
        facts.addAll(BusinessJobs.of(id, entry, asOf));
        var services = entry.list("critical_services");
        if (!services.isEmpty() && !services.get(0).equalsIgnoreCase("none"))
            facts.add(new CriticalServices(id, services, asOf, entry.origin()));
        for (var expected : entry.entries("expected_sources", "source")) {
            var source = expectedSource(id, expected, asOf);
            if (source != null) facts.add(source);
        }
        return facts;
    }

    private static List<String> roles(Entry entry) {
        var roles = entry.list("roles").stream()
                .flatMap(role -> Stream.of(role.split(",")))
                .map(role -> role.strip().toLowerCase(Locale.ROOT))
                .filter(role -> !role.isEmpty())
                .toList();
        for (var role : roles)
            if (!ROLES.contains(role))
                entry.rejected(
                        "roles",
                        "role '%s' is not known. There are: %s.%s"
                                .formatted(Entry.shown(role), String.join(", ", ROLES), Maybe.of(role, ROLES)));
        return roles;
    }

    private static @Nullable List<String> businessJobs(Entry entry) {
        if (!entry.has("business_jobs")) return null;
        if (entry.node("business_jobs") instanceof Node.Scalar scalar
                && scalar.text().equalsIgnoreCase("none")) return List.of();
        var jobs = new ArrayList<String>();
        for (var job : entry.entries("business_jobs", "job"))
            if (!job.text("job").isEmpty()) jobs.add(job.text("job"));
        // a list of which nothing can be read is no declared "none"
        return jobs.isEmpty() ? null : jobs;
    }

    private static Host.@Nullable Hardware hardware(Entry entry) {
        var declared = entry.entries("hw", "hw");
        if (declared.isEmpty()) return null;
        var hw = declared.get(0);
        hw.expect(HARDWARE);
        return new Host.Hardware(
                hw.count("fans_expected"),
                hw.count("psu_expected"),
                hw.count("disks"),
                hw.count("spare_expected"),
                hw.flag("cache_controller"),
                hw.text("ups"),
                arrays(hw));
    }

    private static List<Host.Array> arrays(Entry hw) {
        var arrays = new ArrayList<Host.Array>();
        for (var entry : hw.entries("raid", "short")) {
            var array = entry.text("short").isEmpty() ? array(entry) : shortArray(entry);
            if (array != null) arrays.add(array);
        }
        return arrays;
    }

    private static Host.@Nullable Array array(Entry entry) {
        entry.expect(List.of("array", "level", "members"));
        var members = entry.count("members");
        if (!entry.text("array").isEmpty() && members != null)
            return new Host.Array(entry.text("array"), entry.text("level"), members);
        entry.rejected("an array needs array: and members:, such as { array: md0, level: RAID1, members: 2 }");
        return null;
    }

    /** {@code c0/v0 RAID10 x4}. */
    private static Host.@Nullable Array shortArray(Entry entry) {
        var parts = entry.text("short").split(" +");
        if (parts.length == 3 && parts[2].matches("x[0-9]{1,3}"))
            return new Host.Array(parts[0], parts[1], Integer.parseInt(parts[2].substring(1)));
        entry.rejected("raid '%s' is not understood; expected such as: md0 RAID1 x2"
                .formatted(Entry.shown(entry.text("short"))));
        return null;
    }

    private static @Nullable ExpectedSource expectedSource(String host, Entry entry, Instant asOf) {
        entry.expect(List.of("source", "max_silence_h", "since", "tz", "mode"));
        var source = entry.text("source");
        if (!SOURCE.matcher(source).matches()) {
            entry.rejected(
                    "source",
                    "source '%s' is not known. There are such as: %s.%s"
                            .formatted(Entry.shown(source), String.join(", ", SOURCES), Maybe.of(source, SOURCES)));
            if (source.isEmpty()) return null;
        }
        return new ExpectedSource(
                host,
                source,
                entry.hours("max_silence_h"),
                entry.instant("since"),
                entry.zone("tz"),
                asOf,
                entry.origin());
    }
}

package tilsyn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tilsyn.fact.BackupRun;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.GuestList;
import tilsyn.fact.Host;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.ProtectedScope;
import tilsyn.fact.RaidArray;
import tilsyn.fact.SensorReading;

/**
 * What an inventory could say, as far as the input shows it. A draft declares no more than was seen: what nobody can see
 * stands as a comment for a person to fill in, and without an {@code as_of} it counts as walked through by nobody.
 *
 * @param hasCustomer there is a {@code customer.yaml}
 * @param hasHosts the input holds an inventory
 * @param hasScopes the input says what must be restorable
 */
public record Draft(
        List<Machine> machines, List<String> backedUp, boolean hasCustomer, boolean hasHosts, boolean hasScopes) {
    private static final Set<String> WORKSTATION = Set.of("PC", "WS", "LAPTOP", "NB", "DESKTOP", "KLIENT");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9._/-]{0,80}");

    public Draft {
        machines = List.copyOf(machines);
        backedUp = List.copyOf(backedUp);
    }

    /**
     * A machine that the input speaks of.
     *
     * @param roles what its input shows it to be
     * @param sources feeds that were seen
     * @param arrays RAID arrays that were seen, as {@code { array: md0, level: RAID1, members: 2 }}
     * @param disks serial numbers or slots that were seen
     */
    record Machine(
            String name,
            List<String> roles,
            SortedSet<String> sources,
            SortedSet<String> arrays,
            SortedSet<String> disks) {}

    static Draft of(Facts facts, boolean hasCustomer) {
        var machines = new ArrayList<Machine>();
        var backedUp = new TreeSet<String>();
        boolean hosts = false;
        boolean scopes = false;
        for (var name : facts.hosts()) {
            var known = facts.of(name);
            hosts |= known.stream().anyMatch(Host.class::isInstance);
            scopes |= known.stream().anyMatch(ProtectedScope.class::isInstance);
            var seen = known.stream().filter(Draft::isSeen).toList();
            if (seen.isEmpty()) continue;
            machines.add(machine(name, seen));
            for (var fact : seen)
                if (fact instanceof BackupRun run) for (var object : run.objects()) backedUp.add(name + "\t" + object);
        }
        return new Draft(machines, List.copyOf(backedUp), hasCustomer, hosts, scopes);
    }

    private static boolean isSeen(Fact fact) {
        return fact.kind() == Fact.Kind.STREAM || fact.kind() == Fact.Kind.SNAPSHOT;
    }

    private static Machine machine(String name, List<Fact> seen) {
        var sources = new TreeSet<String>();
        var arrays = new TreeSet<String>();
        var disks = new TreeSet<String>();
        boolean physical = false;
        boolean hypervisor = false;
        for (var fact : seen) {
            if (!fact.source().isEmpty()) sources.add(fact.source());
            physical |= fact instanceof RaidArray || fact instanceof PhysicalDisk || fact instanceof SensorReading;
            hypervisor |= fact instanceof GuestList;
            if (fact instanceof RaidArray array)
                arrays.add("{ array: %s, level: %s, members: %d }"
                        .formatted(quoted(array.array()), quoted(array.level()), array.members()));
            if (fact instanceof PhysicalDisk disk) disks.add(disk.identity());
        }
        var roles = new ArrayList<String>();
        boolean serves = hypervisor || physical || sources.stream().anyMatch(source -> source.startsWith("backup:"));
        roles.add(!serves && isCalledWorkstation(name) ? "workstation" : "server");
        if (hypervisor) roles.add("hypervisor");
        if (sources.contains("syslog") && sources.stream().noneMatch(source -> source.startsWith("windows:")))
            roles.add("linux");
        if (physical) roles.add("physical");
        return new Machine(name, roles, sources, arrays, disks);
    }

    private static boolean isCalledWorkstation(String name) {
        return Stream.of(name.toUpperCase(Locale.ROOT).split("[^A-Z]+")).anyMatch(WORKSTATION::contains);
    }

    /** {@code inventory/hosts.yaml}, to be read and completed by a person. */
    public String hosts(String language) {
        var text = new StringBuilder();
        text.append(say(language, """
                # Drafted from what the files show. Read it through: correct roles, add what is missing, and then set as_of
                # to the day you did. Until then it counts as an inventory nobody has vouched for.
                """, """
                # Utkast, laget av det filene viser. Les gjennom: rett rollene, fyll ut det som mangler, og sett så as_of til
                # dagen du gjorde det. Til da regnes det som et inventar ingen går god for.
                """));
        text.append("inventory:\n  # as_of: ")
                .append(say(language, "DATE", "DATO"))
                .append("\n  hosts:\n");
        for (var machine : machines) host(machine, language, text);
        return text.toString();
    }

    private static void host(Machine machine, String language, StringBuilder text) {
        text.append("    - id: ").append(quoted(machine.name)).append('\n');
        text.append("      roles: [").append(String.join(", ", machine.roles)).append("]");
        text.append(
                say(
                        language,
                        "   # or: workstation, domain_controller, file_server, sql, hypervisor, linux, physical, virtual\n",
                        "   # eller: workstation, domain_controller, file_server, sql, hypervisor, linux, physical, virtual\n"));
        text.append(
                "      # os:\n      # criticality: critical | important | normal\n      # owner:\n      # patch_window:\n");
        if (!machine.arrays.isEmpty() || !machine.disks.isEmpty()) {
            text.append("      hw:\n");
            if (!machine.arrays.isEmpty()) text.append("        raid:\n");
            for (var array : machine.arrays)
                text.append("          - ").append(array).append('\n');
            if (!machine.disks.isEmpty())
                text.append("        disks: ").append(machine.disks.size()).append('\n');
        }
        text.append("      expected_sources:\n");
        for (var source : machine.sources)
            text.append("        - { source: ").append(quoted(source)).append(" }\n");
        text.append('\n');
    }

    /** {@code inventory/scopes.yaml}: what is backed up today, as comments, as only people know what must be. */
    public String scopes(String language) {
        var text = new StringBuilder(say(language, """
                # What must be restorable, and how old a copy may be: ask the customer. These are backed up today; take away
                # the # before those that matter, and add what is missing.
                scopes:
                  # as_of: DATE
                  scopes:
                """, """
                # Hva som må kunne gjenopprettes, og hvor gammel en kopi får være: spør kunden. Dette tas det backup av i dag.
                # Fjern # foran det som betyr noe, og legg til det som mangler.
                scopes:
                  # as_of: DATO
                  scopes:
                """));
        for (var object : backedUp) {
            var parts = object.split("\t", 2);
            text.append("    # - { host: %s, scope: %s, type: path, importance: critical, rpo_h: 24 }\n"
                    .formatted(quoted(parts[0]), quoted(parts[1])));
        }
        return text.toString();
    }

    /** {@code customer.yaml}. */
    public String customer(String id, String name, String zone) {
        return "customer:\n  id: %s\n  name: %s\n  zone: %s\n".formatted(quoted(id), quoted(name), zone);
    }

    private static String say(String language, String english, String norwegian) {
        return language.equals("en") ? english : norwegian;
    }

    /** As YAML: names as they are, all else in single quotes on one line. */
    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() && !text.matches("(?i)yes|no|on|off|true|false|null|y|n")
                ? text
                : "'" + text.replaceAll("\\p{Cntrl}", " ").replace("'", "''") + "'";
    }
}

package tilsyn.derive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.AbsenceDeclaration;
import tilsyn.fact.Attestation;
import tilsyn.fact.BackupRun;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Host;
import tilsyn.fact.LogEvent;
import tilsyn.fact.MaintenanceWindow;
import tilsyn.fact.ProtectedScope;
import tilsyn.fact.Register;
import tilsyn.fact.Sighting;

/**
 * What a derivation may know beyond the facts of its host: the moment, the customer's registers, the rulebook's limits, and
 * what other hosts' logs say of it.
 *
 * @param zone the customer's local time, in which days, workdays and rhythms are counted
 * @param hosts the inventory by host; hosts inferred from the input are {@link Host#assumed()}
 * @param customer what concerns the customer as a whole
 * @param heard the newest reading of any host; null when there is none
 * @param seenElsewhere by host, what other hosts' facts show of it
 * @param upses by the name that the inventory gives it, what any host tells of a UPS, in the order of {@link Facts#ORDER}
 * @param backups every host's backup runs, in the order of {@link Facts#ORDER}
 * @param rejectedPercent by file, the share of its lines that could not be read (R16)
 * @param numbers which running numbers of attestations are missing; null when none is
 */
public record Context(
        Instant asOf,
        ZoneId zone,
        Identity identity,
        Limits limits,
        SortedMap<String, Host> hosts,
        List<ProtectedScope> scopes,
        List<Fact> customer,
        @Nullable Fact heard,
        SortedMap<String, List<Sighting>> seenElsewhere,
        SortedMap<String, List<Fact>> upses,
        List<BackupRun> backups,
        Map<String, Double> rejectedPercent,
        @Nullable Register numbers) {
    public Context {
        hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
        scopes = List.copyOf(scopes);
        customer = List.copyOf(customer);
        seenElsewhere = Collections.unmodifiableSortedMap(new TreeMap<>(seenElsewhere));
        upses = Collections.unmodifiableSortedMap(new TreeMap<>(upses));
        backups = List.copyOf(backups);
        rejectedPercent = Map.copyOf(rejectedPercent);
    }

    /** The rulebook's parameters, resolved for a host: its roles, tuning for it, else the default. */
    @FunctionalInterface
    public interface Limits {
        /**
         * @param parameter such as {@code LOG-01.silence_fail_h}
         * @param host null for a customer item or a host that nothing declares
         */
        double of(String parameter, @Nullable Host host);
    }

    /** Reads once over all hosts' facts for what one host's facts say about another. */
    public static Context of(
            Facts facts,
            Instant asOf,
            ZoneId zone,
            Identity identity,
            Limits limits,
            Map<String, Double> rejectedPercent) {
        var hosts = new TreeMap<String, Host>();
        var scopes = new ArrayList<ProtectedScope>();
        var backups = new ArrayList<BackupRun>();
        var sightings = new Sightings(zone, identity, facts.hosts());
        Fact heard = null;
        for (var name : facts.hosts())
            for (var fact : facts.of(name)) {
                if (fact instanceof Host host) hosts.put(host.host(), host);
                if (fact instanceof ProtectedScope scope) scopes.add(scope);
                if (fact.time().isAfter(asOf)) continue;
                if (fact instanceof BackupRun run) backups.add(run);
                var logged = fact instanceof LogEvent event ? ServerBackups.inSyslog(name, event) : null;
                if (logged != null) backups.add(logged);
                sightings.add(name, fact);
                if (isReading(fact) && (heard == null || Facts.ORDER.compare(fact, heard) > 0)) heard = fact;
            }
        return new Context(
                asOf,
                zone,
                identity,
                limits,
                hosts,
                scopes,
                facts.customer(),
                heard,
                sightings.ofOthers(),
                Upses.byName(facts),
                backups.stream().sorted(Facts.ORDER).toList(),
                rejectedPercent,
                RunningNumbers.missing(facts));
    }

    /** The same as it was at another moment, as far as the moment alone makes the difference. */
    Context at(Instant moment) {
        return new Context(
                moment,
                zone,
                identity,
                limits,
                hosts,
                scopes,
                customer,
                heard,
                seenElsewhere,
                upses,
                backups,
                rejectedPercent,
                numbers);
    }

    /** A limit for a host; one nobody declares is taken for a server. */
    double limit(String parameter, String host) {
        return limits.of(parameter, hosts.get(host));
    }

    double limit(String parameter) {
        return limits.of(parameter, null);
    }

    LocalDate today() {
        return LocalDate.ofInstant(asOf, zone);
    }

    LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, zone);
    }

    /** A host's declared absences that someone approved, oldest first. */
    static List<AbsenceDeclaration> absences(List<Fact> facts) {
        return facts.stream()
                .filter(AbsenceDeclaration.class::isInstance)
                .map(AbsenceDeclaration.class::cast)
                .filter(absence -> !absence.approver().isBlank())
                .sorted(Facts.ORDER)
                .toList();
    }

    /** Whether maintenance of the host was approved for that moment, before it came (R7). */
    boolean planned(Instant moment, String host, List<Fact> facts) {
        return Stream.concat(facts.stream(), customer.stream())
                .filter(MaintenanceWindow.class::isInstance)
                .map(MaintenanceWindow.class::cast)
                .filter(window -> window.purpose().equals("maintenance")
                        && !window.approver().isBlank()
                        && (window.host().isEmpty() || window.host().equals(host)))
                .anyMatch(window -> window.holdsAt(moment)
                        && (window.created() == null || !window.created().isAfter(moment)));
    }

    /** Valid attestations of a form made by as-of that concern the host, oldest first. */
    List<Attestation> attestations(String form, String host, List<Fact> facts) {
        var found = new ArrayList<Attestation>();
        Stream.concat(facts.stream(), customer.stream())
                .filter(Attestation.class::isInstance)
                .map(Attestation.class::cast)
                .filter(attestation -> attestation.form().equals(form)
                        && attestation.valid()
                        && !attestation.time().isAfter(asOf)
                        && (host.isEmpty() || attestation.subjects().contains(host)))
                .sorted(Facts.ORDER)
                .distinct()
                .forEach(found::add);
        return found;
    }

    /** Whether a fact was read of a machine, rather than written by people or computed. */
    static boolean isReading(Fact fact) {
        return fact.kind() == Fact.Kind.STREAM || fact.kind() == Fact.Kind.SNAPSHOT;
    }
}

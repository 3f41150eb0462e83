package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.PsuState;
import tilsyn.fact.RaidArray;
import tilsyn.fact.TicketState;
import tilsyn.fact.VisualCheck;

/** What came of looking a machine over, held against what its own tools told that day. */
final class VisualChecks {
    private static final int LONGEST = 200;

    private VisualChecks() {}

    /** Empty when no valid check of the host is on record. */
    static List<Fact> of(String host, List<Fact> facts, Context context) {
        var checks = context.attestations("hw_visual_check", host, facts);
        if (checks.isEmpty()) return List.of();
        var newest = checks.get(checks.size() - 1);
        var found = lastWord(checks);
        var finding = found == null || isHandled(found, host, facts, context) ? "" : finding(found);
        var defects = finding(newest).isEmpty() ? outOfOrder(newest, facts, context) : List.<Fact>of();
        var basis = new LinkedHashSet<Fact>();
        basis.add(newest);
        if (found != null && !finding.isEmpty()) basis.add(found);
        basis.addAll(defects);
        return List.of(new VisualCheck(
                host,
                Duration.between(newest.time(), context.asOf()),
                finding,
                found == null || finding.isEmpty() ? Duration.ZERO : Duration.between(found.time(), context.asOf()),
                names(defects),
                newest.time(),
                List.copyOf(basis),
                newest.origin()));
    }

    /** The newest check that says whether anything was found: one that keeps silent doesn't close what another found. */
    private static @Nullable Attestation lastWord(List<Attestation> checks) {
        for (int at = checks.size() - 1; at >= 0; at--) {
            var check = checks.get(at);
            if (check.saysNone("findings") && isWell(check)) return null;
            if (!finding(check).isEmpty()) return check;
        }
        return null;
    }

    /** What it found; empty when it found nothing, or does not say. */
    private static String finding(Attestation check) {
        var words = check.more("findings").isBlank() || check.saysNone("findings")
                ? isWell(check) ? "" : check.what()
                : check.more("findings").strip();
        return words.length() > LONGEST ? words.substring(0, LONGEST) : words;
    }

    /** Any word for its result that is no good one is a finding. */
    private static boolean isWell(Attestation check) {
        return check.result().isBlank() || Result.of(check) == Result.GOOD;
    }

    /** By the check's own entry, or by a ticket of it that someone concluded. */
    private static boolean isHandled(Attestation check, String host, List<Fact> facts, Context context) {
        var handled = moment(check.more("findings_handled"));
        if (handled != null && !handled.isAfter(context.asOf())) return true;
        return Stream.concat(facts.stream(), context.customer().stream())
                .anyMatch(fact -> fact instanceof TicketState ticket
                        && ticket.item().equals("HW-10")
                        && ticket.host().equals(host)
                        && !ticket.time().isBefore(check.time())
                        && !ticket.active().isAfter(context.asOf())
                        && ticket.concluded());
    }

    private static @Nullable Instant moment(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }

    /** What the machine's tools told that local day of arrays, disks and power supplies that were out of order. */
    private static List<Fact> outOfOrder(Attestation check, List<Fact> facts, Context context) {
        var day = context.day(check.time());
        var names = new TreeSet<String>();
        var defects = new ArrayList<Fact>();
        for (var fact : facts)
            if (isOn(day, fact, context) && !broken(fact).isEmpty() && names.add(broken(fact))) defects.add(fact);
        return defects;
    }

    private static boolean isOn(LocalDate day, Fact fact, Context context) {
        return !fact.time().isAfter(context.asOf()) && context.day(fact.time()).equals(day);
    }

    private static String broken(Fact fact) {
        if (fact instanceof RaidArray array
                && (array.state() == RaidArray.State.FAILED
                        || array.state() == RaidArray.State.DEGRADED && array.rebuildPercent() == null))
            return array.array();
        if (fact instanceof PhysicalDisk disk && disk.state() == PhysicalDisk.State.FAILED) return disk.slot();
        return fact instanceof PsuState supply && supply.state() == PsuState.State.FAILED ? supply.name() : "";
    }

    private static String names(List<Fact> defects) {
        var names = new TreeSet<String>();
        for (var defect : defects) names.add(broken(defect));
        return String.join(", ", names);
    }
}

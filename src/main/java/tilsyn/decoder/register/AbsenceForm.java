package tilsyn.decoder.register;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.fact.AbsenceDeclaration;
import tilsyn.fact.Fact;

/** {@code absence}: hosts that are declared away, from one day to another, both included. */
final class AbsenceForm implements Form {
    @Override
    public Format format() {
        return new Format(
                "absence",
                Family.REGISTER,
                "Declared absence of machines, such as during leave",
                "write absence.csv: host;from;to;reason;approver",
                List.of("LOG-01"));
    }

    @Override
    public List<String> sections() {
        return List.of("absence");
    }

    @Override
    public String entries() {
        return "hosts";
    }

    @Override
    public List<String> keys() {
        return List.of("host", "from", "to", "reason", "approver");
    }

    @Override
    public Set<String> marks() {
        return Set.of("host", "from", "to", "approver");
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        var from = entry.start("from");
        var until = entry.end("to");
        if (entry.text("host").isEmpty()
                || from == null
                || until == null
                || entry.text("approver").isEmpty()) {
            entry.rejected("an absence needs host, from, to and approver; it is not taken as declared");
            return List.of();
        }
        if (!until.instant().isAfter(from.instant())) {
            entry.rejected("the absence ends before it begins");
            return List.of();
        }
        return List.of(new AbsenceDeclaration(
                entry.text("host"),
                from.instant(),
                until.instant(),
                entry.text("reason"),
                entry.text("approver"),
                entry.origin(from)));
    }
}

package tilsyn.decoder.register;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.fact.Fact;
import tilsyn.fact.ReportDelivery;

/** {@code reports}: which status reports the customer was sent. */
final class ReportsForm implements Form {
    @Override
    public Format format() {
        return new Format(
                "reports",
                Family.REGISTER,
                "Status reports sent to the customer",
                "write reports.csv: period;sha256;sent_to;sent_at;acknowledged_by;acknowledged_at",
                List.of("RPT-01"));
    }

    @Override
    public List<String> sections() {
        return List.of("reports");
    }

    @Override
    public String entries() {
        return "reports";
    }

    @Override
    public List<String> keys() {
        return List.of("period", "sha256", "sent_to", "sent_at", "acknowledged_by", "acknowledged_at");
    }

    @Override
    public Set<String> marks() {
        return Set.of("period", "sent_to", "sent_at");
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        var sent = entry.start("sent_at");
        if (sent == null || entry.text("sent_to").isEmpty()) {
            entry.rejected("a report needs sent_to and sent_at");
            return List.of();
        }
        return List.of(new ReportDelivery(
                entry.text("period"),
                entry.text("sha256"),
                entry.text("sent_to"),
                sent.instant(),
                entry.text("acknowledged_by"),
                entry.instant("acknowledged_at"),
                entry.origin(sent)));
    }
}

package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.fact.CertificateSeen;

/** Reads a scan of published services as CSV: a row for each service, with its certificate or without. */
public final class CertificateTableDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "certificates-csv",
                Family.UPDATES,
                "Certificates of published services (CSV)",
                "scan weekly into certificates.csv: time;endpoint;subject;not_after (endpoint as host:port, not_after empty when it showed none)",
                List.of("OPS-06"));
    }

    @Override
    public boolean recognises(Head head) {
        return Table.columns(head).containsAll(Set.of("time", "endpoint", "notafter"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var time = dates.start(row.get("time"));
                var end = dates.start(row.get("notafter"));
                if (time == null
                        || row.get("endpoint").isEmpty()
                        || end == null && !row.get("notafter").isEmpty())
                    sink.rejected(
                            row.origin(), "expected a time, an endpoint, and until when its certificate is valid");
                else
                    sink.fact(new CertificateSeen(
                            row.get("endpoint"),
                            row.get("subject"),
                            end == null ? null : end.instant(),
                            time.instant(),
                            time.on(row.origin())));
            }
        }
    }
}

package tilsyn.decoder.register;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Sink;
import tilsyn.fact.PastVerdict;

/** Reads the {@code verdicts.json} of an earlier check, so that what became better or worse can be judged. */
public final class PastVerdictsDecoder implements Decoder {
    private static final Set<String> WORDS = Set.of("PASS", "WARN", "FAIL", "NO_EVIDENCE", "NOT_APPLICABLE");
    private static final String CUSTOMER = "customer";

    @Override
    public Format format() {
        return new Format(
                "verdicts",
                Family.REGISTER,
                "Verdicts of an earlier check (verdicts.json)",
                "keep each month's tilsyn-out/verdicts.json as history/verdicts-YYYY-MM.json",
                List.of("UPD-10", "RPT-01"));
    }

    @Override
    public boolean recognises(Head head) {
        return Json.hasKeys(head, "schemaVersion", "asOf", "verdicts");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        Json.each(input, sink, (check, line) -> {
            var asOf = asOf(Json.text(check.get("asOf")));
            if (asOf == null || !Json.text(check.get("schemaVersion")).equals("1")) {
                sink.rejected(input.origin(line, -1, ""), "expected schemaVersion 1 and asOf");
                return;
            }
            for (var verdict : check.path("verdicts")) {
                var host = Json.text(verdict.get("subject"));
                var item = Json.text(verdict.get("item"));
                var word = Json.text(verdict.get("verdict"));
                var raw = "%s %s %s %s".formatted(host, item, word, Json.text(verdict.get("clause")));
                var origin = input.origin(line, -1, raw);
                if (host.isEmpty() || !item.matches("[A-Z]{2,3}-[0-9]{2}") || !WORDS.contains(word))
                    sink.rejected(origin, "expected subject, item and verdict");
                else
                    sink.fact(new PastVerdict(
                            host.equals(CUSTOMER) ? "" : host,
                            item,
                            word,
                            Json.text(verdict.get("clause")),
                            asOf,
                            origin.withTime(Json.text(check.get("asOf")), "")));
            }
        });
    }

    private static @Nullable Instant asOf(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException none) {
            return null;
        }
    }
}

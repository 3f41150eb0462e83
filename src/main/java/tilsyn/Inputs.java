package tilsyn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import tilsyn.decoder.FactJson;
import tilsyn.fact.Accounting;
import tilsyn.fact.Customer;
import tilsyn.fact.FileRead;
import tilsyn.fact.Origin;
import tilsyn.fact.Rejection;
import tilsyn.output.Results;

/** What an assessment was told beside facts and rules, as the archive keeps it. */
record Inputs(Customer customer, Accounting accounting, String language, String zoneNote) {

    static ObjectNode write(Results results) {
        var node = Keeping.JSON.createObjectNode();
        node.put("customer", FactJson.write(results.assessment().customer()));
        node.put("language", results.language()).put("zoneNote", results.zoneNote());
        var files = node.putArray("files");
        for (var file : results.accounting().files())
            files.addObject()
                    .put("file", file.file())
                    .put("sha256", file.sha256())
                    .put("bytes", file.bytes())
                    .put("format", file.format())
                    .put("route", file.route())
                    .put("received", file.received())
                    .put("facts", file.facts())
                    .put("rolledUp", file.rolledUp())
                    .put("duplicates", file.duplicates())
                    .put("ignored", file.ignored())
                    .put("rejected", file.rejected())
                    .put("problem", file.problem());
        var rejections = node.putArray("rejections");
        for (var rejection : results.accounting().rejections()) {
            var origin = rejection.origin();
            rejections
                    .addObject()
                    .put("reason", rejection.reason())
                    .put("file", origin.file())
                    .put("line", origin.line())
                    .put("offset", origin.offset())
                    .put("sha256", origin.sha256())
                    .put("raw", origin.raw())
                    .put("timeText", origin.timeText())
                    .put("timeNote", origin.timeNote())
                    .put("received", origin.received().toString());
        }
        return node;
    }

    static Inputs read(JsonNode node) {
        var files = new ArrayList<FileRead>();
        for (var file : node.path("files"))
            files.add(new FileRead(
                    file.path("file").asText(),
                    file.path("sha256").asText(),
                    file.path("bytes").asLong(),
                    file.path("format").asText(),
                    file.path("route").asText(),
                    file.path("received").asLong(),
                    file.path("facts").asLong(),
                    file.path("rolledUp").asLong(),
                    file.path("duplicates").asLong(),
                    file.path("ignored").asLong(),
                    file.path("rejected").asLong(),
                    file.path("problem").asText()));
        var rejections = new ArrayList<Rejection>();
        for (var rejection : node.path("rejections"))
            rejections.add(new Rejection(
                    new Origin(
                            rejection.path("file").asText(),
                            rejection.path("line").asLong(),
                            rejection.path("offset").asLong(),
                            rejection.path("sha256").asText(),
                            rejection.path("raw").asText(),
                            rejection.path("timeText").asText(),
                            rejection.path("timeNote").asText(),
                            Instant.parse(rejection.path("received").asText())),
                    rejection.path("reason").asText()));
        return new Inputs(
                (Customer) FactJson.read(node.path("customer").asText()),
                new Accounting(files, rejections),
                node.path("language").asText(),
                node.path("zoneNote").asText());
    }
}

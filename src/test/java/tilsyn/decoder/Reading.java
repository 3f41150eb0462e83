package tilsyn.decoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/** What a decoder made of some bytes, received on 10 November 2025 at 07:00 in Oslo. */
public final class Reading implements Sink {
    public static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    public static final Instant RECEIVED = Instant.parse("2025-11-10T06:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    public final List<Fact> facts = new ArrayList<>();
    public final List<String> ignored = new ArrayList<>();
    public final List<String> rejected = new ArrayList<>();
    public final List<Origin> rejectedAt = new ArrayList<>();

    /** By the decoder that recognises it; all empty when none does. */
    public static Reading of(String file, byte[] bytes) {
        return Decoders.of(
                        Head.of(file, bytes.length > Head.LIMIT ? java.util.Arrays.copyOf(bytes, Head.LIMIT) : bytes))
                .map(decoder -> with(decoder, file, bytes))
                .orElseGet(Reading::new);
    }

    public static Reading of(String file, String text) {
        return of(file, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Reading with(Decoder decoder, String file, byte[] bytes) {
        var reading = new Reading();
        try {
            decoder.decode(Input.of(file, bytes, RECEIVED, OSLO), reading);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return reading;
    }

    public static Reading with(Decoder decoder, String text) {
        return with(decoder, "a.log", text.getBytes(StandardCharsets.UTF_8));
    }

    public List<LogEvent> events() {
        return facts.stream()
                .filter(LogEvent.class::isInstance)
                .map(LogEvent.class::cast)
                .toList();
    }

    public int records() {
        return facts.size() + ignored.size() + rejected.size();
    }

    /** One JSON line a fact, then a line a rejection, without what says nothing: fit to be read and compared. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        for (var fact : facts) lines.add(line(fact));
        for (int i = 0; i < rejected.size(); i++)
            lines.add(JSON.createObjectNode()
                    .put("rejected", rejected.get(i))
                    .put("line", rejectedAt.get(i).line())
                    .toString());
        return lines;
    }

    private static String line(Fact fact) {
        try {
            var json = (ObjectNode) JSON.readTree(FactJson.write(fact));
            bare(json);
            return json.toString();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void bare(ObjectNode json) {
        for (var name : List.copyOf(iterable(json))) {
            var value = json.get(name);
            if (value instanceof ObjectNode inner) {
                if (inner.has("sha256")) inner.remove(List.of("file", "offset", "sha256", "raw", "received"));
                bare(inner);
            }
            if (says(value)) continue;
            json.remove(name);
        }
    }

    private static List<String> iterable(ObjectNode json) {
        var names = new ArrayList<String>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static boolean says(JsonNode value) {
        if (value.isNull()) return false;
        if (value.isContainerNode()) return !value.isEmpty();
        return !value.asText().isEmpty() && !(value.isNumber() && value.asLong() == -1);
    }

    @Override
    public void fact(Fact fact) {
        facts.add(fact);
    }

    @Override
    public void ignored(String why) {
        ignored.add(why);
    }

    @Override
    public void rejected(Origin origin, String reason) {
        rejected.add(reason);
        rejectedAt.add(origin);
    }
}

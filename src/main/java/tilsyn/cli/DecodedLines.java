package tilsyn.cli;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.FactJson;
import tilsyn.decoder.Format;
import tilsyn.decoder.Sink;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/** What files hold as JSON lines: one a fact, one a record that gives none, and one that sums up each file. */
final class DecodedLines implements AutoCloseable {
    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private final JsonGenerator json;

    DecodedLines(Writer out) throws IOException {
        json = new JsonFactoryBuilder()
                .rootValueSeparator("\n")
                .build()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /** Where the records of the next file go. */
    Sink file(String name, @Nullable Format format) {
        return new Lines(name, format == null ? null : format.id());
    }

    @Override
    public void close() throws IOException {
        if (json.getOutputContext().hasCurrentIndex()) json.writeRaw('\n');
        json.close();
    }

    private final class Lines implements Sink {
        private final String name;
        private final @Nullable String format;
        private long records;
        private long facts;
        private long ignored;
        private long rejected;
        private @Nullable Fact before;

        Lines(String name, @Nullable String format) {
            this.name = name;
            this.format = format;
        }

        @Override
        public void fact(Fact fact) {
            facts++;
            if (!isOfSameRecord(fact, before)) records++;
            before = fact;
            line("fact", to -> {
                to.writeFieldName("fact");
                FactJson.write(to, fact);
            });
        }

        @Override
        public void ignored(String why) {
            records++;
            ignored++;
            line("ignored", to -> to.writeStringField("reason", why));
        }

        @Override
        public void rejected(Origin origin, String reason) {
            records++;
            rejected++;
            line("rejected", to -> {
                to.writeNumberField("line", origin.line());
                to.writeStringField("reason", reason);
                to.writeStringField("raw", origin.raw());
            });
        }

        @Override
        public void end() {
            line("summary", to -> {
                to.writeStringField("format", format);
                to.writeNumberField("records", records);
                to.writeNumberField("facts", facts);
                to.writeNumberField("ignored", ignored);
                to.writeNumberField("rejected", rejected);
            });
        }

        private void line(String kind, Writing rest) {
            try {
                json.writeStartObject();
                json.writeStringField("kind", kind);
                json.writeStringField("file", name);
                rest.to(json);
                json.writeEndObject();
            } catch (IOException broken) {
                throw new UncheckedIOException("the output can't be written", broken);
            }
        }
    }

    /** One record may give several facts, such as a report of several disks, or a line that stands for several. */
    private static boolean isOfSameRecord(Fact fact, @Nullable Fact before) {
        if (before == null || fact == before) return before != null;
        var one = fact.origin();
        var other = before.origin();
        return one == other
                || !(fact instanceof LogEvent)
                        && one.line() == other.line()
                        && one.offset() == other.offset()
                        && one.raw().equals(other.raw());
    }
}

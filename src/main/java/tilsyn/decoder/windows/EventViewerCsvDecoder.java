package tilsyn.decoder.windows;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.LevelWords;
import tilsyn.decoder.LocalTimes;
import tilsyn.decoder.Sink;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/**
 * Reads what Event Viewer saves as CSV or as text with tabs, in any language: level, time, source, id, category and a message without heading.
 * The layout is told by position, as the headings are translated. The file says neither host, channel, record id nor zone:
 * the host is left to the file's path, the channel is that of the file's name, else the one the source writes to.
 */
public final class EventViewerCsvDecoder implements Decoder {
    private static final Format FORMAT = new Format(
            "eventviewer-csv",
            Family.WINDOWS,
            "Event Viewer CSV or text (tab separated), English or translated",
            "Event Viewer > Save All Events As... > CSV or text, as HOST-System.csv (XML says more: wevtutil qe System /f:xml)",
            List.of("LOG-01", "OPS-01", "UPD-03"));
    private static final int LONGEST_RECORD = 4 << 20;
    private static final int LEVEL = 0;
    private static final int TIME = 1;
    private static final int SOURCE = 2;
    private static final int ID = 3;
    private static final int MESSAGE = 5;

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        var first = head.lines(1);
        if (first.isEmpty()) return false;
        char separator = separator(first.get(0));
        var records = new ArrayList<CsvRecord>();
        try (var csv = csv(new StringReader(head.text()), separator)) {
            for (var record : csv) {
                records.add(record);
                if (records.size() == 2) break;
            }
        } catch (CsvParseException | UncheckedIOException | IOException cutOff) {
            return false;
        }
        if (records.isEmpty()) return false;
        int names = records.get(0).getFieldCount();
        if (names < 5 || names > 6 || isId(records.get(0).getField(ID))) return false;
        if (records.size() == 1) return Headings.isKnown(records.get(0).getFields());
        var row = records.get(1);
        return row.getFieldCount() >= 5 && isId(row.getField(ID)) && CultureTime.of(row.getField(TIME)) != null;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var first = input.head().lines(1);
        if (first.isEmpty()) return;
        char separator = separator(first.get(0));
        var ballot = new DateOrder.Ballot();
        each(input, separator, record -> {
            var time = record.getFieldCount() > TIME ? CultureTime.of(record.getField(TIME)) : null;
            if (time != null) ballot.add(time);
        });
        var rows = new Rows(input, sink, separator, ballot);
        var broken = each(input, separator, rows::row);
        if (broken != null)
            sink.rejected(input.origin(rows.line, -1, ""), "expected CSV: " + broken + "; the rest is not read");
    }

    /** Gives all records up to what can't be read; gives what that is, or null. */
    private static @Nullable String each(Input input, char separator, Consumer<CsvRecord> rows) throws IOException {
        try (var csv = csv(input.reader(), separator)) {
            for (var record : csv) rows.accept(record);
            return null;
        } catch (CsvParseException broken) {
            var cause = broken.getCause() == null ? broken : broken.getCause();
            return String.valueOf(cause.getMessage());
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause() == null ? new IOException(unreadable) : unreadable.getCause();
        }
    }

    private static CsvReader<CsvRecord> csv(Reader reader, char separator) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .maxBufferSize(LONGEST_RECORD)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .skipEmptyLines(true)
                .ofCsvRecord(reader);
    }

    private static char separator(String heading) {
        char best = ',';
        for (char candidate : new char[] {',', ';', '\t'})
            if (count(heading, candidate) > count(heading, best)) best = candidate;
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private static boolean isId(String text) {
        return text.length() <= 5 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The rows of one file as events. */
    private static final class Rows {
        private final Input input;
        private final Sink sink;
        private final String separator;
        private final DateOrder order;
        private final LocalTimes times;
        private final String channel;
        private long line = 1;
        private boolean headed;

        Rows(Input input, Sink sink, char separator, DateOrder.Ballot ballot) {
            this.input = input;
            this.sink = sink;
            this.separator = String.valueOf(separator);
            this.order = ballot.order();
            this.times = new LocalTimes(input, ballot.newestFirst());
            this.channel = Channels.ofFile(input.file());
        }

        void row(CsvRecord record) {
            line = record.getStartingLineNumber();
            if (!headed) {
                headed = true;
                sink.ignored("heading");
                return;
            }
            var fields = record.getFields();
            var origin = input.origin(line, -1, String.join(separator, fields));
            var problem = event(fields, origin);
            if (problem != null) sink.rejected(origin, problem);
        }

        private @Nullable String event(List<String> fields, Origin origin) {
            if (fields.size() < 5)
                return "expected level, time, source, id and category, found " + fields.size() + " columns";
            if (!isId(fields.get(ID))) return "expected an event id, found '" + shown(fields.get(ID)) + "'";
            var level = LevelWords.of(fields.get(LEVEL));
            if (level == null) return "unknown level '" + shown(fields.get(LEVEL)) + "'";
            var written = CultureTime.of(fields.get(TIME));
            if (written == null) return "expected a date and time, found '" + shown(fields.get(TIME)) + "'";
            if (order == DateOrder.UNDECIDED)
                return "day and month can't be told apart anywhere in the file; expected an export as XML, or more days";
            Instant time = times.at(order.year(written), order.month(written), order.day(written), written.second(), 0);
            if (time == null)
                return "there is no such date as '" + shown(fields.get(TIME)) + "', read " + order.words();
            var provider = fields.get(SOURCE).strip();
            boolean byName = !channel.isEmpty();
            var note = times.note()
                    + "; "
                    + order.words()
                    + " by the whole file; channel "
                    + (byName ? "from the file's name" : "of the source");
            sink.fact(new LogEvent(
                    "",
                    byName ? channel : Channels.ofProvider(provider),
                    provider,
                    Integer.parseInt(fields.get(ID)),
                    level,
                    -1,
                    time,
                    Map.of(),
                    fields.size() > MESSAGE ? fields.get(MESSAGE).strip() : "",
                    "",
                    origin.withTime(fields.get(TIME), note)));
            return null;
        }

        private static String shown(String text) {
            return text.length() > 40 ? text.substring(0, 40) + "…" : text;
        }
    }
}

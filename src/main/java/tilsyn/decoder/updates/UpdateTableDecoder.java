package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.fact.UpdateState;
import tilsyn.fact.UpdateState.Update;

/** Reads missing Windows updates as CSV: rows of the same host and time are one list; a row without update says "none". */
public final class UpdateTableDecoder implements Decoder {
    /** A word that is none of these is taken for a hole that has to be closed. */
    private static final Map<String, String> CLASSES = Map.of(
            "exploited", "exploited",
            "kev", "exploited",
            "critical", "critical",
            "security", "security",
            "definition", "definition",
            "optional", "other",
            "driver", "other",
            "feature", "other",
            "other", "other");

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d|\\d\\d\\.\\d\\d\\.\\d{4}");

    @Override
    public Format format() {
        return new Format(
                "windows-updates-csv",
                Family.UPDATES,
                "Missing Windows updates (CSV)",
                "export columns time;host;kb;title;class;released;superseded_by daily as updates-HOST.csv (class: exploited, critical, security, definition, other)",
                List.of("UPD-02", "UPD-04"));
    }

    @Override
    public boolean recognises(Head head) {
        var columns = Table.columns(head);
        return columns.containsAll(Set.of("time", "kb", "class", "released"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        var lists = new RowsAsLists<Update>(
                sink, (host, time, missing, origin) -> new UpdateState(host, time, missing, null, origin));
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var time = dates.start(row.get("time"));
                if (time == null) {
                    sink.rejected(row.origin(), "expected a time");
                    continue;
                }
                // an update without a readable date is missing all the same
                var released = dates.start(day(row.get("released")));
                if (!lists.row(row.get("host"), time, row.origin())) continue;
                if (row.get("kb").isEmpty() && row.get("title").isEmpty()) continue;
                // what a person follows up is the row of the first update that is missing
                if (lists.entries().isEmpty()) lists.cite(row.origin());
                lists.add(new Update(
                        Kb.of(row.get("kb"), row.get("title")),
                        row.get("title"),
                        CLASSES.getOrDefault(row.get("class").toLowerCase(Locale.ROOT), "security"),
                        released == null ? null : released.instant(),
                        Kb.of(row.get("supersededby"), "")));
            }
        }
        lists.end();
    }

    /** A date alone means its first moment. */
    private static String day(String text) {
        return DAY.matcher(text).matches() ? text + " 00:00:00" : text;
    }
}

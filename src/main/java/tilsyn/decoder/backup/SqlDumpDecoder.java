package tilsyn.decoder.backup;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.BackupRun.Result;

/**
 * Reads the beginning and the end of a database dump in SQL, of pg_dump, mariadb-dump or mysqldump. A dump is whole when its
 * closing remark is among its last lines; what stands before is data, and says nothing.
 */
public final class SqlDumpDecoder implements Decoder {
    private static final Pattern BEGINS =
            Pattern.compile("-- (PostgreSQL database (?:cluster )?dump|(?:MariaDB|MySQL) dump .{1,200})");
    private static final Pattern ENDS = Pattern.compile(
            "-- (PostgreSQL database (?:cluster )?dump complete|Dump completed(?: on (\\d{4}-\\d\\d-\\d\\d {1,2}\\d{1,2}:\\d\\d:\\d\\d))?)");
    private static final Pattern DATABASE = Pattern.compile("-- Host: (\\S{1,200}) {1,10}Database: ?(\\S{0,200})");
    private static final int CLOSING_LINES = 8;
    private static final int FIRST_LINES = 60;
    private static final int LONGEST = 500;

    @Override
    public Format format() {
        return new Format(
                "sql-dump",
                Family.BACKUP,
                "Database dump in SQL: its first and last lines",
                "(head -20 DB.sql; tail -20 DB.sql) > dump-HOST-$(date +%Y%m%dT%H%M).sql",
                List.of("BCK-01", "BCK-10"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        for (var line : head.lines(FIRST_LINES))
            if (line.length() <= LONGEST
                    && (BEGINS.matcher(line.strip()).matches()
                            || ENDS.matcher(line.strip()).matches())) return true;
        return false;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        var attempt = new Attempt("sql-dump");
        var cited = new Cited();
        String closing = "";
        @Nullable When ended = null;
        int behind = 0;
        long read = 0;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text().strip();
                read++;
                if (text.isEmpty()) continue;
                var ends = text.length() > LONGEST ? null : ENDS.matcher(text);
                if (ends != null && ends.matches()) {
                    closing = text;
                    ended = ends.group(2) == null
                            ? null
                            : dates.end(ends.group(2).replace("  ", " "));
                    behind = 0;
                    cited.add(line);
                } else {
                    behind++;
                    if (read <= FIRST_LINES && opening(text, attempt, line, cited)) continue;
                    sink.ignored("data, or a remark");
                }
            }
        }
        boolean whole = !closing.isEmpty() && behind <= CLOSING_LINES;
        attempt.result = whole ? Result.SUCCESS : Result.FAILED;
        attempt.said = whole ? closing : "it is cut off: the remark that closes a dump is missing";
        attempt.end = ended;
        sink.fact(attempt.run(Dating.of(input), cited.origin(input)));
    }

    private static boolean opening(String text, Attempt attempt, Line line, Cited cited) {
        if (text.length() > LONGEST) return false;
        var database = DATABASE.matcher(text);
        if (database.matches()) {
            if (!database.group(1).equals("localhost")) attempt.host = database.group(1);
            if (!database.group(2).isEmpty()) {
                attempt.job = database.group(2);
                attempt.holds(database.group(2));
            }
        } else if (!BEGINS.matcher(text).matches()) return false;
        cited.add(line);
        return true;
    }
}

package tilsyn.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Sink;
import tilsyn.fact.Derived;
import tilsyn.fact.Fact;
import tilsyn.fact.FileRead;
import tilsyn.fact.Origin;
import tilsyn.fact.Rejection;

/** One input under way into the store. Every batch of facts is one transaction with its de-duplication and its counts. */
public final class Arrival implements Sink {
    static final String INTERRUPTED = "reading was interrupted";
    private static final int BATCH = 500;
    private static final int BATCH_CHARACTERS = 4_000_000;
    private static final int REJECTIONS_KEPT = 200;

    private final Intake intake;
    private final String file;
    private final String sha256;
    private final long bytes;
    private final Instant received;
    private final boolean live;
    private final Row.Maker maker;
    private final List<Row> rows = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private long characters;
    private long id;
    private long facts;
    private long rolledUp;
    private long duplicates;
    private long ignored;
    private long rejected;
    private long rejectionsKept;
    private long earlier;
    private @Nullable Tail tail;

    /** @param live one batch of a feed, in one transaction; else a whole input, in as many as it takes */
    Arrival(Intake intake, String file, String sha256, long bytes, Instant received, boolean live) {
        this.intake = intake;
        this.file = file;
        this.sha256 = sha256;
        this.bytes = bytes;
        this.received = received;
        this.live = live;
        this.maker = new Row.Maker(intake::masked, !live);
    }

    @Override
    public void fact(Fact fact) {
        if (fact instanceof Derived)
            throw new IllegalArgumentException(fact.type() + " is computed anew in every assessment, never stored");
        try {
            var row = maker.of(fact);
            rows.add(row);
            characters += row.json().length();
        } catch (Row.TooLong tooLong) {
            rejected(fact.origin(), tooLong.reason());
        }
        if (!live && (rows.size() >= BATCH || characters >= BATCH_CHARACTERS)) commit("", "", INTERRUPTED);
    }

    /** How far the file of this batch is read with it; kept in the same transaction. */
    public void read(Tail tail) {
        this.tail = tail;
    }

    @Override
    public void ignored(String why) {
        ignored++;
    }

    @Override
    public void rejected(Origin origin, String reason) {
        rejected++;
        if (rejectionsKept++ < REJECTIONS_KEPT) rejections.add(new Rejection(origin, reason));
    }

    /**
     * Commits the rest; what became of the input is then known, and survives the end of this process. It survives the
     * machine's once {@link Intake#sync} has returned.
     *
     * @param problem why it, or the rest of it, could not be read; empty when all of it was
     */
    public FileRead done(String format, String route, String problem) {
        intake.done();
        return commit(format, route, problem);
    }

    private FileRead commit(String format, String route, String problem) {
        var read = intake.transaction(rows.size(), connection -> {
            if (id == 0) id = live ? resume(connection, route) : begin(connection, route);
            var tally = intake.insert(id, rows, live);
            facts += tally.facts;
            rolledUp += tally.rolledUp;
            duplicates += tally.duplicates;
            keepRejections(connection);
            if (tail != null) intake.keep(connection, tail);
            var counts = read(format, route, problem);
            update(connection, counts);
            return counts;
        });
        rows.clear();
        rejections.clear();
        characters = 0;
        return read;
    }

    private FileRead read(String format, String route, String problem) {
        long all = facts + rolledUp + duplicates + ignored + rejected;
        return new FileRead(
                file, sha256, bytes, format, route, all, facts, rolledUp, duplicates, ignored, rejected, problem);
    }

    /** The feed's row of the day, with what it counted before; a new one when this is the first of the day. */
    private long resume(Connection connection, String route) throws SQLException {
        long found;
        try (var statement = connection.prepareStatement(
                "select id, facts, rolled_up, duplicates, ignored, rejected from input where customer = ? and file = ? and"
                        + " route = ? and received_at = ? and live for update")) {
            statement.setString(1, intake.customer());
            statement.setString(2, file);
            statement.setString(3, route);
            statement.setString(4, day().toString());
            try (var row = statement.executeQuery()) {
                if (!row.next()) return begin(connection, route);
                found = row.getLong(1);
                facts += row.getLong(2);
                rolledUp += row.getLong(3);
                duplicates += row.getLong(4);
                ignored += row.getLong(5);
                earlier = row.getLong(6);
                rejected += row.getLong(6);
            }
        }
        try (var statement = connection.prepareStatement("update input set bytes = bytes + ? where id = ?")) {
            statement.setLong(1, bytes);
            statement.setLong(2, found);
            statement.executeUpdate();
        }
        return found;
    }

    private Instant day() {
        return received.truncatedTo(ChronoUnit.DAYS);
    }

    private long begin(Connection connection, String route) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into input (customer, file, sha256, bytes, received_at, format, route, received, facts, rolled_up,"
                        + " duplicates, ignored, rejected, problem, live) values (?,?,?,?,?,'',?,0,0,0,0,0,0,?,?)",
                Statement.RETURN_GENERATED_KEYS)) {
            statement.setString(1, intake.customer());
            statement.setString(2, file);
            statement.setString(3, sha256);
            statement.setLong(4, bytes);
            statement.setString(5, (live ? day() : received).toString());
            statement.setString(6, route);
            statement.setString(7, INTERRUPTED);
            statement.setBoolean(8, live);
            statement.executeUpdate();
            try (var keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    private void update(Connection connection, FileRead counts) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update input set format = ?, route = ?, received = ?, facts = ?, rolled_up = ?, duplicates = ?,"
                        + " ignored = ?, rejected = ?, problem = ? where id = ?")) {
            statement.setString(1, counts.format());
            statement.setString(2, counts.route());
            statement.setLong(3, counts.received());
            statement.setLong(4, counts.facts());
            statement.setLong(5, counts.rolledUp());
            statement.setLong(6, counts.duplicates());
            statement.setLong(7, counts.ignored());
            statement.setLong(8, counts.rejected());
            statement.setString(9, counts.problem());
            statement.setLong(10, id);
            statement.executeUpdate();
        }
    }

    private void keepRejections(Connection connection) throws SQLException {
        if (rejections.isEmpty()) return;
        long number = live ? earlier : Math.min(rejectionsKept, REJECTIONS_KEPT) - rejections.size();
        try (var statement = connection.prepareStatement(
                "insert into rejection (input, number, line, byte_offset, raw, time_text, time_note, reason)"
                        + " values (?,?,?,?,?,?,?,?)")) {
            for (var rejection : rejections) {
                if (number >= REJECTIONS_KEPT) break;
                var origin = rejection.origin();
                statement.setLong(1, id);
                statement.setLong(2, ++number);
                statement.setLong(3, origin.line());
                statement.setLong(4, origin.offset());
                statement.setString(5, intake.masked(origin.raw()));
                statement.setString(6, origin.timeText());
                statement.setString(7, origin.timeNote());
                statement.setString(8, intake.masked(rejection.reason()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}

package tilsyn.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tilsyn.fact.Fact;
import tilsyn.fact.LogCount;

/**
 * Takes one customer's inputs into the store, one at a time. What an {@link Arrival} has committed is counted once,
 * whatever happens to this process after; an input may be acknowledged, or its file moved away, once {@link #sync} has
 * returned.
 */
public final class Intake implements AutoCloseable {
    private static final String INSERT_FACT =
            "insert into fact (customer, host, place, time, id, type, input, json, received_at)"
                    + " values (?,?,?,?,?,?,?,?,?) on conflict do nothing";
    private static final String INSERT_REGISTER =
            "insert into register (customer, host, place, time, id, type, input, json)"
                    + " values (?,?,?,?,?,?,?,?) on conflict do nothing";
    private static final int REMEMBERED = 10_000;
    private static final int SYNCED_AT_ONCE = 1_000;

    private final Database database;
    private final String customer;
    private final UnaryOperator<String> masking;
    private final Connection connection;
    private final Set<List<?>> spokenOf = Collections.newSetFromMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<?>, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });
    private boolean busy;
    private int unsynced;

    Intake(Database database, String customer, UnaryOperator<String> masking) throws SQLException {
        this.database = database;
        this.customer = customer;
        this.masking = masking;
        this.connection = database.connection();
        connection.setAutoCommit(false);
    }

    /**
     * Begins one input; the one before must be done.
     *
     * @param bytes how many it holds
     * @param received when it was received
     */
    public Arrival begin(String file, String sha256, long bytes, Instant received) {
        if (busy) throw new IllegalStateException(file + " arrives before the input before it is done");
        busy = true;
        return new Arrival(this, file, sha256, bytes, received, false);
    }

    /**
     * Begins one batch of a feed that goes on; the input before must be done. The batch is one transaction. In a feed a line
     * that comes again, word for word with its time, is the same record.
     *
     * @param feed such as {@code syslog-tcp/192.0.2.7}
     * @param bytes how many the batch holds
     */
    public Arrival batch(String feed, long bytes, Instant received) {
        if (busy) throw new IllegalStateException(feed + " arrives before the input before it is done");
        busy = true;
        return new Arrival(this, feed, "", bytes, received, true);
    }

    String masked(String line) {
        return masking.apply(line);
    }

    void done() {
        busy = false;
    }

    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** One transaction; every thousand rows or so go to the disk at once. */
    <T> T transaction(int rows, Work<T> work) {
        try {
            try {
                var result = work.with(connection);
                connection.commit();
                unsynced += rows;
                if (unsynced >= SYNCED_AT_ONCE) sync();
                return result;
            } catch (SQLException | RuntimeException broken) {
                connection.rollback();
                throw broken;
            }
        } catch (SQLException broken) {
            throw StoreBroken.of(database.file(), broken);
        }
    }

    /** Inserts the rows that are new, and settles what the others mean. */
    Tally insert(long input, List<Row> rows, boolean live) throws SQLException {
        var tally = new Tally();
        insert(
                INSERT_FACT,
                input,
                rows.stream().filter(row -> !row.registered()).toList(),
                live,
                tally);
        insert(INSERT_REGISTER, input, rows.stream().filter(Row::registered).toList(), live, tally);
        remember(rows);
        return tally;
    }

    private void insert(String sql, long input, List<Row> rows, boolean live, Tally tally) throws SQLException {
        if (rows.isEmpty()) return;
        boolean registered = rows.get(0).registered();
        var again = new ArrayList<Row>();
        try (var statement = connection.prepareStatement(sql)) {
            for (var row : rows) {
                statement.setString(1, customer);
                statement.setString(2, row.host());
                statement.setString(3, row.place());
                statement.setLong(4, row.time());
                statement.setObject(5, row.id());
                statement.setString(6, row.fact().type());
                statement.setLong(7, input);
                statement.setString(8, row.json());
                if (!registered)
                    statement.setString(9, live ? row.fact().origin().received().toString() : null);
                statement.addBatch();
            }
            var inserted = statement.executeBatch();
            for (int i = 0; i < inserted.length; i++) {
                if (inserted[i] == 0) again.add(rows.get(i));
                else tally.added(rows.get(i).fact());
            }
        }
        if (again.isEmpty()) return;
        try (var known = new Known(connection, customer, registered ? "register" : "fact")) {
            for (var row : again) known.meet(row, input, live, tally);
        }
    }

    void keep(Connection connection, Tail tail) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update tail set head_bytes = ?, head = ?, bytes_read = ?, lines_read = ? where customer = ? and file = ?")) {
            if (kept(statement, tail) > 0) return;
        }
        try (var statement = connection.prepareStatement(
                "insert into tail (head_bytes, head, bytes_read, lines_read, customer, file) values (?,?,?,?,?,?)")) {
            kept(statement, tail);
        }
    }

    private int kept(PreparedStatement statement, Tail tail) throws SQLException {
        statement.setInt(1, tail.headBytes());
        statement.setString(2, tail.head());
        statement.setLong(3, tail.bytes());
        statement.setLong(4, tail.lines());
        statement.setString(5, customer);
        statement.setString(6, tail.file());
        return statement.executeUpdate();
    }

    private void remember(List<Row> rows) throws SQLException {
        try (var statement = connection.prepareStatement("insert into spoken_of (customer, host, place, registered)"
                + " values (?,?,?,?) on conflict do nothing")) {
            for (var row : rows) {
                if (!spokenOf.add(List.of(row.host(), row.place(), row.registered()))) continue;
                statement.setString(1, customer);
                statement.setString(2, row.host());
                statement.setString(3, row.place());
                statement.setBoolean(4, row.registered());
                statement.executeUpdate();
            }
        }
    }

    /** Returns once all that was committed is on the disk. */
    public void sync() {
        try {
            database.sync();
            unsynced = 0;
        } catch (SQLException broken) {
            throw StoreBroken.of(database.file(), broken);
        }
    }

    String customer() {
        return customer;
    }

    @Override
    public void close() {
        try {
            sync();
            connection.close();
        } catch (SQLException broken) {
            throw StoreBroken.of(database.file(), broken);
        }
    }

    /** What became of records: a count stands for the events in it, a range for none, as its records are counted. */
    static final class Tally {
        long facts;
        long rolledUp;
        long duplicates;

        void added(Fact fact) {
            if (fact instanceof LogCount count) rolledUp += count.count();
            else facts += weight(fact);
        }

        void again(Fact fact) {
            duplicates += weight(fact);
        }

        void merged(long gained, long again) {
            rolledUp += gained;
            duplicates += again;
        }

        private static long weight(Fact fact) {
            return fact instanceof tilsyn.fact.RecordRange ? 0 : 1;
        }
    }
}

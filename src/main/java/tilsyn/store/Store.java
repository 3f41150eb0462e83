package tilsyn.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import tilsyn.decoder.FactJson;
import tilsyn.fact.Accounting;
import tilsyn.fact.Facts;
import tilsyn.fact.FileRead;
import tilsyn.fact.Host;
import tilsyn.fact.Origin;
import tilsyn.fact.Rejection;

/**
 * What Tilsyn remembers: facts, what became of every input, and assessments. One file, one process at a time; safe to use
 * from several threads, but for an {@link Intake}. Every method throws {@link StoreBroken} when the file fails it.
 */
public final class Store implements AutoCloseable {
    private final Database database;
    private final TicketBook tickets;

    /** For tests: of a database opened elsewhere. */
    Store(Database database) {
        this.database = database;
        this.tickets = new TicketBook(database);
    }

    /**
     * Opens the store, or begins one where there is none.
     *
     * @param file without ending; the file on disk ends in {@code .mv.db}
     */
    public static Store open(Path file) {
        try {
            return new Store(Database.open(file));
        } catch (StoreBroken broken) {
            throw broken;
        } catch (SQLException | IOException | RuntimeException broken) {
            throw StoreBroken.of(Database.onDisk(file), broken);
        }
    }

    /** Where the store of {@code tilsyn serve} is, which is never begun anew. */
    public static Path live(Path data) {
        return data.resolve("live");
    }

    /** Begins an empty store in place of the one that may be there. */
    public static Store create(Path file) {
        var old = Database.onDisk(file);
        try {
            if (Files.exists(old)) {
                try (var channel = FileChannel.open(old, StandardOpenOption.WRITE);
                        var lock = channel.tryLock()) {
                    if (lock == null) throw new OverlappingFileLockException();
                }
                Files.delete(old);
            }
        } catch (OverlappingFileLockException inUse) {
            throw StoreBroken.locked(old, inUse);
        } catch (IOException broken) {
            throw StoreBroken.of(old, broken);
        }
        return open(file);
    }

    /** Makes it usable again after a method threw {@link StoreBroken}, if what hindered it is gone; intakes must be taken anew. */
    public void revive() {
        try {
            database.revive();
        } catch (StoreBroken broken) {
            throw broken;
        } catch (SQLException | IOException | RuntimeException broken) {
            throw StoreBroken.of(database.file(), broken);
        }
    }

    /** Takes inputs of one customer as they are; to be closed. */
    public Intake intake(String customer) {
        return intake(customer, UnaryOperator.identity());
    }

    /**
     * Takes inputs of one customer; to be closed.
     *
     * @param masking what source lines, and reasons that may quote them, become before they are kept
     */
    public Intake intake(String customer, UnaryOperator<String> masking) {
        return asked(() -> new Intake(database, customer, masking));
    }

    /** The customer's facts as they are now, with hosts resolved; a host's are read when asked for. */
    public Facts facts(String customer, Resolver hosts) {
        return asked(() -> new StoredFacts(database, customer, hosts));
    }

    /** Host names that machines' input states, as it states them. */
    public SortedSet<String> names(String customer) {
        var names = new TreeSet<String>();
        read(
                "select distinct host from spoken_of where customer = ? and not registered and host <> ''",
                customer,
                row -> {
                    names.add(row.getString(1));
                });
        return Collections.unmodifiableSortedSet(names);
    }

    /** Hosts that the inventory declares, sorted by name. */
    public List<Host> inventory(String customer) {
        var hosts = new ArrayList<Host>();
        var sql =
                "select r.host, r.json, i.file, i.sha256, i.received_at from register r join input i on i.id = r.input"
                        + " where r.customer = ? and r.type = 'Host'";
        read(sql, customer, row -> {
            var file =
                    new Origin(row.getString(3), 0, -1, row.getString(4), "", "", "", Instant.parse(row.getString(5)));
            hosts.add((Host) FactJson.restored("Host", row.getString(2), row.getString(1), file));
        });
        hosts.sort(Facts.ORDER);
        return List.copyOf(hosts);
    }

    /** What became of all that was received of the customer. */
    public Accounting accounting(String customer) {
        var files = accounting(customer, "");
        var rejections = new ArrayList<Rejection>();
        var sql =
                "select i.file, i.sha256, i.received_at, r.line, r.byte_offset, r.raw, r.time_text, r.time_note, r.reason"
                        + " from rejection r join input i on i.id = r.input where i.customer = ?"
                        + " order by i.file, r.input, r.number limit " + Accounting.SHOWN;
        read(
                sql,
                customer,
                row -> rejections.add(new Rejection(
                        new Origin(
                                row.getString(1),
                                row.getLong(4),
                                row.getLong(5),
                                row.getString(2),
                                row.getString(6),
                                row.getString(7),
                                row.getString(8),
                                Instant.parse(row.getString(3))),
                        row.getString(9))));
        return new Accounting(files, rejections);
    }

    /** @param name of the inputs; empty for all */
    private List<FileRead> accounting(String customer, String name) {
        var files = new ArrayList<FileRead>();
        asked(() -> {
            try (var connection = database.connection();
                    var statement = connection.prepareStatement(
                            "select * from input where customer = ?" + (name.isEmpty() ? "" : " and file = ?"))) {
                statement.setString(1, customer);
                if (!name.isEmpty()) statement.setString(2, name);
                try (var row = statement.executeQuery()) {
                    while (row.next())
                        files.add(new FileRead(
                                row.getString("file"),
                                row.getString("sha256"),
                                row.getLong("bytes"),
                                row.getString("format"),
                                row.getString("route"),
                                row.getLong("received"),
                                row.getLong("facts"),
                                row.getLong("rolled_up"),
                                row.getLong("duplicates"),
                                row.getLong("ignored"),
                                row.getLong("rejected"),
                                row.getString("problem")));
                }
            }
            return true;
        });
        return files;
    }

    /** What became of the customer's input of that name, if all of it was read. */
    public Optional<FileRead> taken(String customer, String file) {
        return accounting(customer, file).stream()
                .filter(read -> !read.problem().equals(Arrival.INTERRUPTED))
                .findFirst();
    }

    /** How far a growing file of the customer was read. */
    public Optional<Tail> tail(String customer, String file) {
        return asked(() -> {
            try (var connection = database.connection();
                    var statement = connection.prepareStatement(
                            "select head_bytes, head, bytes_read, lines_read from tail where customer = ? and file = ?")) {
                statement.setString(1, customer);
                statement.setString(2, file);
                try (var row = statement.executeQuery()) {
                    return row.next()
                            ? Optional.of(
                                    new Tail(file, row.getInt(1), row.getString(2), row.getLong(3), row.getLong(4)))
                            : Optional.<Tail>empty();
                }
            }
        });
    }

    /** Keeps a published assessment; it is on the disk when this returns. */
    public void keep(StoredAssessment assessment) {
        asked(() -> {
            try (var connection = database.connection()) {
                add(connection, assessment);
            }
            database.sync();
            return true;
        });
    }

    /** Adds it unless the customer has one of that id; says whether it did. */
    static boolean insert(Connection connection, StoredAssessment assessment) throws SQLException {
        try (var statement = connection.prepareStatement("select 1 from assessment where customer = ? and id = ?")) {
            statement.setString(1, assessment.customer());
            statement.setString(2, assessment.id());
            try (var rows = statement.executeQuery()) {
                if (rows.next()) return false;
            }
        }
        add(connection, assessment);
        return true;
    }

    private static void add(Connection connection, StoredAssessment assessment) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into assessment (id, customer, as_of, rulebook, json) values (?,?,?,?,?)")) {
            statement.setString(1, assessment.id());
            statement.setString(2, assessment.customer());
            statement.setString(3, assessment.asOf().toString());
            statement.setString(4, assessment.rulebook());
            statement.setString(5, assessment.json());
            statement.executeUpdate();
        }
    }

    /**
     * What is wrong with what is kept, a sentence each: an index that disagrees with its table, rows of nothing, counts that
     * don't add up. Reads everything, which takes some seconds for a million facts.
     */
    public List<String> problems() {
        return asked(database::problems);
    }

    /** How much was dropped. */
    public record Dropped(long facts, long inputs, long assessments) {
        public boolean nothing() {
            return facts == 0 && inputs == 0 && assessments == 0;
        }
    }

    /**
     * Drops facts of a time before a moment that were also received before it, inputs of which nothing is left, and
     * assessments; of 31 days at most, the oldest first. Tickets stay.
     */
    public Dropped drop(String customer, Instant before) {
        return asked(() -> database.drop(customer, before));
    }

    /** Tickets, their history, and what is to be told of them. */
    public TicketBook tickets() {
        return tickets;
    }

    /** The assessment kept last, of any customer. */
    public Optional<StoredAssessment> lastAssessment() {
        return last(
                "select id, customer, as_of, rulebook, json from assessment where ? = '' order by number desc limit 1",
                "");
    }

    /** The customer's assessment kept last. */
    public Optional<StoredAssessment> lastAssessment(String customer) {
        return last(
                "select id, customer, as_of, rulebook, json from assessment where customer = ? order by number desc limit 1",
                customer);
    }

    private Optional<StoredAssessment> last(String sql, String customer) {
        var found = new ArrayList<StoredAssessment>();
        read(
                sql,
                customer,
                row -> found.add(new StoredAssessment(
                        row.getString(1),
                        row.getString(2),
                        Instant.parse(row.getString(3)),
                        row.getString(4),
                        row.getString(5))));
        return found.stream().findFirst();
    }

    @Override
    public void close() {
        asked(() -> {
            database.close();
            return true;
        });
    }

    /** For tests: rows as the clerk may read and write them. */
    Connection connection() throws SQLException {
        return database.connection();
    }

    private interface Row {
        void take(java.sql.ResultSet row) throws SQLException;
    }

    private void read(String sql, String argument, Row each) {
        asked(() -> {
            try (var connection = database.connection();
                    var statement = connection.prepareStatement(sql)) {
                statement.setString(1, argument);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) each.take(rows);
                }
            }
            return true;
        });
    }

    private interface Question<T> {
        T ask() throws SQLException;
    }

    private <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException broken) {
            throw StoreBroken.of(database.file(), broken);
        }
    }
}

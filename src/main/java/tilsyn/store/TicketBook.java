package tilsyn.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tilsyn.ticket.Book;
import tilsyn.ticket.Dispatch;
import tilsyn.ticket.FollowUp;
import tilsyn.ticket.Followed;
import tilsyn.ticket.LifeCycle;
import tilsyn.ticket.Message;
import tilsyn.ticket.Outside;
import tilsyn.ticket.Step;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Words;

/**
 * Tickets, their history, and what is to be told outside of them. Each change is one transaction, on the disk when the call
 * returns; safe to use from several threads. Every method throws {@link StoreBroken} when the file fails it.
 */
public final class TicketBook {
    private static final int KEY_BYTES = 8;
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Database database;
    private final AtomicLong version = new AtomicLong();

    TicketBook(Database database) {
        this.database = database;
    }

    /** Another number whenever something was written. */
    public long version() {
        return version.get();
    }

    // an assessment

    /**
     * Keeps a published assessment and what it does to the customer's tickets, with a message to each connector for each step
     * that leaves. An assessment kept before changes nothing.
     *
     * @param judged the same assessment, as it was judged
     * @param connectors names of those to tell
     * @param now by the machine's clock, for the outbox alone
     * @return the tickets that changed
     */
    public List<FollowUp> follow(
            StoredAssessment assessment, Assessment judged, Collection<String> connectors, Instant now) {
        return changing(connection -> {
            var customer = assessment.customer();
            var header = header(connection, customer);
            if (!Store.insert(connection, assessment)) return List.of();
            var book = book(connection, customer, header);
            var changes = LifeCycle.follow(judged, book);
            long last = book.last();
            for (var change : changes) {
                write(connection, customer, header.salt, change, connectors, now);
                last = Math.max(last, change.ticket().number());
            }
            if (!LifeCycle.judgesThePast(judged, book)) advance(connection, customer, judged, last);
            return changes;
        });
    }

    /** The customer's tickets as the next assessment will find them. */
    public Book book(String customer) {
        return reading(connection -> {
            try (var statement = connection.prepareStatement("select * from ticket_book where customer = ?")) {
                statement.setString(1, customer);
                try (var rows = statement.executeQuery()) {
                    return rows.next() ? book(connection, customer, Header.of(rows)) : Book.EMPTY;
                }
            }
        });
    }

    // what people do

    /**
     * Lets a person change a ticket.
     *
     * @param id such as {@code FJORDVIK-12}
     * @return the ticket as it is then; empty when there is none of that id
     */
    public Optional<Followed> change(
            String id, Function<Followed, FollowUp> change, Collection<String> connectors, Instant now) {
        return changing(connection -> {
            var found = find(connection, id);
            if (found.isEmpty()) return Optional.empty();
            var customer = found.get().ticket().customer();
            var after = change.apply(found.get());
            write(connection, customer, header(connection, customer).salt, after, connectors, now);
            return Optional.of(after.ticket());
        });
    }

    /** All tickets of all customers, by customer and number. */
    public List<Followed> all() {
        return reading(connection -> {
            try (var statement = connection.prepareStatement("select json from ticket order by customer, number")) {
                return tickets(statement);
            }
        });
    }

    /** @param id such as {@code FJORDVIK-12} */
    public Optional<Followed> find(String id) {
        return reading(connection -> find(connection, id));
    }

    /** What happened to a ticket, the oldest first. */
    public List<Step> history(Followed ticket) {
        return reading(connection -> {
            try (var statement = connection.prepareStatement(
                    "select at, kind, who, en, nb from ticket_step where customer = ? and number = ? order by id")) {
                statement.setString(1, ticket.ticket().customer());
                statement.setLong(2, ticket.number());
                var steps = new ArrayList<Step>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next())
                        steps.add(new Step(
                                Step.Kind.valueOf(rows.getString(2)),
                                Instant.parse(rows.getString(1)),
                                rows.getString(3),
                                new Words(rows.getString(4), rows.getString(5))));
                }
                return steps;
            }
        });
    }

    // the outbox

    /** Messages that wait or were given up, in the order they were decided. */
    public List<Dispatch> outbox() {
        return reading(connection -> {
            try (var statement = connection.prepareStatement(
                    "select * from outbox where state = 'WAITING' or state = 'DEAD' order by id")) {
                return dispatches(statement);
            }
        });
    }

    /** All messages about a ticket, delivered ones too. */
    public List<Dispatch> outbox(Followed ticket) {
        return reading(connection -> {
            try (var statement =
                    connection.prepareStatement("select * from outbox where customer = ? and number = ? order by id")) {
                statement.setString(1, ticket.ticket().customer());
                statement.setLong(2, ticket.number());
                return dispatches(statement);
            }
        });
    }

    /** How many tickets a connector was told of for the first time since then. */
    public int openedSince(String connector, Instant since) {
        return reading(connection -> {
            try (var statement = connection.prepareStatement("select count(*) from outbox where state = 'DELIVERED'"
                    + " and connector = ? and kind = 'OPENED' and due >= ?")) {
                statement.setString(1, connector);
                statement.setLong(2, since.toEpochMilli());
                try (var rows = statement.executeQuery()) {
                    return rows.next() ? rows.getInt(1) : 0;
                }
            }
        });
    }

    /** Writes down how a try ended, and where the ticket is known outside, if it now is. */
    public void tried(Dispatch after, @Nullable Outside outside) {
        changing(connection -> {
            update(connection, after);
            if (outside != null)
                write(
                        connection,
                        after.message().ticket().customer(),
                        after.message().id(),
                        outside);
            return true;
        });
    }

    /** Lets messages that were given up be tried again; says how many. */
    public int retry(Instant now) {
        return changing(connection -> {
            try (var statement = connection.prepareStatement(
                    "update outbox set state = 'WAITING', attempts = 0, due = ? where state = 'DEAD'")) {
                statement.setLong(1, now.toEpochMilli());
                return statement.executeUpdate();
            }
        });
    }

    // outside

    /** The ticket as a connector's system knows it; empty while that isn't known. */
    public Optional<Outside> outside(String connector, String customer, String id) {
        return reading(connection -> {
            try (var statement = connection.prepareStatement(
                    "select * from outside where connector = ? and customer = ? and number = ?")) {
                statement.setString(1, connector);
                statement.setString(2, customer);
                statement.setLong(3, number(id));
                try (var rows = statement.executeQuery()) {
                    return rows.next() ? Optional.of(outside(rows)) : Optional.empty();
                }
            }
        });
    }

    /**
     * Writes down what was read back, with what it does to the ticket; both or neither.
     *
     * @param changes of the ticket as it is then
     */
    public void heard(String id, Outside outside, Function<Followed, List<FollowUp>> changes, Instant now) {
        changing(connection -> {
            var found = find(connection, id);
            if (found.isEmpty()) return false;
            var customer = found.get().ticket().customer();
            var salt = header(connection, customer).salt;
            for (var change : changes.apply(found.get())) write(connection, customer, salt, change, List.of(), now);
            write(connection, customer, id, outside);
            return true;
        });
    }

    // rows

    private record Header(
            String salt,
            long last,
            @Nullable Instant asOf,
            @Nullable Instant cutOff) {
        static Header of(ResultSet row) throws SQLException {
            return new Header(
                    row.getString("salt"), row.getLong("last"), instant(row, "as_of"), instant(row, "cut_off"));
        }

        private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
            var text = row.getString(column);
            return text == null ? null : Instant.parse(text);
        }
    }

    /** Locks the customer's tickets until the transaction ends. */
    private static Header header(Connection connection, String customer) throws SQLException {
        try (var statement = connection.prepareStatement("select * from ticket_book where customer = ? for update")) {
            statement.setString(1, customer);
            try (var rows = statement.executeQuery()) {
                if (rows.next()) return Header.of(rows);
            }
        }
        var begun = new Header(UUID.randomUUID().toString(), 0, null, null);
        try (var statement =
                connection.prepareStatement("insert into ticket_book (customer, salt, last) values (?,?,0)")) {
            statement.setString(1, customer);
            statement.setString(2, begun.salt);
            statement.executeUpdate();
        }
        return begun;
    }

    private static void advance(Connection connection, String customer, Assessment judged, long last)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "update ticket_book set last = ?, as_of = ?, cut_off = ? where customer = ?")) {
            statement.setLong(1, last);
            statement.setString(2, judged.asOf().toString());
            statement.setString(3, judged.cutOff().toString());
            statement.setString(4, customer);
            statement.executeUpdate();
        }
    }

    private static Book book(Connection connection, String customer, Header header) throws SQLException {
        var newest = "select json from ticket where customer = ? and number in"
                + " (select max(number) from ticket where customer = ? group by problem) order by number";
        try (var statement = connection.prepareStatement(newest)) {
            statement.setString(1, customer);
            statement.setString(2, customer);
            return new Book(tickets(statement), header.last, header.asOf, header.cutOff);
        }
    }

    private static List<Followed> tickets(PreparedStatement query) throws SQLException {
        var tickets = new ArrayList<Followed>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) tickets.add(read(rows.getString(1), Followed.class));
        }
        return tickets;
    }

    private static Optional<Followed> find(Connection connection, String id) throws SQLException {
        int dash = id.lastIndexOf('-');
        if (dash < 1 || !id.substring(dash + 1).matches("\\d{1,15}")) return Optional.empty();
        var customer = id.substring(0, dash);
        try (var statement = connection.prepareStatement(
                "select json from ticket where (customer = ? or customer = ?) and number = ? order by customer desc")) {
            statement.setString(1, customer);
            statement.setString(2, customer.equals("T") ? "" : customer);
            statement.setLong(3, number(id));
            return tickets(statement).stream().findFirst();
        }
    }

    private static long number(String id) {
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }

    private static void write(
            Connection connection,
            String customer,
            String salt,
            FollowUp change,
            Collection<String> connectors,
            Instant now)
            throws SQLException {
        var followed = change.ticket();
        var key = key(salt, followed.number());
        try (var update = connection.prepareStatement(
                "update ticket set problem = ?, state = ?, json = ? where customer = ? and number = ?")) {
            update.setString(1, followed.ticket().key());
            update.setString(2, followed.state().name());
            update.setString(3, text(followed));
            update.setString(4, customer);
            update.setLong(5, followed.number());
            if (update.executeUpdate() == 0) insert(connection, customer, key, followed);
        }
        for (var step : change.steps()) {
            long number = write(connection, customer, followed, step);
            if (!step.kind().leaves() || !followed.told()) continue;
            var message = text(Message.of(key, followed, step, number));
            for (var connector : connectors)
                enqueue(connection, connector, customer, followed, step.kind(), message, now);
        }
    }

    private static void insert(Connection connection, String customer, String key, Followed followed)
            throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into ticket (customer, number, problem, state, external_key, json) values (?,?,?,?,?,?)")) {
            insert.setString(1, customer);
            insert.setLong(2, followed.number());
            insert.setString(3, followed.ticket().key());
            insert.setString(4, followed.state().name());
            insert.setString(5, key);
            insert.setString(6, text(followed));
            insert.executeUpdate();
        }
    }

    private static long write(Connection connection, String customer, Followed followed, Step step)
            throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into ticket_step (customer, number, at, kind, who, en, nb) values (?,?,?,?,?,?,?)",
                Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, customer);
            insert.setLong(2, followed.number());
            insert.setString(3, step.at().toString());
            insert.setString(4, step.kind().name());
            insert.setString(5, step.who());
            insert.setString(6, step.said().en());
            insert.setString(7, step.said().nb());
            insert.executeUpdate();
            try (var keys = insert.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    private static void enqueue(
            Connection connection,
            String connector,
            String customer,
            Followed followed,
            Step.Kind kind,
            String message,
            Instant now)
            throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into outbox (connector, customer, number, kind, state, attempts, created, due, problem, json)"
                        + " values (?,?,?,?,'WAITING',0,?,?,'',?)")) {
            insert.setString(1, connector);
            insert.setString(2, customer);
            insert.setLong(3, followed.number());
            insert.setString(4, kind.name());
            insert.setLong(5, now.toEpochMilli());
            insert.setLong(6, now.toEpochMilli());
            insert.setString(7, message);
            insert.executeUpdate();
        }
    }

    private static List<Dispatch> dispatches(PreparedStatement query) throws SQLException {
        var found = new ArrayList<Dispatch>();
        try (var rows = query.executeQuery()) {
            while (rows.next())
                found.add(new Dispatch(
                        rows.getLong("id"),
                        rows.getString("connector"),
                        read(rows.getString("json"), Message.class),
                        Dispatch.State.valueOf(rows.getString("state")),
                        rows.getInt("attempts"),
                        Instant.ofEpochMilli(rows.getLong("created")),
                        Instant.ofEpochMilli(rows.getLong("due")),
                        rows.getString("problem")));
        }
        return found;
    }

    private static void update(Connection connection, Dispatch after) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update outbox set state = ?, attempts = ?, due = ?, problem = ? where id = ?")) {
            statement.setString(1, after.state().name());
            statement.setInt(2, after.attempts());
            statement.setLong(3, after.due().toEpochMilli());
            statement.setString(4, after.problem());
            statement.setLong(5, after.id());
            statement.executeUpdate();
        }
    }

    private static Outside outside(ResultSet row) throws SQLException {
        return new Outside(
                row.getString("connector"),
                row.getString("id"),
                row.getString("url"),
                row.getBoolean("closed"),
                List.of(read(row.getString("seen"), String[].class)));
    }

    private static void write(Connection connection, String customer, String ticket, Outside outside)
            throws SQLException {
        try (var update = connection.prepareStatement("update outside set id = ?, url = ?, closed = ?, seen = ?"
                + " where connector = ? and customer = ? and number = ?")) {
            set(update, customer, ticket, outside);
            if (update.executeUpdate() > 0) return;
        }
        try (var insert = connection.prepareStatement("insert into outside (id, url, closed, seen, connector, customer,"
                + " number) values (?,?,?,?,?,?,?)")) {
            set(insert, customer, ticket, outside);
            insert.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, String customer, String ticket, Outside outside)
            throws SQLException {
        statement.setString(1, outside.id());
        statement.setString(2, outside.url());
        statement.setBoolean(3, outside.closed());
        statement.setString(4, text(outside.seen()));
        statement.setString(5, outside.connector());
        statement.setString(6, customer);
        statement.setLong(7, number(ticket));
    }

    /** One word, short enough for every search. */
    private static String key(String salt, long number) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256").digest((salt + "|" + number).getBytes(StandardCharsets.UTF_8));
            return "tilsyn-" + HexFormat.of().formatHex(hash, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records of text and numbers always have a JSON form", impossible);
        }
    }

    private static <T> T read(String json, Class<T> type) throws SQLException {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException broken) {
            throw new SQLException("a row holds no " + type.getSimpleName() + ": " + broken.getOriginalMessage());
        }
    }

    // transactions

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T reading(Work<T> work) {
        try (var connection = database.connection()) {
            return work.on(connection);
        } catch (SQLException broken) {
            throw StoreBroken.of(database.file(), broken);
        }
    }

    /** All of it or nothing, one at a time, and on the disk when this returns. */
    private synchronized <T> T changing(Work<T> work) {
        try (var connection = database.connection()) {
            connection.setAutoCommit(false);
            T result;
            try {
                result = work.on(connection);
                connection.commit();
            } catch (SQLException | RuntimeException broken) {
                connection.rollback();
                throw broken;
            }
            database.sync();
            version.incrementAndGet();
            return result;
        } catch (SQLException broken) {
            throw StoreBroken.of(database.file(), broken);
        }
    }
}

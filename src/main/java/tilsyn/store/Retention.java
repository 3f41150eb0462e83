package tilsyn.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drops what is older than it has to be kept: facts of a time before a moment that were also received before it, inputs of
 * which nothing is left, and assessments. In transactions of a day and a host each, so that what arrives meanwhile seldom
 * waits. Tickets stay.
 */
final class Retention {
    /** At a time; a clock that is far ahead for a while then costs no more than that. */
    private static final Duration MOST = Duration.ofDays(31);

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Connection owner;
    private final String customer;
    private final Instant before;

    private Retention(Connection owner, String customer, Instant before) {
        this.owner = owner;
        this.customer = customer;
        this.before = before;
    }

    /** @param owner who may delete; used by one thread at a time, as others wait for it between transactions */
    static Store.Dropped drop(Connection owner, String customer, Instant before) throws SQLException {
        Instant oldest;
        synchronized (owner) {
            oldest = oldest(owner, customer);
        }
        if (oldest == null || !oldest.isBefore(before)) return new Store.Dropped(0, 0, 0);
        var until = oldest.plus(MOST);
        return new Retention(owner, customer, until.isBefore(before) ? until : before).drop();
    }

    private static @Nullable Instant oldest(Connection owner, String customer) throws SQLException {
        try (var statement = owner.prepareStatement("select min(received_at) from input where customer = ?")) {
            statement.setString(1, customer);
            try (var row = statement.executeQuery()) {
                var found = row.next() ? row.getString(1) : null;
                return found == null ? null : Instant.parse(found);
            }
        }
    }

    private Store.Dropped drop() throws SQLException {
        long facts = 0;
        for (var place : places()) facts += facts(place);
        long inputs = inputs();
        return new Store.Dropped(facts, inputs, assessments());
    }

    private record Place(String host, String place) {}

    private List<Place> places() throws SQLException {
        synchronized (owner) {
            var places = new ArrayList<Place>();
            try (var statement = owner.prepareStatement(
                    "select host, place from spoken_of where customer = ? and not registered order by host, place")) {
                statement.setString(1, customer);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) places.add(new Place(rows.getString(1), rows.getString(2)));
                }
            }
            return places;
        }
    }

    private long facts(Place place) throws SQLException {
        long dropped = 0;
        long end = before.toEpochMilli();
        for (var from = next(place, Long.MIN_VALUE); from < end; ) {
            long to = Math.min(end, from + DAY);
            dropped += facts(place, from, to);
            from = next(place, to);
        }
        return dropped;
    }

    /** The time of the first fact from then on; {@link Long#MAX_VALUE} when there is none. */
    private long next(Place place, long from) throws SQLException {
        synchronized (owner) {
            try (var statement = owner.prepareStatement(
                    "select min(time) from fact where customer = ? and host = ? and place = ? and time >= ?")) {
                at(statement, place);
                statement.setLong(4, from);
                try (var row = statement.executeQuery()) {
                    if (!row.next()) return Long.MAX_VALUE;
                    long time = row.getLong(1);
                    return row.wasNull() ? Long.MAX_VALUE : time;
                }
            }
        }
    }

    private long facts(Place place, long from, long to) throws SQLException {
        synchronized (owner) {
            try (var statement = owner.prepareStatement("delete from fact where customer = ? and host = ? and place = ?"
                    + " and time >= ? and time < ? and input in (select id from input where received_at < ?)")) {
                at(statement, place);
                statement.setLong(4, from);
                statement.setLong(5, to);
                statement.setString(6, before.toString());
                return statement.executeUpdate();
            }
        }
    }

    private void at(PreparedStatement statement, Place place) throws SQLException {
        statement.setString(1, customer);
        statement.setString(2, place.host);
        statement.setString(3, place.place);
    }

    private long inputs() throws SQLException {
        var old = " customer = ? and received_at < ? and id not in (select input from fact)"
                + " and id not in (select input from register)";
        synchronized (owner) {
            owner.setAutoCommit(false);
            try {
                update("delete from rejection where input in (select id from input where" + old + ")");
                long inputs = update("delete from input where" + old);
                owner.commit();
                return inputs;
            } catch (SQLException broken) {
                owner.rollback();
                throw broken;
            } finally {
                owner.setAutoCommit(true);
            }
        }
    }

    private long assessments() throws SQLException {
        synchronized (owner) {
            return update("delete from assessment where customer = ? and as_of < ?");
        }
    }

    private long update(String sql) throws SQLException {
        try (var statement = owner.prepareStatement(sql)) {
            statement.setString(1, customer);
            statement.setString(2, before.toString());
            return statement.executeUpdate();
        }
    }
}

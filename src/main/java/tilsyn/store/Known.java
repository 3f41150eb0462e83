package tilsyn.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.FactJson;
import tilsyn.fact.Fact;
import tilsyn.fact.LogCount;
import tilsyn.fact.Origin;

/** Records that the store holds already, and what happens when they come again: the smallest origin is kept. */
final class Known implements AutoCloseable {
    private static final String THIS = " where customer = ? and host = ? and place = ? and time = ? and id = ?";

    private final String customer;
    private final boolean merges;
    private final PreparedStatement find;
    private final PreparedStatement replace;

    Known(Connection connection, String customer, String table) throws SQLException {
        this.customer = customer;
        this.merges = table.equals("fact");
        var merging = merges ? "merging" : "null";
        find = connection.prepareStatement("select f.type, f.json, f.input, " + merging
                + ", i.file, i.sha256, i.received_at, " + (merges ? "f.received_at" : "null")
                + ", i.live from (select * from " + table + THIS
                + ") f join input i on i.id = f.input");
        replace = connection.prepareStatement("update " + table + " set type = ?, json = ?, input = ?"
                + (merges ? ", merging = ?, received_at = ?" : "") + THIS);
    }

    void meet(Row row, long input, boolean live, Intake.Tally tally) throws SQLException {
        identify(find, 1, row);
        Fact known;
        long from;
        String merging;
        boolean feed;
        String received;
        try (var found = find.executeQuery()) {
            if (!found.next()) throw new SQLException("a row that stands in the way can't be found");
            received = found.getString(8);
            feed = found.getBoolean(9);
            var file = new Origin(
                    found.getString(5),
                    0,
                    -1,
                    found.getString(6),
                    "",
                    "",
                    "",
                    Instant.parse(received == null ? found.getString(7) : received));
            known = FactJson.restored(
                    found.getString(1), found.getString(2), row.fact().host(), file);
            from = found.getLong(3);
            merging = found.getString(4);
        }
        if (row.fact() instanceof LogCount count && known instanceof LogCount before) {
            var sofar = Merging.of(merging, from, feed, before);
            var both = live ? sofar.plusLive(count.minutes()) : sofar.plus(input, count.minutes());
            var merged = Merging.of(before, count, both.merged());
            long gained = (long) merged.count() - before.count();
            tally.merged(gained, count.count() - gained);
            boolean same = merged.origin().equals(before.origin());
            replace(row, merged, same ? from : input, both.text(), same ? received : received(row, live));
            return;
        }
        tally.again(row.fact());
        if (row.fact().origin().compareTo(known.origin()) < 0)
            replace(row, row.fact(), input, null, received(row, live));
    }

    private static @Nullable String received(Row row, boolean live) {
        return live ? row.fact().origin().received().toString() : null;
    }

    private void replace(Row row, Fact fact, long input, @Nullable String merging, @Nullable String received)
            throws SQLException {
        replace.setString(1, fact.type());
        replace.setString(2, FactJson.stored(fact));
        replace.setLong(3, input);
        if (merges) {
            replace.setString(4, merging);
            replace.setString(5, received);
        }
        identify(replace, merges ? 6 : 4, row);
        replace.executeUpdate();
    }

    private void identify(PreparedStatement statement, int from, Row row) throws SQLException {
        statement.setString(from, customer);
        statement.setString(from + 1, row.host());
        statement.setString(from + 2, row.place());
        statement.setLong(from + 3, row.time());
        statement.setObject(from + 4, row.id());
    }

    @Override
    public void close() throws SQLException {
        find.close();
        replace.close();
    }
}

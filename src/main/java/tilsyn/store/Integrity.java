package tilsyn.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks whether a store is whole: every index agrees with its table, and what one table says of another is so. */
final class Integrity {
    /** What must find nothing, by what it would be. */
    private static final Map<String, String> STRAYS = new TreeMap<>(Map.of(
            "facts of an input that isn't there",
            "select count(*) from fact f left join input i on i.id = f.input where i.id is null",
            "register entries of an input that isn't there",
            "select count(*) from register r left join input i on i.id = r.input where i.id is null",
            "rejected lines of an input that isn't there",
            "select count(*) from rejection r left join input i on i.id = r.input where i.id is null",
            "hosts with facts that no list of hosts has",
            "select count(*) from (select distinct customer, host, place from fact) f left join spoken_of s"
                    + " on s.customer = f.customer and s.host = f.host and s.place = f.place and not s.registered"
                    + " where s.host is null",
            "steps of a ticket that isn't there",
            "select count(*) from ticket_step s left join ticket t on t.customer = s.customer and t.number = s.number"
                    + " where t.number is null",
            "messages of a ticket that isn't there",
            "select count(*) from outbox o left join ticket t on t.customer = o.customer and t.number = o.number"
                    + " where t.number is null",
            "tickets numbered above the last of their customer",
            "select count(*) from ticket t join ticket_book b on b.customer = t.customer where t.number > b.last",
            "inputs in which records were lost or counted twice",
            "select count(*) from input where received <> facts + rolled_up + duplicates + ignored + rejected"));

    private final Connection connection;
    private final List<String> problems = new ArrayList<>();

    private Integrity(Connection connection) {
        this.connection = connection;
    }

    /** A sentence for each thing wrong, sorted; none when it is whole. */
    static List<String> of(Connection connection) throws SQLException {
        var integrity = new Integrity(connection);
        integrity.indexes();
        integrity.strays();
        return integrity.problems.stream().sorted().toList();
    }

    private void indexes() throws SQLException {
        var indexes = new TreeMap<String, List<String>>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select table_name, index_name, column_name"
                        + " from information_schema.index_columns where table_schema = 'public'"
                        + " order by table_name, index_name, ordinal_position")) {
            while (rows.next())
                indexes.computeIfAbsent(
                                quoted(rows.getString(1)) + " " + quoted(rows.getString(2)), index -> new ArrayList<>())
                        .add(quoted(rows.getString(3)));
        }
        for (var index : indexes.entrySet()) {
            var names = index.getKey().split(" ");
            var columns = String.join(", ", index.getValue());
            var select = "select %s from %s use index (%%s)".formatted(columns, names[0]);
            var table = digest(select.formatted(""));
            // an order that an index has is read from it
            var indexed = digest(select.formatted(names[1]) + " order by " + columns);
            if (!table.equals(indexed))
                problems.add("The index %s of %s holds %s, and the table %s."
                        .formatted(plain(names[1]), plain(names[0]), rows(indexed), rows(table)));
        }
    }

    private static String rows(Digest digest) {
        return digest.rows + " rows (" + Long.toHexString(digest.sum) + ")";
    }

    /** @param sum of the rows' hashes, in whichever order they come */
    private record Digest(long rows, long sum) {}

    private Digest digest(String select) throws SQLException {
        long count = 0;
        long sum = 0;
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(1_000);
            try (var rows = statement.executeQuery(select)) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    count++;
                    sum += hash(rows, columns);
                }
            }
        }
        return new Digest(count, sum);
    }

    private static long hash(ResultSet row, int columns) throws SQLException {
        var values = new String[columns];
        for (int i = 0; i < columns; i++) values[i] = row.getString(i + 1);
        return Arrays.hashCode(values) * 0x9E3779B97F4A7C15L;
    }

    private void strays() throws SQLException {
        for (var stray : STRAYS.entrySet()) {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(stray.getValue())) {
                rows.next();
                if (rows.getLong(1) > 0) problems.add("There are %s: %d.".formatted(stray.getKey(), rows.getLong(1)));
            }
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String plain(String quoted) {
        return quoted.substring(1, quoted.length() - 1);
    }
}

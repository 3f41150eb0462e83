package tilsyn.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The H2 file. One owner connection opens it with its settings, which the file doesn't keep, and syncs it to disk; all
 * else is done by a user who may read and write rows and nothing more.
 */
final class Database implements AutoCloseable {
    private static final String OWNER = "owner";
    private static final String CLERK = "clerk";
    private static final int CONNECTIONS = 8;
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** What a file may hold whose first opening was cut off. */
    private static final long LARGEST_EMPTY = 256 * 1024;

    private final Path file;
    private final String scheme;
    private volatile Opened opened;

    /** The file as it is open now. */
    private record Opened(Connection owner, HikariDataSource pool) {}

    private Database(Path file, String scheme, Opened opened) {
        this.file = file;
        this.scheme = scheme;
        this.opened = opened;
    }

    /** @param file without the ending that H2 adds */
    static Database open(Path file) throws SQLException, IOException {
        return open(file, "file:");
    }

    /** @param scheme which of H2's file systems it lies in */
    static Database open(Path file, String scheme) throws SQLException, IOException {
        return new Database(file, scheme, opened(file, scheme));
    }

    private static Opened opened(Path file, String scheme) throws SQLException, IOException {
        if (file.toString().indexOf(';') >= 0) throw new IOException("a store's path can't hold a semicolon");
        var folder = file.toAbsolutePath().getParent();
        if (folder != null) Files.createDirectories(folder);
        var url = "jdbc:h2:" + scheme + file.toAbsolutePath();
        var settings = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0"
                + ";DB_CLOSE_ON_EXIT=FALSE;MAX_COMPACT_TIME=50;TRACE_LEVEL_FILE=0";
        long size = Files.exists(onDisk(file)) ? Files.size(onDisk(file)) : 0;
        var owner = DriverManager.getConnection(url + settings, OWNER, "");
        try {
            if (size > LARGEST_EMPTY && !hasSchema(owner)) throw StoreBroken.emptied(onDisk(file));
            migrate(url + settings);
            return new Opened(owner, pool(url + ";IFEXISTS=TRUE", password(owner)));
        } catch (SQLException | RuntimeException broken) {
            owner.close();
            throw broken;
        }
    }

    /** H2 opens a file of which no part is whole as an empty one. */
    private static boolean hasSchema(Connection owner) throws SQLException {
        try (var tables = owner.getMetaData().getTables(null, "public", "fact", null)) {
            return tables.next();
        }
    }

    private static void migrate(String url) throws SQLException {
        try {
            Flyway.configure()
                    .dataSource(url, OWNER, "")
                    .locations("classpath:tilsyn/store")
                    .load()
                    .migrate();
        } catch (FlywayException broken) {
            throw new SQLException("the schema can't be brought up to date: " + broken.getMessage(), broken);
        }
    }

    /** A new password for the clerk at every start, as the file keeps no secret from who can read it. */
    private static String password(Connection owner) throws SQLException {
        var random = new byte[24];
        new SecureRandom().nextBytes(random);
        var password = HexFormat.of().formatHex(random);
        try (var statement = owner.createStatement()) {
            statement.execute("create user if not exists " + CLERK + " password ''");
            statement.execute("alter user " + CLERK + " set password '" + password + "'");
            for (var table : new String[] {
                "input",
                "fact",
                "register",
                "spoken_of",
                "rejection",
                "assessment",
                "ticket_book",
                "ticket",
                "ticket_step",
                "outbox",
                "outside",
                "tail"
            }) statement.execute("grant select, insert, update on " + table + " to " + CLERK);
        }
        return password;
    }

    private static HikariDataSource pool(String url, String password) {
        var config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(url);
        config.setUsername(CLERK);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    /** Where it lies on the disk. */
    Path file() {
        return onDisk(file);
    }

    static Path onDisk(Path file) {
        return file.resolveSibling(file.getFileName() + ".mv.db");
    }

    Connection connection() throws SQLException {
        return opened.pool.getConnection();
    }

    /** Returns once all that was committed is on the disk. */
    void sync() throws SQLException {
        var owner = opened.owner;
        synchronized (owner) {
            try (var statement = owner.createStatement()) {
                statement.execute("checkpoint sync");
            }
        }
    }

    /** Opens the file anew if H2 has closed it, as it does when a write fails. */
    synchronized void revive() throws SQLException, IOException {
        var before = opened;
        try (var statement = before.owner.createStatement();
                var rows = statement.executeQuery("select count(*) from tail")) {
            if (rows.next()) return;
        } catch (SQLException closed) {
            LOG.info("{} was closed by a failure and is opened anew", onDisk(file), closed);
        }
        close(before);
        opened = opened(file, scheme);
    }

    private static void close(Opened opened) {
        opened.pool.close();
        try {
            opened.owner.close();
        } catch (SQLException alreadyClosed) {
            LOG.debug("closing after a failure", alreadyClosed);
        }
    }

    /** @see Integrity */
    List<String> problems() throws SQLException {
        var owner = opened.owner;
        synchronized (owner) {
            return Integrity.of(owner);
        }
    }

    /** @see Retention */
    Store.Dropped drop(String customer, Instant before) throws SQLException {
        return Retention.drop(opened.owner, customer, before);
    }

    @Override
    public void close() throws SQLException {
        opened.pool.close();
        opened.owner.close();
    }
}

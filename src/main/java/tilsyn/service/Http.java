package tilsyn.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tilsyn.fact.FileRead;
import tilsyn.store.StoreBroken;

/**
 * What this machine's programs can ask and bring: {@code POST /ingest}, {@code GET /health/live}, {@code /health/ready} and
 * {@code /metrics}. It answers only what was asked under a name of this machine, and nothing that a web page asks.
 */
final class Http implements AutoCloseable {
    /** Takes a body; returns once it is on the disk. */
    interface Ingest {
        /** @param name what origins call it */
        Taken take(Path body, String name, String sha256)
                throws InterruptedException, ExecutionException, TimeoutException;
    }

    /**
     * @param before it had been taken already, and nothing was read
     * @param other the name was used for something else before, and nothing was read
     */
    record Taken(List<FileRead> read, boolean before, boolean other) {}

    /** The longest body, in bytes. */
    static final long LONGEST = 64L << 20;

    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final int THREADS = 4;
    private static final Logger LOG = LoggerFactory.getLogger(Http.class);

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Path incoming;
    private final Ingest ingest;
    private final Supplier<String> problem;
    private final Supplier<String> metrics;

    /** @param problem why nothing can be taken now; empty when it can */
    Http(String address, int port, Path incoming, Ingest ingest, Supplier<String> problem, Supplier<String> metrics)
            throws IOException {
        this.incoming = Files.createDirectories(incoming);
        this.ingest = ingest;
        this.problem = problem;
        this.metrics = metrics;
        // whoever comes when all are busy and many wait is turned away by the closed connection
        this.threads = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(256));
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), 64);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isOurs(exchange)) {
                say(exchange, 403, "text/plain", "asked under another machine's name, or by a web page\n");
                return;
            }
            var asked =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            switch (asked) {
                case "GET /health/live" -> say(exchange, 200, "text/plain", "live\n");
                case "GET /health/ready" -> {
                    var why = problem.get();
                    say(exchange, why.isEmpty() ? 200 : 503, "text/plain", why.isEmpty() ? "ready\n" : why + "\n");
                }
                case "GET /metrics" -> metrics(exchange);
                case "POST /ingest" -> ingest(exchange);
                default ->
                    say(
                            exchange,
                            404,
                            "text/plain",
                            "There is: POST /ingest, GET /health/live, GET /health/ready, GET /metrics\n");
            }
        } catch (RuntimeException ours) {
            LOG.error("answering failed, which is our own fault", ours);
            throw ours;
        }
    }

    private void metrics(HttpExchange exchange) throws IOException {
        String text;
        try {
            text = metrics.get();
        } catch (StoreBroken broken) {
            say(exchange, 503, "text/plain", broken.getMessage() + "\n");
            return;
        }
        say(exchange, 200, "text/plain; version=0.0.4", text);
    }

    /** A browser says who sent it, or is led here under another name. */
    private static boolean isOurs(HttpExchange exchange) {
        var headers = exchange.getRequestHeaders();
        var host = headers.getFirst("Host");
        if (host == null || headers.containsKey("Origin") || headers.containsKey("Sec-Fetch-Site")) return false;
        return NAMES.contains(host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT));
    }

    private void ingest(HttpExchange exchange) throws IOException {
        var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (key != null && !KEY.matcher(key).matches()) {
            say(exchange, 400, "text/plain", "Idempotency-Key: up to 128 letters, digits and any of . _ : -\n");
            return;
        }
        var body = Files.createTempFile(incoming, "body", "");
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            long length = copy(exchange.getRequestBody(), body, digest);
            if (length < 0) {
                say(exchange, 413, "text/plain", "A body has %d bytes at most; send it in parts.\n".formatted(LONGEST));
                return;
            }
            var sha256 = HexFormat.of().formatHex(digest.digest());
            var taken = ingest.take(body, "ingest/" + (key == null ? sha256 : key), sha256);
            if (taken.other())
                say(exchange, 422, "text/plain", "That Idempotency-Key came before, with another body.\n");
            else say(exchange, 202, "application/json", json(taken));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            say(exchange, 503, "text/plain", "closing; send it again\n");
        } catch (TimeoutException | ExecutionException | IllegalStateException refused) {
            say(exchange, 503, "text/plain", "not taken; send it again\n");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        } finally {
            Files.deleteIfExists(body);
        }
    }

    private static String json(Taken taken) {
        var read = taken.read();
        return ("{\"format\":\"%s\",\"before\":%s,\"received\":%d,\"facts\":%d,\"rolledUp\":%d,\"duplicates\":%d,"
                        + "\"ignored\":%d,\"rejected\":%d}\n")
                .formatted(
                        read.stream().map(FileRead::format).distinct().collect(Collectors.joining(" ")),
                        taken.before(),
                        sum(read, FileRead::received),
                        sum(read, FileRead::facts),
                        sum(read, FileRead::rolledUp),
                        sum(read, FileRead::duplicates),
                        sum(read, FileRead::ignored),
                        sum(read, FileRead::rejected));
    }

    private static long sum(List<FileRead> read, ToLongFunction<FileRead> count) {
        return read.stream().mapToLong(count).sum();
    }

    /** How many bytes; -1 for too many. */
    private static long copy(InputStream from, Path to, MessageDigest digest) throws IOException {
        long length = 0;
        var buffer = new byte[16_384];
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(to), digest)) {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                length += read;
                if (length > LONGEST) return -1;
                out.write(buffer, 0, read);
            }
        }
        return length;
    }

    private static void say(HttpExchange exchange, int status, String type, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Takes nothing more; waits for what is being answered. */
    @Override
    public void close() {
        server.stop(2);
        threads.shutdown();
    }
}

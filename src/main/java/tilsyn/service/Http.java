package tilsyn.service;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tilsyn.fact.FileRead;
import tilsyn.store.StoreBroken;

/**
 * What this machine's programs can ask and bring: {@code POST /ingest}, {@code GET /health/live}, {@code /health/ready} and
 * {@code /metrics}. It answers only what was asked under a name of this machine, and nothing that a web page asks. Senders
 * that are slow take a connection each, and no thread.
 */
final class Http implements AutoCloseable {
    /** Takes a body. */
    interface Ingest {
        /**
         * Returns once there is room for it.
         *
         * @param name what origins call it
         * @return done once it is on the disk; until then the body must stay
         */
        CompletableFuture<Taken> take(Path body, String name, String sha256) throws InterruptedException;
    }

    /**
     * @param before it had been taken already, and nothing was read
     * @param other the name was used for something else before, and nothing was read
     */
    record Taken(List<FileRead> read, boolean before, boolean other) {}

    /** @param last nothing more is taken on the connection */
    record Answer(int status, String type, String text, boolean last) {
        static Answer said(int status, String text) {
            return new Answer(status, "text/plain", text, false);
        }

        Answer andLast() {
            return new Answer(status, type, text, true);
        }

        static Answer last(int status, String text) {
            return new Answer(status, "text/plain", text, true);
        }
    }

    /** The longest body, in bytes. */
    static final long LONGEST = 64L << 20;

    /** Connections at a time; who comes then is turned away. */
    static final int MOST_CONNECTIONS = 4_096;

    private static final int LONGEST_LINE = 4_096;
    private static final int LONGEST_HEAD = 16_384;
    private static final int CHUNK = 16_384;
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final String THERE_IS =
            "There is: POST /ingest, GET /health/live, GET /health/ready, GET /metrics\n";
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final long QUIET_MS = 100;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Http.class);

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("http"), NioIoHandler.newFactory());
    /** Write bodies to the disk. */
    private final EventExecutorGroup writers = new DefaultEventExecutorGroup(2, new DefaultThreadFactory("http-body"));
    /** Apart, so that whoever asks how it goes doesn't wait for what is being taken. */
    private final ThreadPoolExecutor asked = threads(2);

    private final ThreadPoolExecutor brought = threads(4);
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicLong turnedAway = new AtomicLong();
    private final AtomicLong answering = new AtomicLong();
    private final Channel server;
    private final Path incoming;
    private final Ingest ingest;
    private final Supplier<String> problem;
    private final Supplier<String> metrics;
    private final Duration answerWithin;

    /** @param problem why nothing can be taken now; empty when it can */
    Http(String address, int port, Path incoming, Ingest ingest, Supplier<String> problem, Supplier<String> metrics)
            throws IOException {
        this(address, port, incoming, ingest, problem, metrics, ANSWER_WITHIN);
    }

    Http(
            String address,
            int port,
            Path incoming,
            Ingest ingest,
            Supplier<String> problem,
            Supplier<String> metrics,
            Duration answerWithin)
            throws IOException {
        this.answerWithin = answerWithin;
        this.incoming = Files.createDirectories(incoming);
        this.ingest = ingest;
        this.problem = problem;
        this.metrics = metrics;
        var bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new Connecting())
                .bind(new InetSocketAddress(InetAddress.getByName(address), port))
                .awaitUninterruptibly();
        this.server = bound.channel();
        if (bound.isSuccess()) return;
        stop();
        throw new IOException("%s:%d can't be listened at: %s"
                .formatted(address, port, bound.cause().getMessage()));
    }

    /** Those who wait are bounded by the connections. */
    private static ThreadPoolExecutor threads(int number) {
        return new ThreadPoolExecutor(
                number,
                number,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MOST_CONNECTIONS),
                new DefaultThreadFactory("http-answer"));
    }

    private final class Connecting extends ChannelInitializer<NioSocketChannel> {
        @Override
        protected void initChannel(NioSocketChannel channel) {
            if (connections.size() >= MOST_CONNECTIONS) {
                turnedAway.incrementAndGet();
                channel.close();
                return;
            }
            connections.add(channel);
            channel.pipeline()
                    .addLast(new HttpServerCodec(LONGEST_LINE, LONGEST_HEAD, CHUNK))
                    .addLast(writers, new HttpConnection(Http.this));
        }
    }

    /** Connections that are open. */
    int connected() {
        return connections.size();
    }

    /** Connections that were turned away as there were too many. */
    long turnedAway() {
        return turnedAway.get();
    }

    /** What to say of a request of which only the head has come; null to go on with it. */
    @Nullable
    Answer refused(HttpRequest request) {
        if (!isOurs(request)) return Answer.said(403, "asked under another machine's name, or by a web page\n");
        var key = request.headers().get("Idempotency-Key");
        return switch (asked(request)) {
            case "GET /health/live", "GET /health/ready", "GET /metrics" -> null;
            case "POST /ingest" ->
                key == null || KEY.matcher(key).matches()
                        ? null
                        : Answer.said(400, "Idempotency-Key: up to 128 letters, digits and any of . _ : -\n");
            default -> Answer.said(404, THERE_IS);
        };
    }

    static Answer tooLong() {
        return Answer.last(413, "A body has %d bytes at most; send it in parts.\n".formatted(LONGEST));
    }

    private static String asked(HttpRequest request) {
        return request.method() + " " + new QueryStringDecoder(request.uri()).path();
    }

    /** Whether what the request brings is to be kept. */
    static boolean brings(HttpRequest request) {
        return asked(request).equals("POST /ingest");
    }

    /** A browser says who sent it, or is led here under another name. */
    private static boolean isOurs(HttpRequest request) {
        var host = request.headers().get("Host");
        if (host == null
                || request.headers().contains("Origin")
                || request.headers().contains("Sec-Fetch-Site")) return false;
        return NAMES.contains(host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT));
    }

    /** An empty file for a body. */
    Path file() throws IOException {
        return Files.createTempFile(incoming, "body", "");
    }

    /**
     * Answers a request that is there in full, by a thread of its own; the body is then no more.
     *
     * @param body null when it brings nothing to keep
     * @param to gets the answer; calls {@link #told} once it is out
     */
    void answer(HttpRequest request, HttpConnection.@Nullable Body body, Consumer<Answer> to) {
        answering.incrementAndGet();
        try {
            if (body == null) asked.execute(() -> to.accept(answer(() -> ask(asked(request)))));
            else {
                var key = request.headers().get("Idempotency-Key");
                brought.execute(() -> to.accept(answer(() -> ingest(body, key))));
            }
        } catch (RejectedExecutionException busy) {
            if (body != null) body.delete();
            to.accept(Answer.last(503, "busy, or closing; send it again\n"));
        }
    }

    /** An answer is with whoever asked, or can't be. */
    void told() {
        answering.decrementAndGet();
    }

    private static Answer answer(Callable<Answer> work) {
        try {
            return work.call();
        } catch (Exception ours) {
            LOG.error("answering failed, which is our own fault", ours);
            return Answer.last(500, "failed, which is our own fault; the log says more\n");
        }
    }

    private Answer ask(String asked) {
        return switch (asked) {
            case "GET /health/live" -> Answer.said(200, "live\n");
            case "GET /health/ready" -> {
                var why = problem.get();
                yield why.isEmpty() ? Answer.said(200, "ready\n") : Answer.said(503, why + "\n");
            }
            default -> metrics();
        };
    }

    private Answer metrics() {
        try {
            return new Answer(200, "text/plain; version=0.0.4", metrics.get(), false);
        } catch (StoreBroken broken) {
            return Answer.said(503, broken.getMessage() + "\n");
        }
    }

    private Answer ingest(HttpConnection.Body body, @Nullable String key) {
        boolean given = false;
        try {
            var sha256 = body.sha256();
            var future = ingest.take(body.file(), "ingest/" + (key == null ? sha256 : key), sha256);
            // whoever is answered that it was not taken in time may send it again, but it may be taken all the same
            var unused = future.whenComplete((taken, failed) -> body.delete());
            given = true;
            var taken = future.get(answerWithin.toMillis(), TimeUnit.MILLISECONDS);
            return taken.other()
                    ? Answer.said(422, "That Idempotency-Key came before, with another body.\n")
                    : new Answer(202, "application/json", json(taken), false);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Answer.last(503, "closing; send it again\n");
        } catch (TimeoutException | ExecutionException | IllegalStateException refused) {
            return Answer.said(503, "not taken; send it again\n");
        } finally {
            if (!given) body.delete();
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

    /** Takes nothing more; waits for what is being answered. */
    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        long until = System.nanoTime() + LAST_ANSWERS.toNanos();
        try {
            while (answering.get() > 0 && System.nanoTime() < until) Thread.sleep(10);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        stop();
    }

    private void stop() {
        asked.shutdown();
        brought.shutdown();
        connections.close().awaitUninterruptibly();
        // what is closed is taken apart by both in turn
        loop.shutdownGracefully(QUIET_MS, LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
        writers.shutdownGracefully(0, LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
    }
}

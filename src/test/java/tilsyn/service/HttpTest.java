package tilsyn.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTest {
    private static final int SLOW = Integer.getInteger("tilsyn.slow", 2_000);
    private static final String POST = "POST /ingest HTTP/1.1\r\nHost: localhost\r\n";
    private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @TempDir
    Path folder;

    private final List<String> taken = new ArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final List<Socket> sockets = new ArrayList<>();
    private int port;
    private Http http;

    @BeforeEach
    void begin() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        http = new Http("127.0.0.1", port, folder, this::take, () -> "", () -> "metrics\n");
    }

    private CompletableFuture<Http.Taken> take(Path body, String name, String sha256) throws InterruptedException {
        gate.await();
        try {
            synchronized (taken) {
                taken.add(Files.readString(body));
            }
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
        return CompletableFuture.completedFuture(new Http.Taken(List.of(), false, false));
    }

    @Test
    void a_body_that_was_not_taken_in_time_stays_until_it_is_taken() throws Exception {
        http.close();
        var later = new CompletableFuture<Http.Taken>();
        http = new Http(
                "127.0.0.1", port, folder, (body, name, sha256) -> later, () -> "", () -> "", Duration.ofMillis(100));

        var answer = client.send(posting(BodyPublishers.ofString("one")), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(folder).isNotEmptyDirectory();
        later.complete(new Http.Taken(List.of(), false, false));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(folder).isEmptyDirectory());
    }

    @AfterEach
    void end() throws IOException {
        for (var socket : sockets) socket.close();
        http.close();
    }

    @Test
    void thousands_who_are_slow_hold_nobody_up_and_are_cut_off() throws Exception {
        for (int i = 0; i < SLOW; i++)
            connect()
                    .getOutputStream()
                    .write((i % 3 == 0 ? "" : i % 3 == 1 ? "GET /hea" : POST + "Content-Length: 100000\r\n\r\nx")
                            .getBytes(US_ASCII));
        var slow = List.copyOf(sockets);

        for (int second = 0; second < 5; second++) {
            assertThat(get("/health/live").statusCode()).isEqualTo(200);
            assertThat(get("/metrics").body()).isEqualTo("metrics\n");
            assertThat(post("whole " + second).statusCode()).isEqualTo(202);
            for (int i = 1; i < slow.size(); i += 3)
                slow.get(i).getOutputStream().write('l');
            for (int i = 2; i < slow.size(); i += 3)
                slow.get(i).getOutputStream().write('y');
            Thread.sleep(1_000);
        }

        assertThat(taken).containsExactly("whole 0", "whole 1", "whole 2", "whole 3", "whole 4");
        await().atMost(Duration.ofSeconds(30)).until(() -> http.connected() <= 1);
        assertThat(said(slow.get(0))).isEmpty();
        assertThat(said(slow.get(1))).isEmpty();
        assertThat(said(slow.get(2))).startsWith("HTTP/1.1 408 ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void more_connections_than_there_is_room_for_are_turned_away_until_there_is_room() throws Exception {
        for (int i = 0; i < Http.MOST_CONNECTIONS; i++) connect();
        await().atMost(Duration.ofSeconds(20)).until(() -> http.connected() == Http.MOST_CONNECTIONS);

        assertThat(said(connect())).isEmpty();
        assertThat(http.turnedAway()).isOne();
        for (var socket : sockets) socket.close();
        await().atMost(Duration.ofSeconds(20)).until(() -> http.connected() == 0);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void whoever_asks_how_it_goes_does_not_wait_for_what_is_being_taken() throws Exception {
        gate = new CountDownLatch(1);
        var posts = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 20; i++)
            posts.add(client.sendAsync(posting(BodyPublishers.ofString("one")), BodyHandlers.ofString())
                    .thenApply(HttpResponse::statusCode));

        assertThat(get("/health/ready").body()).isEqualTo("ready\n");
        assertThat(posts).noneMatch(CompletableFuture::isDone);
        gate.countDown();
        assertThat(posts)
                .allSatisfy(post -> assertThat(post.get(20, TimeUnit.SECONDS)).isEqualTo(202));
    }

    @Test
    void requests_sent_at_once_are_answered_in_turn() throws Exception {
        var socket = connect();
        socket.getOutputStream()
                .write((LIVE + POST + "Content-Length: 3\r\n\r\none" + LIVE.replace("live", "ready")
                                + "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .getBytes(US_ASCII));

        assertThat(said(socket).lines().filter(line -> line.startsWith("HTTP/1.1")))
                .containsExactly(
                        "HTTP/1.1 200 OK", "HTTP/1.1 202 Accepted", "HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found");
        assertThat(taken).containsExactly("one");
    }

    @Test
    void a_request_that_comes_in_pieces_is_answered() throws Exception {
        var socket = connect();
        for (var piece :
                List.of("GET /hea", "lth/live HTTP/1.1\r\nHo", "st: localhost\r\nConnection: close\r\n\r", "\n")) {
            socket.getOutputStream().write(piece.getBytes(US_ASCII));
            Thread.sleep(100);
        }

        assertThat(said(socket)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void a_body_in_chunks_and_one_that_waits_to_be_asked_for_are_taken() throws Exception {
        var chunked = connect();
        chunked.getOutputStream()
                .write((POST
                                + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n")
                        .getBytes(US_ASCII));
        assertThat(said(chunked)).startsWith("HTTP/1.1 202 ");

        var expecting = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ingest"))
                .expectContinue(true)
                .POST(BodyPublishers.ofString("asked for"))
                .build();
        assertThat(client.send(expecting, BodyHandlers.ofString()).statusCode()).isEqualTo(202);

        assertThat(taken).containsExactly("onetwo", "asked for");
    }

    @Test
    void a_body_too_long_is_refused_at_its_head_or_where_it_gets_too_long() throws Exception {
        var announced = connect();
        announced
                .getOutputStream()
                .write((POST + "Content-Length: " + (Http.LONGEST + 1) + "\r\n\r\n").getBytes(US_ASCII));
        assertThat(said(announced)).startsWith("HTTP/1.1 413 ").contains("Connection: close".toLowerCase(), "in parts");

        var endless = connect();
        var out = endless.getOutputStream();
        out.write((POST + "Transfer-Encoding: chunked\r\n\r\n").getBytes(US_ASCII));
        var chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(US_ASCII);
        for (long sent = 0; sent <= Http.LONGEST; sent += 0x10000) out.write(chunk);
        assertThat(said(endless)).startsWith("HTTP/1.1 413 ");
        assertThat(taken).isEmpty();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(folder).isEmptyDirectory());
    }

    @Test
    void what_is_no_HTTP_or_has_a_head_too_long_is_refused() throws Exception {
        for (var odd : List.of(
                "\0\1\2\3\r\n\r\n",
                "GET /" + "x".repeat(10_000) + " HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nA: " + "x".repeat(20_000) + "\r\n\r\n",
                POST + "Content-Length: -1\r\n\r\n",
                POST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                POST + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")) {
            var socket = connect();
            socket.getOutputStream().write(odd.getBytes(US_ASCII));

            assertThat(said(socket)).as(odd.substring(0, 8)).startsWith("HTTP/1.1 400 ");
        }
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void a_sender_that_goes_away_in_the_middle_leaves_nothing() throws Exception {
        var socket = connect();
        socket.getOutputStream().write((POST + "Content-Length: 10\r\n\r\nhalf").getBytes(US_ASCII));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(folder).isNotEmptyDirectory());

        socket.close();

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(folder).isEmptyDirectory());
        assertThat(taken).isEmpty();
    }

    @Test
    void what_is_being_answered_when_it_ends_is_answered() throws Exception {
        gate = new CountDownLatch(1);
        var post = client.sendAsync(posting(BodyPublishers.ofString("last")), BodyHandlers.ofString());
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(folder).isNotEmptyDirectory());
        Thread.sleep(200);

        var closing = CompletableFuture.runAsync(http::close);
        Thread.sleep(200);
        gate.countDown();

        assertThat(post.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
        closing.get(20, TimeUnit.SECONDS);
    }

    @Test
    void an_address_in_use_is_named() {
        assertThatThrownBy(() -> new Http("127.0.0.1", port, folder, this::take, () -> "", () -> ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + port + " can't be listened at");
    }

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return client.send(posting(BodyPublishers.ofString(body)), BodyHandlers.ofString());
    }

    private HttpRequest posting(HttpRequest.BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ingest"))
                .timeout(Duration.ofSeconds(20))
                .POST(body)
                .build();
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        return socket;
    }

    /** Until it ends. */
    private static String said(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
}

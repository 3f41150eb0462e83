package tilsyn.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.fact.LogEvent;
import tilsyn.store.Store;

/**
 * More than the service can take, by TCP, UDP and HTTP at once, into a process with 512 MB of heap: for some seconds, or for as
 * many as {@code -Dtilsyn.overload=60} says. Senders go as fast as they can; TCP and HTTP hold them back.
 */
class OverloadTest {
    private static final int SECONDS = Integer.getInteger("tilsyn.overload", 5);
    private static final int SENDERS = 3;
    /** Connections that hold half a message all the while. */
    private static final int SLOW = 500;

    private static final Duration RECOVERED = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String CHATTER = "<30>1 %s SRV01 app 7 - - job %d done";
    private static final String WARNING = "<28>1 %s SRV01 app 7 - - odd thing number %d";
    private static final String NUMBERED = "<30>1 %s NET%d app 7 - [meta sequenceId=\"%d\"] link %d up";
    private static final String INNOCENT = "<28>1 %s SRV02 app 7 - - innocent %d\n";
    private static final String FAILING =
            "<26>1 %s SRV02 smartd 7 - - Device: /dev/sda [SAT], FAILED SMART self-check. BACK UP DATA NOW!\n";

    private static final String FAILED = "tilsyn_verdict{customer=\"DEMO\",subject=\"SRV02\",item=\"HW-02\"} ";

    @TempDir
    Path folder;

    private final AtomicLong tcp = new AtomicLong();
    private final AtomicLong udp = new AtomicLong();
    private final AtomicLong posted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong heldBack = new AtomicLong();
    private final AtomicLong innocent = new AtomicLong();
    private final AtomicLong slowest = new AtomicLong();
    private final List<Throwable> broken = new ArrayList<>();
    private volatile boolean over;
    private ServedProcess served;

    @BeforeEach
    void begin() throws Exception {
        ServedProcess.customer(folder, List.of("HW-02"));
        served = ServedProcess.start(folder, folder.resolve("data"), false);
    }

    @AfterEach
    void end() throws Exception {
        over = true;
        served.kill();
    }

    @Test
    void nothing_that_was_taken_is_lost_others_are_served_and_it_recovers() throws Exception {
        await().atMost(Duration.ofMinutes(1)).until(() -> scrape("tilsyn_rounds") > 0);
        var slow = new ArrayList<Socket>();
        for (int i = 0; i < SLOW; i++) {
            var socket = new Socket(InetAddress.getLoopbackAddress(), served.syslog());
            slow.add(socket);
            socket.getOutputStream().write(("9000 <13>" + "x".repeat(8_000)).getBytes(US_ASCII));
        }
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < SENDERS; i++) {
            int number = i;
            threads.add(thread(() -> overTcp(number)));
            threads.add(thread(() -> overUdp(number)));
            threads.add(thread(() -> overHttp(number)));
        }
        threads.add(thread(this::innocent));
        threads.add(thread(this::innocentPosts));

        long until = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        long begun = System.nanoTime();
        long judged = 0;
        int scrapes = 0;
        long mostWaiting = 0;
        while (System.nanoTime() < until) {
            var scrape = get("/metrics").body();
            assertThat(sum(scrape, "tilsyn_events_total{")).isEqualTo(sum(scrape, "tilsyn_received_total{"));
            mostWaiting = Math.max(mostWaiting, sum(scrape, "tilsyn_waiting "));
            scrapes++;
            if (judged == 0 && sum(scrape, FAILED) == 2) judged = System.nanoTime() - begun;
            assertThat(get("/health/live").statusCode()).isEqualTo(200);
        }
        over = true;
        for (var thread : threads) thread.join();
        long ended = System.nanoTime();
        await().atMost(RECOVERED)
                .until(() -> scrape("tilsyn_waiting ") == 0
                        && get("/health/ready").statusCode() == 200
                        && scrape("tilsyn_received_total{source=\"syslog-tcp\"}") == tcp.get() + innocent.get() + 1
                        && scrape("tilsyn_received_total{source=\"syslog-udp\"}") + scrape("tilsyn_kernel_drops_total ")
                                >= udp.get() * 99 / 100);
        long recovered = Duration.ofNanos(System.nanoTime() - ended).toMillis();
        await().atMost(RECOVERED).until(() -> scrape(FAILED) == 2);
        for (var socket : slow) socket.close();

        var scrape = get("/metrics").body();
        long drops = sum(scrape, "tilsyn_kernel_drops_total ");
        long taken = sum(scrape, "tilsyn_received_total{source=\"syslog-udp\"}");
        System.out.printf(
                "%d s: TCP %d taken, held back %d times; UDP %d sent, %d taken, %d dropped by the kernel, %d missing by"
                        + " number; HTTP %d lines, %d times 503; innocent %d by TCP, slowest answer %d ms, its verdict after %d ms; waiting %d at"
                        + " most, %d scrapes; recovered in %d ms%n",
                SECONDS,
                tcp.get(),
                heldBack.get(),
                udp.get(),
                taken,
                drops,
                sum(scrape, "tilsyn_sequence_missing{"),
                posted.get(),
                refused.get(),
                innocent.get(),
                slowest.get(),
                Duration.ofNanos(judged).toMillis(),
                mostWaiting,
                scrapes,
                recovered);
        assertThat(broken).isEmpty();
        assertThat(served.lines())
                .doesNotContain("OutOfMemory")
                .doesNotContain("OutOfDirectMemory")
                .doesNotContain(" ERROR ");
        assertThat(mostWaiting).isLessThanOrEqualTo(Ledger.WAITING);
        assertThat(heldBack.get()).isPositive();
        assertThat(drops).isPositive();
        // the kernel counts each datagram that it drops for want of room
        assertThat(taken + drops).isBetween(udp.get() * 99 / 100, udp.get());
        // none, when all that was taken came before the first that was dropped
        assertThat(sum(scrape, "tilsyn_sequence_missing{")).isLessThanOrEqualTo(udp.get() - taken);
        served.end();
        allOfTheInnocentIsThere();
    }

    private void allOfTheInnocentIsThere() {
        try (var store = Store.open(Store.live(folder.resolve("data")))) {
            assertThat(store.problems()).isEmpty();
            var messages = store.facts("DEMO", (name, from) -> name).of("SRV02").stream()
                    .filter(LogEvent.class::isInstance)
                    .map(fact -> ((LogEvent) fact).message())
                    .filter(message -> message.startsWith("innocent "))
                    .toList();
            assertThat(messages).hasSize((int) innocent.get()).doesNotHaveDuplicates();
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private Thread thread(Work work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (Exception | AssertionError failed) {
                synchronized (broken) {
                    broken.add(failed);
                }
            }
        });
        thread.start();
        return thread;
    }

    /** As fast as it is let; ends at the end of a message. */
    private void overTcp(int sender) throws Exception {
        try (var channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.syslog()))) {
            // what the sender's own system holds is no matter of the service
            channel.setOption(StandardSocketOptions.SO_SNDBUF, 1 << 18);
            channel.configureBlocking(false);
            for (long number = 0; !over; ) {
                var lines = new StringBuilder();
                int many = 500;
                for (int i = 0; i < many; i++) {
                    var form = number % 100 == 0 ? WARNING : CHATTER;
                    lines.append(form.formatted(Instant.now(), sender * 1_000_000_000L + number++))
                            .append('\n');
                }
                var bytes = ByteBuffer.wrap(lines.toString().getBytes(US_ASCII));
                while (bytes.hasRemaining())
                    if (channel.write(bytes) == 0) {
                        heldBack.incrementAndGet();
                        Thread.sleep(1);
                    }
                tcp.addAndGet(many);
            }
        }
    }

    private void overUdp(int sender) throws Exception {
        try (var socket = new DatagramSocket()) {
            var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), served.syslog());
            for (int number = 1; !over; number++) {
                var bytes = NUMBERED.formatted(Instant.now(), sender, number, number)
                        .getBytes(US_ASCII);
                socket.send(new DatagramPacket(bytes, bytes.length, to));
                udp.incrementAndGet();
            }
        }
    }

    private void overHttp(int sender) throws Exception {
        for (int body = 0; !over; body++) {
            var lines = new StringBuilder();
            for (int i = 0; i < 2_000; i++)
                lines.append(CHATTER.formatted(Instant.now(), (sender * 100_000L + body) * 10_000 + i))
                        .append('\n');
            var answer = post(lines.toString(), "flood-" + sender + "-" + body);
            if (answer.statusCode() == 202) posted.addAndGet(2_000);
            else refused.incrementAndGet();
        }
    }

    /** Some events a second; one of them is that a disk fails. */
    private void innocent() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), served.syslog())) {
            socket.getOutputStream().write(FAILING.formatted(Instant.now()).getBytes(US_ASCII));
            while (!over) {
                socket.getOutputStream()
                        .write(INNOCENT.formatted(Instant.now(), innocent.get()).getBytes(US_ASCII));
                innocent.incrementAndGet();
                Thread.sleep(50);
            }
        }
    }

    /** Each is answered, in less time than the sender would wait. */
    private void innocentPosts() throws Exception {
        for (int i = 0; !over; i++) {
            long begun = System.nanoTime();
            var answer = post("<28>1 %s SRV02 app 7 - - brought %d\n".formatted(Instant.now(), i), "innocent-" + i);
            assertThat(answer.statusCode()).isEqualTo(202);
            slowest.accumulateAndGet(Duration.ofNanos(System.nanoTime() - begun).toMillis(), Math::max);
            Thread.sleep(50);
        }
    }

    private HttpRequest.Builder asked(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + served.http() + path));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(asked(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body, String key) throws IOException, InterruptedException {
        return CLIENT.send(
                asked("/ingest")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private long scrape(String name) throws Exception {
        return sum(get("/metrics").body(), name);
    }

    private static long sum(String scrape, String name) {
        return scrape.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}

package tilsyn.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.Live;
import tilsyn.store.Store;
import tilsyn.store.StoreBroken;

/** A disk that really is full: a small file system of its own, where the test may mount one. */
class FullDiskTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int MESSAGES = 30_000;

    @TempDir
    Path folder;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.toString()),
                "no file system can be mounted here");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", disk.toString());
    }

    @Test
    void while_it_is_full_nothing_is_taken_and_nothing_lost_and_then_it_goes_on_by_itself() throws Exception {
        Files.createDirectories(folder.resolve("customer"));
        Files.writeString(
                folder.resolve("customer/customer.yaml"),
                "customer: {id: DEMO, name: Demo AS, zone: Europe/Oslo, locale: nb-NO}\n");
        int port = free();
        int http = free();
        var service = Service.start(
                new Service.Setup(
                        new Live.Place(
                                folder.resolve("customer"),
                                Path.of("rules"),
                                Path.of("routes"),
                                disk.resolve("data"),
                                Path.of("target/rules-cache"),
                                null,
                                "en"),
                        folder.resolve("out"),
                        "127.0.0.1",
                        port,
                        http,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        Duration.ofMinutes(5),
                        Duration.ofHours(1),
                        Duration.ofDays(400),
                        List.of()),
                Clock.systemUTC(),
                new PrintWriter(new StringWriter()));
        try {
            await().atMost(Duration.ofMinutes(2)).until(() -> service.judged() > 0);
            var ballast = disk.resolve("ballast");
            fill(ballast);
            var sender = new Thread(() -> send(port));
            sender.start();

            await().atMost(Duration.ofMinutes(1)).until(() -> status(http, "/health/ready") == 503);
            assertThat(service.problems())
                    .anySatisfy(problem -> assertThat(problem).contains("no space is left"));
            assertThat(status(http, "/health/live")).isEqualTo(200);
            assertThat(status(http, "/metrics")).isIn(200, 503);
            Files.delete(ballast);

            // nobody can read the store until it is open again
            await().atMost(Duration.ofMinutes(2))
                    .ignoreExceptionsInstanceOf(StoreBroken.class)
                    .until(() -> service.accounting().received() == MESSAGES);
            sender.join();
            await().atMost(Duration.ofSeconds(20)).until(() -> status(http, "/health/ready") == 200);
            assertThat(service.accounting().facts()).isEqualTo(MESSAGES);
        } finally {
            service.close();
        }
        try (var store = Store.open(Store.live(disk.resolve("data")))) {
            assertThat(store.problems()).isEmpty();
            assertThat(store.accounting("DEMO").facts()).isEqualTo(MESSAGES);
        }
    }

    /** Leaves a little, so that the store gets somewhere before it meets the end. */
    private static void fill(Path ballast) throws IOException {
        long space = ballast.getParent().toFile().getUsableSpace() - (1 << 20);
        try (var out = Files.newOutputStream(ballast)) {
            var block = new byte[1 << 16];
            for (long written = 0; written < space; written += block.length) out.write(block);
        }
    }

    private static void send(int port) {
        var begin = Instant.now().minusSeconds(3_600);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            for (int i = 0; i < MESSAGES; i++)
                socket.getOutputStream()
                        .write("<28>%s SRV01 app[7]: odd thing number %d\n"
                                .formatted(begin.plusMillis(i), i)
                                .getBytes(UTF_8));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static int status(int http, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).statusCode();
    }

    private static boolean run(String... command) throws Exception {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

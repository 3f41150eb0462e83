package tilsyn.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of senders that are slow, silent or endless, by raw sockets, and one that is as it should be. */
class SlowSendersTest {
    /** As many as the issue asks for, or as this machine's descriptors allow. */
    private static final int SLOW = Math.min(Integer.getInteger("tilsyn.slow", 2_000), Descriptors.connections() - 50);

    private static final int GOOD = 3_000;
    private static final int ENDLESS = 3;

    @TempDir
    Path folder;

    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicLong good = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();
    private final AtomicLong others = new AtomicLong();

    @AfterEach
    void end() throws IOException {
        for (var socket : sockets) socket.close();
    }

    @Test
    void they_hold_nobody_up_and_what_they_leave_unended_is_counted() throws Exception {
        int port = free();
        long before = descriptors();
        try (var listeners = Listeners.open(
                RouteFiles.read(Path.of("routes/listen")),
                new Listeners.Setup(
                        "127.0.0.1",
                        port,
                        null,
                        new Drops(List.of(), folder, (copy, name, sha256) -> List.of(), System::nanoTime),
                        new Tails(List.of(), file -> Optional.empty(), chunk -> {}),
                        new Topics(null, file -> Optional.empty(), chunk -> {}),
                        this::taken,
                        Clock.systemUTC()))) {
            // a third says nothing, a third half a message, a third the better part of the longest
            for (int i = 0; i < SLOW; i++) {
                var socket = connected(port);
                if (i % 3 == 1) send(socket, "<13>half");
                if (i % 3 == 2) send(socket, "65000 <13>" + "x".repeat(60_000));
            }
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < ENDLESS; i++) {
                var socket = connected(port);
                threads.add(new Thread(() -> endless(socket)));
            }
            threads.forEach(Thread::start);

            var sender = connected(port);
            for (int i = 0; i < GOOD; i++) {
                var message = "<13>good number " + i;
                send(sender, i % 2 == 0 ? message + "\n" : message.length() + " " + message);
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> good.get() == GOOD);

            for (var thread : threads) thread.join();
            for (var socket : sockets) socket.close();
            // the half ones that a LF would have ended are messages, those with a count are not
            await().atMost(Duration.ofSeconds(60)).until(() -> others.get() == (SLOW + 1) / 3);
            await().atMost(Duration.ofSeconds(60)).until(() -> cut.get() == SLOW / 3 + ENDLESS);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> listeners.connections().get(0).open() == 0);
            assertThat(listeners.connections().get(0).refused()).isZero();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> descriptors() <= before + 20);
    }

    private void taken(Batch batch) {
        for (var line : new String(batch.bytes(), ISO_8859_1).split("\n")) {
            if (line.contains("<13>good number ")) good.incrementAndGet();
            else if (line.startsWith("(cut off) ")) cut.incrementAndGet();
            else others.incrementAndGet();
        }
    }

    /** Until the other side has had enough. */
    private static void endless(Socket socket) {
        try {
            send(socket, "99999999999 <13>");
            while (true) send(socket, "x".repeat(1 << 16));
        } catch (IOException closed) {
            // as it must be
        }
    }

    private Socket connected(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getOpenFileDescriptorCount()
                : 0;
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

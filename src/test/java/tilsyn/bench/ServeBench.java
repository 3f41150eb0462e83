package tilsyn.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import tilsyn.Live;
import tilsyn.service.Service;

/**
 * Syslog over TCP into the service, committed and synced, against rsyslog writing the same bytes to a file; in turn, several
 * times. {@code .ci/peers} fetches rsyslog.
 */
final class ServeBench {
    private static final Path PEERS = Path.of("target/peers").toAbsolutePath();
    private static final int TURNS = 3;

    private ServeBench() {}

    static void run(int lines) throws Exception {
        var folder = Path.of("target", "bench", "serve").toAbsolutePath();
        if (Files.exists(folder))
            try (var old = Files.walk(folder)) {
                for (var path : old.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
            }
        Files.createDirectories(folder.resolve("customer"));
        Files.writeString(
                folder.resolve("customer/customer.yaml"),
                "customer: {id: DEMO, name: Demo AS, zone: UTC, locale: nb-NO}\n");
        int port = free();
        var service = Service.start(
                new Service.Setup(
                        new Live.Place(
                                folder.resolve("customer"),
                                Path.of("rules"),
                                Path.of("routes"),
                                folder.resolve("data"),
                                Path.of("target/rules-cache"),
                                null,
                                "en"),
                        folder.resolve("out"),
                        "127.0.0.1",
                        port,
                        free(),
                        null,
                        List.of(),
                        List.of(),
                        null,
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofDays(400),
                        List.of()),
                Clock.systemUTC(),
                new PrintWriter(new StringWriter()));
        var rsyslog = Files.isExecutable(PEERS.resolve("usr/sbin/rsyslogd")) ? new Rsyslog(folder) : null;
        try {
            while (service.judged() == 0) Thread.sleep(50);
            long before = 0;
            for (int turn = 0; turn <= TURNS; turn++) {
                var file = folder.resolve("lines");
                // what comes live is of now
                SyslogBench.generate(file, lines, "<30>", 1.0 / 24);
                long wanted = before += lines;
                double ours = Bench.seconds(() -> {
                    send(file, port);
                    while (service.accounting().received() < wanted) Thread.sleep(5);
                });
                double theirs = rsyslog == null ? 0 : Bench.seconds(() -> rsyslog.take(file));
                System.out.printf(
                        "%s %,d lines: tilsyn serve %.2f s, %,.0f/s%s%n",
                        turn == 0 ? "warming," : "measured,",
                        lines,
                        ours,
                        lines / ours,
                        rsyslog == null
                                ? "; no rsyslog here, run .ci/peers"
                                : "; rsyslog to a file %.2f s, %,.0f/s; ours is %.2f of its rate"
                                        .formatted(theirs, lines / theirs, theirs / ours));
            }
            System.out.println(service.accounting().line());
        } finally {
            service.close();
            if (rsyslog != null) rsyslog.close();
        }
    }

    private static void send(Path file, int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Files.copy(file, socket.getOutputStream());
        }
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static final class Rsyslog implements AutoCloseable {
        private final Process process;
        private final Path written;
        private final int port = free();
        private long expected;

        Rsyslog(Path folder) throws Exception {
            written = folder.resolve("rsyslog.out");
            var configuration = Files.writeString(folder.resolve("rsyslog.conf"), """
                    global(workDirectory="%1$s")
                    module(load="imptcp")
                    template(name="raw" type="string" string="%%rawmsg%%\\n")
                    input(type="imptcp" address="127.0.0.1" port="%2$d")
                    action(type="omfile" file="%3$s" template="raw")
                    """.formatted(folder, port, written));
            var builder = new ProcessBuilder(
                            PEERS.resolve("usr/sbin/rsyslogd").toString(),
                            "-n",
                            "-i",
                            folder.resolve("rsyslog.pid").toString(),
                            "-f",
                            configuration.toString(),
                            "-M",
                            PEERS.resolve("usr/lib/x86_64-linux-gnu/rsyslog").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("rsyslog.said").toFile());
            builder.environment()
                    .put(
                            "LD_LIBRARY_PATH",
                            PEERS.resolve("usr/lib/x86_64-linux-gnu").toString());
            process = builder.start();
            Thread.sleep(2_000);
        }

        /** Until all of its bytes are in the file. */
        void take(Path file) throws Exception {
            expected += Files.size(file);
            send(file, port);
            while (!Files.exists(written) || Files.size(written) < expected) {
                if (!process.isAlive()) throw new IOException("rsyslog ended");
                Thread.sleep(5);
            }
        }

        @Override
        public void close() throws InterruptedException {
            process.destroy();
            process.waitFor();
        }
    }
}

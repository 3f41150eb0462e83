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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tilsyn.Live;
import tilsyn.source.Certificates;
import tilsyn.source.Tls;

/** Senders that others wrote, with the service: what they sent is what it counts. {@code .ci/peers} fetches them. */
class PeersTest {
    private static final Path PEERS = Path.of("target/peers").toAbsolutePath();
    private static final int MESSAGES = 5_000;

    @TempDir
    static Path folder;

    private static Service service;
    private static Certificates certificates;
    private static int port;
    private static int tls;

    @TempDir
    Path own;

    @BeforeAll
    static void begin() throws Exception {
        port = free();
        tls = free();
        certificates = new Certificates(folder.resolve("certificates"));
        certificates.issue("server", "ca", -1, 30);
        certificates.issue("srv01", "ca", -1, 30);
        Files.createDirectories(folder.resolve("customer"));
        Files.writeString(
                folder.resolve("customer/customer.yaml"),
                "customer: {id: DEMO, name: Demo AS, zone: Europe/Oslo, locale: nb-NO}\n");
        var place = new Live.Place(
                folder.resolve("customer"),
                Path.of("rules"),
                Path.of("routes"),
                folder.resolve("data"),
                Path.of("target/rules-cache"),
                null,
                "en");
        service = Service.start(
                new Service.Setup(
                        place,
                        folder.resolve("data/out"),
                        "127.0.0.1",
                        port,
                        free(),
                        new Tls(
                                "127.0.0.1",
                                tls,
                                certificates.certificate("server"),
                                certificates.key("server"),
                                certificates.certificate("ca"),
                                new TreeMap<>()),
                        List.of(),
                        List.of(),
                        null,
                        Duration.ofSeconds(5),
                        Duration.ofHours(1),
                        Duration.ofDays(400),
                        List.of()),
                Clock.systemUTC(),
                new PrintWriter(new StringWriter()));
    }

    @AfterAll
    static void end() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--tcp", "--udp"})
    void logger(String transport) throws Exception {
        var program = Path.of("/usr/bin/logger");
        assumeTrue(Files.isExecutable(program), "there is no logger here");
        var lines = Files.writeString(own.resolve("lines"), numbered(300));

        long before = received();
        run(program, transport, "-n", "127.0.0.1", "-P", "" + port, "-p", "local0.warning", "-f", lines.toString());

        counted(before + 300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--stream", "--stream --syslog-proto", "--dgram"})
    void loggen(String transport) throws Exception {
        var program = peer("usr/bin/loggen");
        var command = new ArrayList<>(List.of("--inet", "--quiet", "--size", "200", "--rate", "5000"));
        command.addAll(List.of(transport.split(" ")));
        command.addAll(List.of("--number", "" + MESSAGES, "--interval", "60", "127.0.0.1", "" + port));

        long before = received();
        run(program, command.toArray(String[]::new));

        counted(before + MESSAGES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp traditional", "tcp octet-counted", "tls"})
    void rsyslog(String transport) throws Exception {
        var program = peer("usr/sbin/rsyslogd");
        var sent = own.resolve("sent.log");
        Files.writeString(sent, numbered(MESSAGES));
        var way = transport.split(" ");
        var configuration = Files.writeString(own.resolve("rsyslog.conf"), """
                global(workDirectory="%1$s")
                module(load="imfile")
                input(type="imfile" file="%2$s" tag="app" severity="warning" facility="local0")
                action(type="omfwd" target="127.0.0.1" template="RSYSLOG_SyslogProtocol23Format" %3$s
                       queue.type="LinkedList" queue.size="20000")
                """.formatted(
                        own,
                        sent,
                        switch (way[0]) {
                            case "udp" -> "port=\"%d\" protocol=\"udp\"".formatted(port);
                            case "tcp" -> "port=\"%d\" protocol=\"tcp\" TCP_Framing=\"%s\"".formatted(port, way[1]);
                            default ->
                                """
                    port="%d" protocol="tcp" TCP_Framing="octet-counted" StreamDriver="ossl" StreamDriverMode="1"
                    StreamDriverAuthMode="x509/certvalid" StreamDriver.CAFile="%s" StreamDriver.CertFile="%s"
                    StreamDriver.KeyFile="%s"
                    """.formatted(
                                                tls,
                                                certificates.certificate("ca"),
                                                certificates.certificate("srv01"),
                                                certificates.key("srv01"));
                        }));
        long before = received();
        var rsyslog = started(
                program,
                "-n",
                "-i",
                own.resolve("rsyslog.pid").toString(),
                "-f",
                configuration.toString(),
                "-M",
                PEERS.resolve("usr/lib/x86_64-linux-gnu/rsyslog").toString());
        try {
            counted(before + MESSAGES);
        } catch (org.awaitility.core.ConditionTimeoutException late) {
            throw new AssertionError(Files.readString(own.resolve("said.txt")), late);
        } finally {
            rsyslog.destroy();
            rsyslog.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void all_of_them_are_here_where_they_could_be_fetched() {
        assumeTrue(Files.isDirectory(PEERS), "run .ci/peers to fetch real senders");
        assertThat(PEERS.resolve("usr/sbin/rsyslogd")).isExecutable();
        assertThat(PEERS.resolve("usr/bin/loggen")).isExecutable();
    }

    private static long received() {
        return service.accounting().received();
    }

    private static void counted(long messages) {
        await().atMost(Duration.ofSeconds(60)).until(() -> received() >= messages);
        var accounting = service.accounting();
        assertThat(accounting.received()).isEqualTo(messages);
        assertThat(accounting.rejected())
                .as(() -> accounting.rejections().toString())
                .isZero();
    }

    private static String numbered(int lines) {
        return IntStream.range(0, lines)
                .mapToObj(i -> "odd thing number " + i + "\n")
                .collect(Collectors.joining());
    }

    private static Path peer(String program) {
        assumeTrue(Files.isExecutable(PEERS.resolve(program)), "run .ci/peers to fetch " + program);
        return PEERS.resolve(program);
    }

    private Process started(Path program, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(own.resolve("said.txt").toFile());
        if (program.startsWith(PEERS)) {
            builder.environment().put("SYSLOGNG_PREFIX", PEERS.resolve("usr").toString());
            builder.environment()
                    .put(
                            "LD_LIBRARY_PATH",
                            List.of("usr/lib/x86_64-linux-gnu", "usr/lib/syslog-ng", "lib/x86_64-linux-gnu").stream()
                                    .map(name -> PEERS.resolve(name).toString())
                                    .collect(Collectors.joining(":")));
        }
        return builder.start();
    }

    private void run(Path program, String... arguments) throws Exception {
        var process = started(program, arguments);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(() -> {
                    try {
                        return Files.readString(own.resolve("said.txt"), UTF_8);
                    } catch (IOException gone) {
                        return gone.toString();
                    }
                })
                .isZero();
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

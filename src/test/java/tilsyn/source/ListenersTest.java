package tilsyn.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Senders with certificates, good ones and others. */
class ListenersTest {
    private static final String MESSAGE = "<28>1 2026-01-01T00:00:00Z SRV99 app 7 - - odd\n";

    @TempDir
    static Path folder;

    private static final List<Batch> taken = new CopyOnWriteArrayList<>();
    private static Certificates certificates;
    private static Listeners listeners;
    private static int port;

    @BeforeAll
    static void listen() throws Exception {
        certificates = new Certificates(folder.resolve("certificates"));
        for (var name : List.of("server", "srv01", "relay")) certificates.issue(name, "ca", -1, 30);
        certificates.issue("late", "ca", -10, 5);
        certificates.issue("other", "other", -1, 30);
        certificates.issue("stranger", "other", -1, 30);
        port = free();
        listeners = Listeners.open(
                RouteFiles.read(Path.of("routes/listen")),
                new Listeners.Setup(
                        "127.0.0.1",
                        free(),
                        tls(port, "127.0.0.1"),
                        new Drops(List.of(), folder, (copy, name, sha256) -> List.of(), System::nanoTime),
                        new Tails(List.of(), file -> Optional.empty(), chunk -> {}),
                        new Topics(null, file -> Optional.empty(), chunk -> {}),
                        taken::add,
                        Clock.systemUTC()));
    }

    private static Tls tls(int port, String address) throws Exception {
        var hosts = new TreeMap<String, String>();
        hosts.put("SRV01", "FILESERVER");
        return new Tls(
                address,
                port,
                certificates.certificate("server"),
                certificates.key("server"),
                certificates.certificate("ca"),
                hosts);
    }

    @AfterAll
    static void end() {
        listeners.close();
    }

    @Test
    void a_certificate_says_for_which_host_its_sender_speaks() throws Exception {
        taken.clear();

        send(certificates.sender("srv01"));

        await().atMost(Duration.ofSeconds(10)).until(() -> taken.size() == 1);
        assertThat(taken.get(0).host()).isEqualTo("FILESERVER");
        assertThat(taken.get(0).route()).isEqualTo("syslog-tls");
        assertThat(taken.get(0).messages()).isOne();
    }

    @Test
    void one_that_is_named_nowhere_may_speak_for_whom_it_likes() throws Exception {
        taken.clear();

        send(certificates.sender("relay"));

        await().atMost(Duration.ofSeconds(10)).until(() -> taken.size() == 1);
        assertThat(taken.get(0).host()).isEmpty();
    }

    @Test
    void a_host_can_be_named_by_fingerprint() throws Exception {
        var certificate = certificates.of("relay");
        var print =
                Tls.fingerprint(certificate).toUpperCase(java.util.Locale.ROOT).replaceAll("(..)(?=.)", "$1:");
        var hosts = new TreeMap<String, String>();
        hosts.put(print, "RELAY01");

        var tls = new Tls("127.0.0.1", 1, folder, folder, folder, hosts);

        assertThat(tls.host(certificate)).isEqualTo("RELAY01");
        assertThat(tls.host(certificates.of("srv01"))).isEmpty();
    }

    @Test
    void who_shows_none_or_one_out_of_date_or_of_others_is_not_heard() throws Exception {
        taken.clear();

        for (var name : List.of("", "late", "stranger"))
            assertThatThrownBy(() -> send(certificates.sender(name)))
                    .as(name)
                    .isInstanceOfAny(SSLException.class, java.net.SocketException.class);
        try (var plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
            plain.getOutputStream().write(MESSAGE.getBytes(UTF_8));
            plain.setSoTimeout(10_000);
            plain.getInputStream().readAllBytes();
        }

        assertThat(taken).isEmpty();
    }

    @Test
    void old_protocols_are_not_spoken() throws Exception {
        assertThat(tls(1, "127.0.0.1").context().createSSLEngine().getEnabledProtocols())
                .containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
    }

    @Test
    void files_that_hold_no_key_or_certificate_are_named() throws Exception {
        var empty = Files.writeString(folder.resolve("empty.pem"), "nothing");
        var good = certificates.certificate("server");

        assertThatThrownBy(() -> new Tls("127.0.0.1", 1, good, empty, good, new TreeMap<>()).context())
                .hasMessageContaining("empty.pem holds no key that can be used")
                .hasMessageContaining("openssl pkcs8");
        assertThatThrownBy(() ->
                        new Tls("127.0.0.1", 1, empty, certificates.key("server"), good, new TreeMap<>()).context())
                .hasMessageContaining("empty.pem holds no certificates");
    }

    @Test
    void without_tls_only_this_machine_is_listened_to() {
        assertThatThrownBy(() -> Listeners.requireLoopback("0.0.0.0")).hasMessageContaining("there is tls");
    }

    /** Sends, and waits for what the other side says of it. */
    private static void send(SSLContext context) throws IOException {
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            socket.getOutputStream().write(MESSAGE.getBytes(UTF_8));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            // with TLS 1.3 a refusal comes after our side is done
            socket.getInputStream().readAllBytes();
        }
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

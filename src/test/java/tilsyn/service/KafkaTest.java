package tilsyn.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.Live;
import tilsyn.source.Topics;

/** Against a real broker. */
class KafkaTest {
    @TempDir
    Path folder;

    private final StringWriter printed = new StringWriter();
    private Broker broker;
    private Service service;

    @BeforeEach
    void begin() throws Exception {
        Files.createDirectories(folder.resolve("customer"));
        Files.writeString(
                folder.resolve("customer/customer.yaml"),
                "customer: {id: DEMO, name: Demo AS, zone: Europe/Oslo, locale: nb-NO}\n");
        broker = new Broker(folder.resolve("broker"));
    }

    @AfterEach
    void end() throws Exception {
        if (service != null) service.close();
        broker.close();
    }

    @Test
    void each_record_counts_once_across_restarts_of_both_and_a_poisoned_one_stops_nothing() throws Exception {
        broker.send("logs", 0, chatter(0, 1_000));
        broker.send("logs", 1, chatter(1_000, 500));
        service = started("tilsyn");
        awaits(1_500, 0);
        assertThat(service.accounting().files())
                .extracting(file -> file.file())
                .containsExactlyInAnyOrder("kafka/logs/0", "kafka/logs/1");

        broker.send(
                "logs",
                0,
                List.of(
                        "\0\1\2 neither\nthis nor that",
                        "<2>" + now() + " SRV01 smartd[7]: Device: /dev/sda"
                                + " [SAT], FAILED SMART self-check. BACK UP DATA NOW!"));
        awaits(1_501, 1);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> service.standing().getOrDefault("SRV01 HW-02", "").startsWith("FAIL"));

        service.close();
        broker.send("logs", 0, chatter(2_000, 300));
        // of whom the broker knows nothing
        service = started("others");
        awaits(1_801, 1);

        broker.stop();
        await().atMost(Duration.ofSeconds(40))
                .until(() -> service.problems().toString().contains("kafka"));
        broker.start();
        broker.send("logs", 1, chatter(3_000, 200));
        awaits(2_001, 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> service.problems().isEmpty());
        assertThat(printed.toString()).contains("kafka       logs: each record once");
    }

    private void awaits(long kept, long rejected) {
        await().atMost(Duration.ofSeconds(60)).until(() -> service.accounting().received() >= kept + rejected);
        var accounting = service.accounting();
        assertThat(accounting.received()).isEqualTo(kept + rejected);
        assertThat(accounting.rejections()).hasSize((int) rejected);
        assertThat(accounting.facts() + accounting.rolledUp() + accounting.duplicates())
                .isEqualTo(kept);
    }

    private static List<String> chatter(int from, int number) {
        var lines = new ArrayList<String>();
        for (int i = from; i < from + number; i++) lines.add("<30>" + now() + " SRV01 cron[7]: job " + i + " done");
        return lines;
    }

    private static String now() {
        return Instant.now().toString();
    }

    private Service started(String group) throws Exception {
        var place = new Live.Place(
                folder.resolve("customer"),
                Path.of("rules"),
                Path.of("routes"),
                folder.resolve("data"),
                Path.of("target/rules-cache"),
                null,
                "en");
        var setup = new Service.Setup(
                place,
                folder.resolve("data/out"),
                "127.0.0.1",
                free(),
                free(),
                null,
                List.of(),
                List.of(),
                new Topics.Setup(broker.address(), List.of("logs"), group, null),
                Duration.ofMillis(200),
                Duration.ofMinutes(15),
                Duration.ofDays(400),
                List.of());
        return Service.start(setup, Clock.systemUTC(), new PrintWriter(printed));
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

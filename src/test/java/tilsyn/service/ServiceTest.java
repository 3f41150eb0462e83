package tilsyn.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
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
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tilsyn.Live;
import tilsyn.rule.Rulebook;
import tilsyn.source.Listeners;
import tilsyn.store.Store;
import tilsyn.ticket.Followed;

/** The service with its own routes and rules, real sockets and a real store. */
class ServiceTest {
    private static final String FAILING =
            "<26>%s SRV01 smartd[7]: Device: /dev/sda [SAT], FAILED SMART self-check. BACK UP DATA NOW!\n";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private final StringWriter printed = new StringWriter();
    private int port;
    private int http;
    private Service service;
    private final Moved clock = new Moved();

    /** Stands where it was put; goes with the machine's until then. */
    private static final class Moved extends Clock {
        private volatile @Nullable Instant now;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            var put = now;
            return put == null ? Instant.now() : put;
        }
    }

    @BeforeEach
    void begin() throws Exception {
        port = free();
        http = free();
        Files.createDirectories(folder.resolve("customer"));
        Files.writeString(folder.resolve("customer/customer.yaml"), """
                customer:
                  id: DEMO
                  name: Demo AS
                  zone: Europe/Oslo
                  locale: nb-NO
                """);
        Files.writeString(folder.resolve("customer/hosts.yaml"), """
                inventory:
                  as_of: 2026-01-01
                  hosts:
                    - id: SRV01
                      roles: [server, linux, physical]
                      always_on: true
                """);
        service = started();
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void one_line_of_a_failing_disk_ends_in_a_verdict_and_a_ticket_within_ten_seconds() throws Exception {
        await().atMost(Duration.ofMinutes(2)).until(() -> service.judged() > 0);

        datagram(FAILING.formatted(stamp(0)));

        await().atMost(Duration.ofSeconds(10)).until(() -> printed.toString().contains("OPENED  SRV01"));
        assertThat(printed.toString()).containsPattern("verdict  SRV01 +HW-02 +NO_EVIDENCE N1 -> FAIL F1");
        assertThat(service.standing().get("SRV01 HW-02")).startsWith("FAIL");
        var tickets = folder.resolve("data/out/tickets.jsonl");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Files.readString(tickets).contains("HW-02"));
    }

    @Test
    void tickets_are_told_also_when_no_file_can_be_written_and_files_follow_once_they_can() throws Exception {
        var out = folder.resolve("data/out");
        await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(out.resolve("tickets.jsonl")));
        Files.move(out, folder.resolve("data/elsewhere"));
        Files.writeString(out, "in the way");

        stream(FAILING.formatted(stamp(0)));

        await().atMost(Duration.ofSeconds(20)).until(() -> printed.toString().contains("OPENED  SRV01"));
        await().atMost(Duration.ofSeconds(20)).until(() -> !service.problems().isEmpty());
        assertThat(service.problems()).singleElement().asString().contains(out.toString(), "can't be written");
        Files.delete(out);
        await().atMost(Duration.ofSeconds(40)).until(() -> service.problems().isEmpty());
        assertThat(Files.readString(out.resolve("tickets.jsonl"))).contains("HW-02");
        assertThat(printed.toString()).containsOnlyOnce("OPENED  SRV01  SRV01: Disk sda");
    }

    @Test
    void what_was_taken_and_followed_up_is_there_after_a_restart() throws Exception {
        await().atMost(Duration.ofMinutes(2)).until(() -> service.judged() > 0);
        datagram(FAILING.formatted(stamp(0)));
        await().atMost(Duration.ofSeconds(20)).until(() -> printed.toString().contains("OPENED  SRV01"));
        service.close();

        try (var store = Store.open(folder.resolve("data/live"))) {
            assertThat(store.accounting("DEMO").facts()).isOne();
            assertThat(store.tickets().all())
                    .filteredOn(ticket -> ticket.ticket().item().equals("HW-02"))
                    .extracting(Followed::state)
                    .contains(Followed.State.OPEN);
        }
        service = started();
        await().atMost(Duration.ofMinutes(2)).until(() -> service.judged() > 0);
        assertThat(service.standing().get("SRV01 HW-02")).startsWith("FAIL");
    }

    @Test
    void each_message_of_both_framings_is_accounted_for() throws Exception {
        var chatter = "<30>%s SRV01 cron[7]: job %d done";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var out = socket.getOutputStream();
            for (int i = 0; i < 3_000; i++) {
                var message = i % 3 == 0
                        ? "<28>%s SRV01 app[7]: odd thing number %d".formatted(stamp(0), i)
                        : chatter.formatted(stamp(0), i);
                out.write((i % 2 == 0 ? message + "\n" : message.length() + " " + message).getBytes(UTF_8));
            }
            out.write("neither syslog nor anything\n".getBytes(UTF_8));
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> service.accounting().received() == 3_001);

        var accounting = service.accounting();
        assertThat(accounting.line())
                .isEqualTo("received 3001 = facts 1000 + rolled up 2000 + duplicates 0 + ignored 0 + rejected 1");
        assertThat(accounting.files()).singleElement().satisfies(feed -> {
            assertThat(feed.file()).isEqualTo("syslog-tcp/127.0.0.1");
            assertThat(feed.route()).isEqualTo("syslog-tcp");
        });
    }

    @Test
    void the_same_line_again_is_a_duplicate_and_says_nothing_new() throws Exception {
        var line = FAILING.formatted(stamp(0));

        for (int i = 0; i < 3; i++) {
            stream(line);
            int sent = i + 1;
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> service.accounting().received() == sent);
        }

        assertThat(service.accounting().line())
                .isEqualTo("received 3 = facts 1 + rolled up 0 + duplicates 2 + ignored 0 + rejected 0");
    }

    @Test
    void rules_that_cannot_be_used_leave_those_before_in_use() throws Exception {
        await().atMost(Duration.ofMinutes(2)).until(() -> service.judged() > 0);
        service.close();
        var rules = folder.resolve("rules");
        copy(Path.of("rules"), rules);
        service = started(rules);
        await().atMost(Duration.ofMinutes(2)).until(() -> service.judged() > 0);
        var card = rules.resolve("hardware/HW-02-disks-failing.drl");
        var good = Files.readString(card);

        Files.writeString(card, good + "\nrule broken");
        stream(FAILING.formatted(stamp(0)));

        await().atMost(Duration.ofSeconds(30)).until(() -> "FAIL".equals(first("SRV01 HW-02")));
        assertThat(service.problems()).singleElement().asString().contains("HW-02-disks-failing.drl");
        Files.writeString(card, good);
        stream(FAILING.formatted(stamp(1)));
        await().atMost(Duration.ofSeconds(30)).until(() -> service.problems().isEmpty());
    }

    @Test
    void a_file_that_a_program_brings_is_read_once_however_often_it_comes() throws Exception {
        var log = "Nov 23 10:00:00 SRV01 cron[1]: job done\n".repeat(3) + FAILING.formatted(stamp(0));

        var first = post(log, "night-1");
        var again = post(log, "night-1");
        var other = post(log + "x", "night-1");

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.body()).contains("\"format\":\"syslog\"", "\"before\":false", "\"received\":4", "\"facts\":1");
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).contains("\"before\":true");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(service.accounting().received()).isEqualTo(4);
    }

    @Test
    void a_web_page_can_bring_nothing() throws Exception {
        var request = asked("/ingest").header("Origin", "https://example.com").POST(BodyPublishers.ofString("x"));

        assertThat(CLIENT.send(request.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_equation_holds_at_every_scrape_while_messages_stream_in() throws Exception {
        var sender = new Thread(() -> {
            for (int i = 0; i < 20; i++) {
                try {
                    stream("<30>%s SRV01 cron[7]: job done\nno syslog\n"
                            .formatted(stamp(i))
                            .repeat(200));
                } catch (IOException broken) {
                    throw new AssertionError(broken);
                }
            }
        });
        sender.start();

        long seen = 0;
        while (seen < 8_000) {
            var scrape = get("/metrics").body();
            long received = sum(scrape, "tilsyn_received_total{");
            assertThat(sum(scrape, "tilsyn_events_total{")).isEqualTo(received).isGreaterThanOrEqualTo(seen);
            seen = received;
        }
        assertThat(get("/metrics").body())
                .contains("tilsyn_events_total{source=\"syslog-tcp\",outcome=\"rejected\"} 4000");
    }

    @Test
    void it_says_that_it_lives_and_is_ready_and_what_it_found() throws Exception {
        await().atMost(Duration.ofMinutes(2)).until(() -> service.judged() > 0);

        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").body())
                .contains(
                        "tilsyn_verdict{customer=\"DEMO\",subject=\"SRV01\",item=\"HW-02\"} 3",
                        "tilsyn_rulebook_info{hash=");
        assertThat(get("/anything").statusCode()).isEqualTo(404);
    }

    @Test
    void every_line_of_a_scrape_is_valid_and_tells_how_old_and_how_far_behind_things_are() throws Exception {
        await().atMost(Duration.ofMinutes(2)).until(() -> service.judged() > 0);
        stream(FAILING.formatted(stamp(0)));
        await().atMost(Duration.ofSeconds(20)).until(() -> "FAIL".equals(first("SRV01 HW-02")));

        var scrape = get("/metrics").body();

        MetricsTest.assertValid(scrape);
        assertThat(scrape)
                .contains(
                        "\ntilsyn_lag_seconds ",
                        "\ntilsyn_round_age_seconds ",
                        "\ntilsyn_round_duration_seconds ",
                        "\ntilsyn_checkpoint_age_seconds ",
                        "\ntilsyn_outbox{state=\"dead\"} 0",
                        "\ntilsyn_outbox_age_seconds ",
                        "\ntilsyn_rules_refused 0");
    }

    @Test
    void nobody_is_called_for_what_senders_do_wrong() throws Exception {
        var errors = new ListAppender<ILoggingEvent>();
        errors.start();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(errors);
        try {
            stream("neither syslog nor anything\n\0\u00ff<999>x\n99999999999 x\n");
            datagram("<");
            post("{\"half\": [", "half");
            post("\0\1\2", "bytes");
            stream(FAILING.formatted(stamp(0)));
            await().atMost(Duration.ofMinutes(2)).until(() -> "FAIL".equals(first("SRV01 HW-02")));
            service.close();
        } finally {
            root.detachAppender(errors);
        }

        assertThat(errors.list)
                .filteredOn(said -> said.getLevel() == Level.ERROR)
                .isEmpty();
    }

    @Test
    void rules_whose_scenarios_come_out_otherwise_are_not_taken() throws Exception {
        var rules = withOwnRules();
        var card = rules.resolve("hardware/HW-02-disks-failing.drl");
        var before = rulebook();

        // it compiles, and fails nobody
        save(card, Files.readString(card).replace("broken != \"\"", "broken == \"no such word\""));
        stream(FAILING.formatted(stamp(0)));

        await().atMost(Duration.ofSeconds(60)).until(() -> "FAIL".equals(first("SRV01 HW-02")));
        assertThat(service.problems()).singleElement().asString().contains("HW-02-", "comes out otherwise");
        assertThat(rulebook()).isEqualTo(before);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void rules_saved_again_and_again_lose_no_event_and_are_never_used_by_halves() throws Exception {
        int saves = Integer.getInteger("tilsyn.saves", 15);
        var rules = withOwnRules();
        var card = rules.resolve("hardware/HW-02-disks-failing.yaml");
        var clauses = rules.resolve("hardware/HW-02-disks-failing.drl");
        var text = Files.readString(card);
        var good = Files.readString(clauses);
        var whole = new HashSet<String>();
        var used = new HashSet<String>();
        whole.add(rulebook());

        for (int i = 0; i < saves; i++) {
            if (i % 3 == 1) save(clauses, good + "\nrule broken");
            else {
                save(clauses, good);
                save(card, text + "# saved " + i + "\n");
                whole.add(Rulebook.load(rules, Path.of("target/rules-cache")).hash());
            }
            stream(FAILING.formatted(Instant.now().minusMillis(i))
                    + "<30>%s SRV01 cron[7]: done\n".formatted(stamp(0)));
            if (i % 6 == 0) {
                var saved = Rulebook.load(rules, Path.of("target/rules-cache")).hash();
                await().atMost(Duration.ofSeconds(30)).until(() -> rulebook().equals(saved));
            }
            used.add(rulebook());
        }
        save(clauses, good);
        stream(FAILING.formatted(Instant.now()));

        await().atMost(Duration.ofSeconds(60)).until(() -> service.accounting().received() == 2L * saves + 1);
        await().atMost(Duration.ofSeconds(60)).until(() -> service.problems().isEmpty());
        whole.add(Rulebook.load(rules, Path.of("target/rules-cache")).hash());
        assertThat(used).hasSizeGreaterThan(saves / 10);
        // between the two saves of a pair the old card with whole clauses is whole, too
        assertThat(whole).containsAll(used);
        assertThat(service.accounting().rejections()).isEmpty();
    }

    private Path withOwnRules() throws Exception {
        await().atMost(Duration.ofMinutes(2)).until(() -> service.judged() > 0);
        service.close();
        var rules = folder.resolve("rules");
        copy(Path.of("rules"), rules);
        service = started(rules);
        await().atMost(Duration.ofMinutes(2)).until(() -> service.judged() > 0);
        return rules;
    }

    private static void save(Path file, String text) throws IOException {
        var unfinished = file.resolveSibling("." + file.getFileName());
        Files.writeString(unfinished, text);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private String rulebook() throws Exception {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("tilsyn_rulebook_info{"))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*hash=\"([^\"]*)\".*", "$1");
    }

    @Test
    void a_clock_that_jumps_on_nights_when_clocks_change_loses_nothing_and_opens_no_ticket_twice() throws Exception {
        service.close();
        for (var night : List.of("2026-10-25T00:59:50Z", "2026-12-31T22:59:50Z")) {
            clock.now = Instant.parse(night);
            service = started();
            await().atMost(Duration.ofMinutes(2)).until(() -> service.judged() > 0);
            long before = service.accounting().received();
            int sent = 0;
            for (int jump : new int[] {20, 0, 3_600, -7_200, 3_600, 86_400, -86_400}) {
                long judged = service.judged();
                clock.now = clock.now.plusSeconds(jump);
                stream(FAILING.formatted(clock.now.minusMillis(sent)));
                sent++;
                long all = before + sent;
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> service.accounting().received() == all);
                await().atMost(Duration.ofSeconds(30)).until(() -> service.judged() > judged);
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> service.problems().isEmpty());
            service.close();
            try (var store = Store.open(folder.resolve("data/live"))) {
                assertThat(store.accounting("DEMO").received()).isEqualTo(7);
                assertThat(store.tickets().all())
                        .extracting(ticket -> ticket.ticket().key())
                        .contains("DEMO|SRV01|HW-02|sda")
                        .doesNotHaveDuplicates();
            }
            Files.move(folder.resolve("data"), folder.resolve(night.substring(0, 10)));
        }
    }

    @Test
    void changed_routes_restart_their_sources_and_broken_ones_leave_those_before() throws Exception {
        await().atMost(Duration.ofMinutes(2)).until(() -> service.judged() > 0);
        service.close();
        var routes = folder.resolve("routes");
        copy(Path.of("routes"), routes);
        service = started(Path.of("rules"), routes);
        await().atMost(Duration.ofMinutes(2)).until(() -> service.judged() > 0);
        int another = free();
        var added = routes.resolve("listen/another.camel.yaml");
        var text = Files.readString(routes.resolve("listen/syslog-tcp.camel.yaml"))
                .replace("id: syslog-tcp", "id: another")
                .replace("{{syslog}}", Integer.toString(another));

        save(added, text);
        await().atMost(Duration.ofSeconds(30)).until(() -> printed.toString().contains("The routes have changed and"));
        stream(FAILING.formatted(stamp(1)));
        stream(FAILING.formatted(stamp(2)), another);
        await().atMost(Duration.ofSeconds(20)).until(() -> service.accounting().received() == 2);
        assertThat(service.accounting().files())
                .extracting(feed -> feed.route())
                .containsOnly("syslog-tcp", "another");

        save(added, text.replace("netty:", "ftp:"));
        stream(FAILING.formatted(stamp(3)));
        await().atMost(Duration.ofSeconds(30)).until(() -> !service.problems().isEmpty());
        assertThat(service.problems()).singleElement().asString().contains("another.camel.yaml:", "'ftp'");
        try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            save(added, text.replace(Integer.toString(another), Integer.toString(busy.getLocalPort())));
            stream(FAILING.formatted(stamp(4)));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> service.problems().toString().contains("in use"));
        }
        stream(FAILING.formatted(stamp(5)), another);
        await().atMost(Duration.ofSeconds(20)).until(() -> service.accounting().received() == 5);

        save(added, text + "# as it was\n");
        stream(FAILING.formatted(stamp(6)));
        await().atMost(Duration.ofSeconds(30)).until(() -> service.problems().isEmpty());
    }

    @Test
    void what_is_older_than_it_is_kept_goes_at_the_start_and_the_ticket_stays() throws Exception {
        await().atMost(Duration.ofMinutes(2)).until(() -> service.judged() > 0);
        stream(FAILING.formatted(stamp(0)));
        await().atMost(Duration.ofSeconds(20)).until(() -> printed.toString().contains("OPENED  SRV01"));
        service.close();

        clock.now = Instant.now().plus(Duration.ofDays(450));
        service = started();

        await().atMost(Duration.ofMinutes(2))
                .until(() -> printed.toString().contains("Older than 400 days, and dropped: 1 facts, 1 inputs"));
        assertThat(service.accounting().received()).isZero();
        service.close();
        try (var store = Store.open(folder.resolve("data/live"))) {
            assertThat(store.problems()).isEmpty();
            assertThat(store.tickets().all())
                    .filteredOn(ticket -> ticket.ticket().item().equals("HW-02"))
                    .isNotEmpty();
        }
    }

    private static long sum(String scrape, String name) {
        return scrape.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private HttpRequest.Builder asked(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(asked(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body, String key) throws Exception {
        var request = asked("/ingest").header("Idempotency-Key", key).POST(BodyPublishers.ofString(body));
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void an_address_that_others_reach_is_refused() {
        assertThatThrownBy(() -> Listeners.requireLoopback("0.0.0.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Right would be 127.0.0.1");
    }

    private String first(String key) {
        return service.standing().getOrDefault(key, "").split(" ")[0];
    }

    private Service started() throws Exception {
        return started(Path.of("rules"));
    }

    private Service started(Path rules) throws Exception {
        return started(rules, Path.of("routes"));
    }

    private Service started(Path rules, Path routes) throws Exception {
        var place = new Live.Place(
                folder.resolve("customer"),
                rules,
                routes,
                folder.resolve("data"),
                Path.of("target/rules-cache"),
                null,
                "en");
        var setup = new Service.Setup(
                place,
                folder.resolve("data/out"),
                "127.0.0.1",
                port,
                http,
                null,
                List.of(),
                List.of(),
                null,
                Duration.ofMillis(200),
                Duration.ofMinutes(15),
                Duration.ofDays(400),
                List.of());
        return Service.start(setup, clock, new PrintWriter(printed));
    }

    private static String stamp(int secondsAgo) {
        return Instant.now().minusSeconds(secondsAgo).toString();
    }

    private void datagram(String message) throws IOException {
        var bytes = message.strip().getBytes(UTF_8);
        try (var socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        }
    }

    private void stream(String messages) throws IOException {
        stream(messages, port);
    }

    private static void stream(String messages, int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(messages.getBytes(UTF_8));
        }
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var path : all.toList()) {
                var target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) Files.createDirectories(target);
                else Files.copy(path, target);
            }
        }
    }
}

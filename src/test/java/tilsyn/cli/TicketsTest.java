package tilsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tilsyn.delivery.Connectors;
import tilsyn.delivery.Courier;
import tilsyn.delivery.Desk;
import tilsyn.output.Sample;
import tilsyn.store.Store;
import tilsyn.store.StoredAssessment;
import tilsyn.ticket.Followed.State;
import tilsyn.ticket.Months;
import tilsyn.verdict.Reason;
import tilsyn.verdict.Verdict;

class TicketsTest {
    private static final Instant T = Instant.parse("2025-11-10T06:00:00Z");

    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void followed() throws IOException {
        Files.createDirectories(temp.resolve("connectors"));
        Files.writeString(temp.resolve("connectors/desk.yaml"), "kind: file\npath: tickets/desk.jsonl\n");
        follow(
                "1",
                T,
                Sample.warn("FJ-APP01", Sample.FANS, "CHA_FAN1", Map.of("changes", "6")),
                Sample.fail(
                        "FJ-APP01", Sample.BACKUP, "/srv/app/uploads", Map.of("age", "144.5", "since", "2025-11-04")),
                Sample.fail("FJ-PC02", Sample.SOURCES, "syslog", Map.of("source", "syslog", "since", "2025-10-28")),
                Sample.unknown("FJ-PC02", Sample.PROTECTION, Reason.SOURCE_SILENT),
                Sample.waived(Sample.fail("FJ-DC01", Sample.DISK, "D:", Map.of("free", "9", "days", "3"))),
                Sample.unknown("FJ-DC01", Sample.RESTORE, Reason.MISSING));
    }

    @AfterEach
    void reset() {
        System.clearProperty("tilsyn.columns");
    }

    @ParameterizedTest
    @CsvSource({"nb, 80", "nb, 120", "en, 80", "en, 120"})
    void the_queue_shows_what_hurts_most_first_in_any_width(String language, int columns) {
        System.setProperty("tilsyn.columns", Integer.toString(columns));

        assertThat(tickets("list", "--lang", language)).isEqualTo(ExitCode.FINE);

        assertThat(out.toString().lines()).allMatch(line -> line.length() <= columns);
        assertThat(out.toString().lines().filter(line -> line.matches("P\\d .*")))
                .extracting(line -> line.substring(0, 2))
                .containsExactly("P1", "P1", "P4", "P2", "P2");
        assertThat(out.toString())
                .contains(
                        language.equals("nb")
                                ? new String[] {
                                    "FJ-APP01: ingen god backup",
                                    "siden 10.11.2025 kl. 07:00 · ingen har den",
                                    "→ Finn årsaken.",
                                    "forklarer også AV-02",
                                    "akseptert risiko W-2025-07 til 31.12.2025",
                                    "blir sak etter 24 timer",
                                    "3 åpne, 2 venter.",
                                    "3 meldinger er på vei ut."
                                }
                                : new String[] {
                                    "FJ-APP01: no good backup",
                                    "since 2025-11-10 07:00 · nobody has it",
                                    "→ Find the cause.",
                                    "also explains AV-02",
                                    "3 open, 2 waiting."
                                });
    }

    @Test
    void a_ticket_shows_what_to_do_what_happened_and_what_was_not_delivered() {
        tickets("ack", "FJORDVIK-1", "--who", "Kari Nes");
        tickets("note", "FJORDVIK-1", "Disk is\u202e ordered", "--who", "Kari Nes");
        out.getBuffer().setLength(0);

        assertThat(tickets("show", "FJORDVIK-1", "--lang", "en")).isEqualTo(ExitCode.FINE);

        assertThat(out.toString())
                .contains(
                        "Has it: Kari Nes",
                        "[ ] Find the cause.",
                        "opened: FJ-APP01",
                        "taken: Kari Nes: Kari Nes has it.")
                .contains("note: Kari Nes: Disk is⟨U+202E⟩ ordered")
                .contains("desk: opened, next try");
    }

    @Test
    void closed_by_hand_it_leaves_the_queue_and_comes_back_when_the_problem_is_still_there() {
        assertThat(tickets("close", "FJORDVIK-1", "New disk", "--who", "Kari Nes"))
                .isEqualTo(ExitCode.FINE);
        assertThat(state("FJORDVIK-1")).isEqualTo(State.CLOSED);
        assertThat(tickets("close", "FJORDVIK-1", "again", "--who", "Kari Nes")).isEqualTo(ExitCode.USAGE);

        follow(
                "2",
                T.plus(Duration.ofHours(1)),
                Sample.fail(
                        "FJ-APP01", Sample.BACKUP, "/srv/app/uploads", Map.of("age", "145.5", "since", "2025-11-04")));

        assertThat(state("FJORDVIK-1")).isEqualTo(State.OPEN);
    }

    @Test
    void retry_delivers_what_waits() throws IOException {
        assertThat(tickets("retry")).isEqualTo(ExitCode.FINE);

        assertThat(Files.readAllLines(temp.resolve("data/tickets/desk.jsonl"))).hasSize(3);
        tickets("list");
        assertThat(out.toString()).doesNotContain("på vei ut");
    }

    @Test
    void test_tries_each_connector_and_names_what_is_wrong_without_a_secret() throws IOException {
        assertThat(tickets("test")).isEqualTo(ExitCode.FINE);
        assertThat(out.toString()).contains("desk (file ").contains(": i orden");

        Files.writeString(temp.resolve("connectors/allowed-hosts.txt"), "127.0.0.1\n");
        Files.writeString(
                temp.resolve("connectors/hook.yaml"),
                "kind: webhook\nurl: http://127.0.0.1:9/x\nsecret: env:TILSYN_NOT_SET\n");
        assertThat(tickets("test", "hook")).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString()).contains("the variable TILSYN_NOT_SET is not set");
        assertThat(tickets("test", "hokk")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void while_serve_has_the_store_the_queue_is_as_it_laid_it_out_and_orders_reach_it_once() throws IOException {
        var data = temp.resolve("data");
        try (var store = Store.open(Store.live(data))) {
            Desk.publish(Desk.pages(store.tickets(), List.of("desk")), data);
        }
        try (var channel = FileChannel.open(data.resolve("live.mv.db"), StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(tickets("list")).isEqualTo(ExitCode.FINE);
            assertThat(out.toString()).contains("3 åpne, 2 venter.");
            assertThat(tickets("show", "FJORDVIK-1")).isEqualTo(ExitCode.FINE);
            assertThat(tickets("note", "FJORDVIK-1", "Disk ordered", "--who", "Kari Nes"))
                    .isEqualTo(ExitCode.FINE);
            assertThat(out.toString()).contains("Overlatt til tilsyn serve");
        }
        Path order;
        try (var orders = Files.list(data.resolve("tickets/orders"))) {
            order = orders.toList().get(0);
        }
        var written = Files.readAllBytes(order);
        Files.writeString(order.resolveSibling("0.json"), "{ no order");
        try (var store = Store.open(Store.live(data))) {
            assertThat(Desk.obey(store.tickets(), data, List.of("desk"), T)).isEqualTo(1);
            Files.write(order, written);
            Desk.obey(store.tickets(), data, List.of("desk"), T);

            var ticket = store.tickets().find("FJORDVIK-1").orElseThrow();
            assertThat(store.tickets().history(ticket)).hasSize(2);
        }
        assertThat(order).doesNotExist();
        assertThat(order.resolveSibling("0.json.refused")).exists();
    }

    @Test
    void the_courier_delivers_obeys_and_lays_out_by_itself() throws Exception {
        var data = temp.resolve("data");
        var connectors = Connectors.load(
                new Connectors.Place(temp.resolve("connectors"), data, Sample.OSLO, Map.of(), Duration.ofSeconds(5)));
        try (var store = Store.open(Store.live(data));
                var courier =
                        Courier.start(store.tickets(), connectors, data, Clock.systemUTC(), Duration.ofMillis(20))) {
            assertThat(courier.names()).containsExactly("desk");
            Desk.order(data, new Desk.Order(Desk.Verb.ACK, "FJORDVIK-1", "Kari Nes", "", T));
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(Desk.published(data))
                        .anySatisfy(page -> assertThat(page.ticket().assignee()).isEqualTo("Kari Nes"));
                assertThat(store.tickets().outbox()).isEmpty();
            });
        }
        assertThat(Files.readAllLines(data.resolve("tickets/desk.jsonl"))).hasSize(4);
    }

    @Test
    void wrong_calls_are_answered_with_what_would_be_right() {
        assertThat(tickets("show", "FJORDVIK-99")).isEqualTo(ExitCode.USAGE);
        assertThat(tickets("note", "FJORDVIK-1", " ", "--who", "Kari Nes")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Det finnes ingen sak «FJORDVIK-99»", "kan ikke være tomme");

        assertThat(execute("tickets", "list", "--data", temp.resolve("nothing").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("tilsyn serve");
        assertThat(temp.resolve("nothing")).doesNotExist();
    }

    private State state(String id) {
        try (var store = Store.open(Store.live(temp.resolve("data")))) {
            return store.tickets().find(id).orElseThrow().state();
        }
    }

    private void follow(String id, Instant asOf, Verdict... verdicts) {
        try (var store = Store.open(Store.live(temp.resolve("data")))) {
            store.tickets()
                    .follow(
                            new StoredAssessment(id, "FJORDVIK", asOf, "3f9c", "{}"),
                            Months.assessment(asOf, asOf, verdicts),
                            List.of("desk"),
                            asOf);
        }
    }

    private int tickets(String... args) {
        var all = new ArrayList<>(List.of("tickets"));
        all.addAll(List.of(args));
        all.addAll(List.of(
                "--data",
                temp.resolve("data").toString(),
                "--connectors",
                temp.resolve("connectors").toString()));
        return execute(all.toArray(String[]::new));
    }

    private int execute(String... args) {
        return Main.commandLine(Clock.fixed(T.plus(Duration.ofMinutes(5)), ZoneOffset.UTC))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}

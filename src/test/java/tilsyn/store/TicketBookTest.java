package tilsyn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.output.Sample;
import tilsyn.ticket.Book;
import tilsyn.ticket.Dispatch;
import tilsyn.ticket.FollowUp;
import tilsyn.ticket.Followed;
import tilsyn.ticket.Hand;
import tilsyn.ticket.Months;
import tilsyn.ticket.Outside;
import tilsyn.ticket.Step;
import tilsyn.verdict.Verdict;

class TicketBookTest {
    private static final Instant T = Instant.parse("2025-11-10T06:00:00Z");
    private static final List<String> TO = List.of("desk", "mail");
    private static final Verdict BAD = Sample.fail("A", Sample.DISK, "D:", Map.of("free", "9", "days", "3"));
    private static final Verdict GOOD = Sample.pass("A", Sample.DISK);

    @TempDir
    Path folder;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("store"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_ticket_its_history_and_its_messages_are_there_after_a_restart() {
        follow("1", T, BAD);
        var before = store.tickets().all();

        close();
        open();

        assertThat(before).hasSize(1);
        assertThat(store.tickets().all()).isEqualTo(before);
        assertThat(store.tickets().history(before.get(0)))
                .extracting(Step::kind)
                .containsExactly(Step.Kind.OPENED);
        assertThat(store.tickets().outbox()).extracting(Dispatch::connector).containsExactly("desk", "mail");
        assertThat(store.lastAssessment("FJORDVIK")).map(StoredAssessment::id).contains("1");
    }

    @Test
    void the_book_goes_on_where_it_was_left() {
        follow("1", T, BAD);
        follow("2", T.plus(Duration.ofHours(1)), GOOD);
        follow("3", T.plus(Duration.ofDays(8)), BAD);

        assertThat(store.tickets().all()).extracting(Followed::id).containsExactly("FJORDVIK-1", "FJORDVIK-2");
        assertThat(store.tickets().book("FJORDVIK").tickets())
                .extracting(Followed::id)
                .containsExactly("FJORDVIK-2");
        assertThat(store.tickets().book("FJORDVIK").asOf()).isEqualTo(T.plus(Duration.ofDays(8)));
        assertThat(store.tickets().book("OTHER")).isEqualTo(Book.EMPTY);
    }

    @Test
    void an_assessment_kept_before_changes_nothing() {
        follow("1", T, BAD);

        assertThat(follow("1", T.plus(Duration.ofHours(1)), GOOD)).isEmpty();
        assertThat(store.tickets().all()).extracting(Followed::state).containsExactly(Followed.State.OPEN);
    }

    @Test
    void when_a_message_cannot_be_written_neither_ticket_nor_assessment_is() {
        assertThatThrownBy(() -> store.tickets()
                        .follow(stored("1", T), Months.assessment(T, T, BAD), java.util.Arrays.asList("desk", null), T))
                .isInstanceOf(StoreBroken.class);

        assertThat(store.tickets().all()).isEmpty();
        assertThat(store.tickets().outbox()).isEmpty();
        assertThat(store.lastAssessment("FJORDVIK")).isEmpty();
    }

    @Test
    void a_ticket_that_sleeps_from_the_start_is_told_to_nobody() {
        follow("1", T, Sample.waived(BAD));

        assertThat(store.tickets().all()).extracting(Followed::state).containsExactly(Followed.State.SLEEPING);
        assertThat(store.tickets().outbox()).isEmpty();
    }

    @Test
    void what_a_person_does_is_kept_and_told() {
        follow("1", T, BAD);

        var after = store.tickets()
                .change("FJORDVIK-1", ticket -> Hand.acknowledge(ticket, "Kari Nes", T), TO, T)
                .orElseThrow();

        assertThat(after.assignee()).isEqualTo("Kari Nes");
        assertThat(store.tickets().find("FJORDVIK-1")).contains(after);
        assertThat(store.tickets().outbox()).hasSize(4);
        assertThat(store.tickets().change("FJORDVIK-9", ticket -> Hand.note(ticket, "", "", T), TO, T))
                .isEmpty();
        assertThat(store.tickets().find("no id")).isEmpty();
    }

    @Test
    void every_ticket_has_a_key_of_its_own_and_every_message_a_name() {
        follow("1", T, BAD, Sample.fail("A", Sample.RAID, "md0", Map.of()));
        follow("2", T.plus(Duration.ofHours(1)), GOOD);

        var names = store.tickets().outbox().stream()
                .filter(dispatch -> dispatch.connector().equals("desk"))
                .map(dispatch -> dispatch.message().name())
                .toList();
        assertThat(names).hasSize(3).doesNotHaveDuplicates();
        assertThat(store.tickets().outbox().stream()
                        .map(dispatch -> dispatch.message().key())
                        .distinct())
                .hasSize(2)
                .allMatch(key -> key.matches("tilsyn-[0-9a-f]{16}"));
    }

    @Test
    void a_try_is_written_down_with_where_the_ticket_is_outside() {
        follow("1", T, BAD);
        var waiting = store.tickets().outbox().get(0);
        var known = new Outside("desk", "OPS-7", "https://desk.example/OPS-7", false, List.of("c1"));

        store.tickets()
                .tried(
                        new Dispatch(
                                waiting.id(), "desk", waiting.message(), Dispatch.State.DELIVERED, 1, T, T, "slow"),
                        known);

        assertThat(store.tickets().outbox()).extracting(Dispatch::connector).containsExactly("mail");
        assertThat(store.tickets().outside("desk", "FJORDVIK", "FJORDVIK-1")).contains(known);
        assertThat(store.tickets().outside("mail", "FJORDVIK", "FJORDVIK-1")).isEmpty();
    }

    @Test
    void what_was_given_up_can_be_tried_again() {
        follow("1", T, BAD);
        for (var waiting : store.tickets().outbox())
            store.tickets()
                    .tried(
                            new Dispatch(
                                    waiting.id(),
                                    waiting.connector(),
                                    waiting.message(),
                                    Dispatch.State.DEAD,
                                    12,
                                    T,
                                    T,
                                    "refused"),
                            null);

        assertThat(store.tickets().retry(T)).isEqualTo(2);
        assertThat(store.tickets().outbox()).extracting(Dispatch::attempts).containsOnly(0);
    }

    private List<FollowUp> follow(String id, Instant asOf, Verdict... verdicts) {
        return store.tickets().follow(stored(id, asOf), Months.assessment(asOf, asOf, verdicts), TO, asOf);
    }

    private static StoredAssessment stored(String id, Instant asOf) {
        return new StoredAssessment(id, "FJORDVIK", asOf, "3f9c", "{}");
    }
}

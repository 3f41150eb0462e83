package tilsyn.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.decoder.Decoders;
import tilsyn.decoder.Input;
import tilsyn.fact.LogEvent;
import tilsyn.store.Store;
import tilsyn.store.Tail;

class TailsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    @TempDir
    Path temp;

    private Path log;
    private Tails tails;
    private final List<Tails.Chunk> chunks = new ArrayList<>();
    private final Map<String, Tail> kept = new HashMap<>();

    @BeforeEach
    void watch() {
        log = temp.resolve("syslog");
        start();
    }

    @AfterEach
    void end() {
        tails.close();
    }

    private void start() {
        if (tails != null) tails.close();
        tails = new Tails(List.of(log), file -> Optional.ofNullable(kept.get(file)), this::take);
    }

    private void take(Tails.Chunk chunk) {
        chunks.add(chunk);
        kept.put(chunk.to().file(), chunk.to());
    }

    @Test
    void each_line_is_read_once_and_one_without_its_end_waits() throws Exception {
        write(line(1) + line(2));
        look(3);
        write(line(3) + "<28>1 2026-01-01T00:00:04Z SRV01 app");
        look(3);
        assertThat(read()).isEqualTo(line(1) + line(2) + line(3));

        write(" 7 - - line 4\n");
        look(1);

        assertThat(read()).isEqualTo(line(1) + line(2) + line(3) + line(4));
        assertThat(chunks).extracting(chunk -> chunk.from().lines()).containsExactly(0L, 2L, 3L);
    }

    @Test
    void a_file_that_was_renamed_is_read_to_its_end_before_the_new_one() throws Exception {
        write(line(1) + line(2));
        look(1);
        Files.move(log, temp.resolve("syslog.1"));
        look(1);
        write(line(4) + line(5));
        look(1);
        // its writer has not heard yet
        Files.writeString(temp.resolve("syslog.1"), line(3), APPEND);
        look(Tails.PATIENT);

        assertThat(read()).isEqualTo(line(1) + line(2) + line(3) + line(4) + line(5));
    }

    @Test
    void one_that_was_rotated_while_nobody_watched_too() throws Exception {
        write(line(1) + line(2));
        look(1);
        write(line(3));
        Files.move(log, temp.resolve("syslog.1"));
        write(line(4) + line(5));
        Files.writeString(temp.resolve("syslog.2"), line(9));

        start();
        look(1);

        assertThat(read()).isEqualTo(line(1) + line(2) + line(3) + line(4) + line(5));
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.lost()).isEmpty());
    }

    @Test
    void what_was_copied_away_before_it_was_cut_is_read_from_the_copy() throws Exception {
        write(line(1) + line(2));
        look(1);
        write(line(3));
        Files.copy(log, temp.resolve("syslog.1"));
        Files.writeString(log, line(4) + line(5));
        look(1);

        assertThat(read()).isEqualTo(line(1) + line(2) + line(3) + line(4) + line(5));
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.lost()).isEmpty());
    }

    @Test
    void all_that_was_rotated_while_nobody_watched_is_read_in_order() throws Exception {
        write(line(1) + line(2));
        look(1);
        write(line(3));
        Files.move(log, temp.resolve("syslog.2"));
        Files.writeString(temp.resolve("syslog.1"), line(4) + line(5));
        Files.writeString(temp.resolve("syslog-errors"), line(9));
        write(line(6) + line(7));

        start();
        look(1);

        assertThat(read()).isEqualTo(line(1) + line(2) + line(3) + line(4) + line(5) + line(6) + line(7));
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.lost()).isEmpty());
    }

    @Test
    void one_that_was_compressed_before_it_was_read_is_said_to_be_lost() throws Exception {
        write(line(1) + line(2));
        look(1);
        Files.move(log, temp.resolve("syslog.2"));
        Files.writeString(temp.resolve("syslog.1.gz"), "packed");
        write(line(6) + line(7));

        start();
        look(1);

        assertThat(read()).isEqualTo(line(1) + line(2) + line(6) + line(7));
        assertThat(chunks.get(1).lost()).contains("syslog.1.gz was compressed before it was read");
    }

    @Test
    void one_that_is_gone_for_good_is_said_to_be() throws Exception {
        write(line(1) + line(2));
        look(1);
        Files.delete(log);
        write(line(4) + line(5));

        start();
        look(1);

        assertThat(read()).isEqualTo(line(1) + line(2) + line(4) + line(5));
        assertThat(chunks.get(1).lost()).contains("was replaced or cut");
    }

    @Test
    void one_that_was_cut_to_nothing_is_begun_anew() throws Exception {
        write(line(1) + line(2) + line(3));
        look(1);
        Files.writeString(log, "");
        look(1);
        write(line(4) + line(5));
        look(1);
        // cut and grown past where it was, between two looks
        Files.writeString(log, line(6).repeat(9));
        look(1);

        assertThat(read()).isEqualTo(line(1) + line(2) + line(3) + line(4) + line(5) + line(6).repeat(9));
    }

    @Test
    void after_a_restart_it_goes_on_where_it_was() throws Exception {
        write(line(1) + line(2));
        look(1);
        start();
        look(1);
        write(line(3));
        look(1);

        assertThat(read()).isEqualTo(line(1) + line(2) + line(3));
    }

    @Test
    void one_that_is_not_there_yet_is_waited_for() throws Exception {
        look(2);
        assertThat(tails.problems()).isEmpty();

        write(line(1) + line(2));
        look(1);

        assertThat(read()).isEqualTo(line(1) + line(2));
    }

    @Test
    void a_line_without_end_does_not_fill_the_memory() throws Exception {
        write(line(1) + line(2) + "x".repeat(3 * Tails.MOST));
        look(1);

        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.bytes().length).isLessThanOrEqualTo(Tails.MOST));
        assertThat(kept.get(log.toString()).bytes()).isGreaterThan(2L * Tails.MOST);
    }

    @Test
    void what_is_no_log_is_rejected_line_by_line_and_counted() throws Exception {
        Files.writeString(log, "a;b;c\n1;2;3\n".repeat(500));
        look(1);

        try (var store = Store.create(temp.resolve("store"))) {
            try (var intake = store.intake("DEMO")) {
                var pouring = new Pouring(intake, ZoneId.of("UTC"), "", sink -> sink, new SequenceIds());
                for (var chunk : chunks) pouring.chunk(chunk, NOW);
            }
            assertThat(store.accounting("DEMO").line())
                    .isEqualTo("received 1000 = facts 0 + rolled up 0 + duplicates 0 + ignored 0 + rejected 1000");
        }
    }

    @Test
    void facts_are_those_of_the_whole_file_with_its_lines_and_how_far_it_was_read_is_kept_with_them() throws Exception {
        for (int i = 1; i <= 40; i++) {
            write(line(i));
            if (i % 7 == 0) look(1);
        }
        look(1);
        var bytes = Files.readAllBytes(log);

        try (var store = Store.create(temp.resolve("store"))) {
            try (var intake = store.intake("DEMO")) {
                var pouring = new Pouring(intake, ZoneId.of("UTC"), "", sink -> sink, new SequenceIds());
                for (var chunk : chunks) pouring.chunk(chunk, NOW);
            }
            var events = store.facts("DEMO", (name, from) -> name).of("SRV01").stream()
                    .map(LogEvent.class::cast)
                    .map(TailsTest::said)
                    .toList();
            var whole = new ArrayList<String>();
            var input = Input.of("syslog", bytes, NOW, ZoneId.of("UTC"));
            Decoders.of(input.head()).orElseThrow().decode(input, new tilsyn.decoder.Sink() {
                @Override
                public void fact(tilsyn.fact.Fact fact) {
                    whole.add(said((LogEvent) fact));
                }

                @Override
                public void ignored(String why) {}

                @Override
                public void rejected(tilsyn.fact.Origin origin, String reason) {}

                @Override
                public void end() {}
            });
            assertThat(events).hasSize(40).isEqualTo(whole);
            assertThat(store.tail("DEMO", log.toString()))
                    .contains(new Tail(
                            log.toString(), 256, kept.get(log.toString()).head(), bytes.length, 40));
        }
    }

    private static String said(LogEvent event) {
        return event.time() + " " + event.message() + " line " + event.origin().line() + " byte "
                + event.origin().offset();
    }

    private static String line(int number) {
        return "<28>1 2026-01-01T00:00:%02dZ SRV01 app 7 - - line %d\n".formatted(number, number);
    }

    private void write(String text) throws IOException {
        Files.writeString(log, text, APPEND, CREATE);
    }

    private void look(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) tails.look();
    }

    private String read() {
        var all = new StringBuilder();
        for (var chunk : chunks) all.append(new String(chunk.bytes(), UTF_8));
        return all.toString();
    }
}

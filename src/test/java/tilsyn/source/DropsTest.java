package tilsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.fact.FileRead;
import tilsyn.store.Store;

class DropsTest {
    @TempDir
    Path temp;

    private Path folder;
    private Drops drops;
    private long nanos;
    private final List<String> taken = new ArrayList<>();
    private String problem = "";
    private Runnable meanwhile = () -> {};

    @BeforeEach
    void watch() throws IOException {
        folder = Files.createDirectory(temp.resolve("in"));
        drops = new Drops(
                List.of(new Drop(folder, Duration.ofSeconds(5))),
                Files.createDirectory(temp.resolve("copies")),
                this::take,
                () -> nanos);
    }

    private List<FileRead> take(Path copy, String name, String sha256) {
        try {
            taken.add(name.replaceAll("~.*", "") + " " + Files.readString(copy));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
        meanwhile.run();
        return List.of(new FileRead(name, sha256, 1, "f", "drop", 1, 1, 0, 0, 0, 0, problem));
    }

    @Test
    void a_file_is_read_once_it_has_settled_and_is_kept_under_the_name_it_is_cited_by() throws Exception {
        put("a.log", "one");

        look(0);
        look(4);
        assertThat(taken).isEmpty();
        assertThat(drops.waiting()).isOne();
        look(5);

        assertThat(taken).containsExactly("drop/a.log one");
        assertThat(names("")).containsExactly("done", "failed");
        assertThat(names("done")).singleElement().asString().matches("a\\.log~[0-9a-f]{12}");
        assertThat(temp.resolve("copies")).isEmptyDirectory();
    }

    @Test
    void one_that_grows_is_waited_for() throws Exception {
        for (int second = 0; second < 20; second += 4) {
            put("a.log", "x".repeat(second + 1));
            look(second);
        }
        assertThat(taken).isEmpty();

        look(22);
        assertThat(taken).containsExactly("drop/a.log " + "x".repeat(17));
    }

    @Test
    void one_that_is_replaced_while_it_is_read_is_read_again() throws Exception {
        put("a.log", "one");
        look(0);
        meanwhile = () -> {
            try {
                Files.delete(folder.resolve("a.log"));
                put("a.log", "other");
            } catch (IOException broken) {
                throw new AssertionError(broken);
            }
        };
        look(5);
        meanwhile = () -> {};
        look(6);
        look(11);

        assertThat(taken).containsExactly("drop/a.log one", "drop/a.log other");
        assertThat(names("done")).hasSize(1);
    }

    @Test
    void what_is_not_taken_lies_in_failed_with_the_reason_beside_it() throws Exception {
        problem = "of no format known";
        put("a.bin", "?");

        look(0);
        look(5);

        assertThat(names("failed")).hasSize(2);
        var why = names("failed").stream()
                .filter(name -> name.endsWith(".why.txt"))
                .findFirst();
        assertThat(folder.resolve("failed").resolve(why.orElseThrow()))
                .content()
                .contains("a.bin was not taken", "of no format known", "tilsyn formats");
    }

    @Test
    void links_devices_and_what_is_being_written_are_not_read() throws Exception {
        var secret = Files.writeString(temp.resolve("secret"), "secret");
        Files.createSymbolicLink(folder.resolve("link.log"), secret);
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe.log").toString())
                        .start()
                        .waitFor(10, TimeUnit.SECONDS))
                .isTrue();
        put(".hidden", "x");
        put("a.log.part", "x");
        Files.createDirectory(folder.resolve("sub"));

        look(0);
        look(60);

        assertThat(taken).isEmpty();
        assertThat(secret).hasContent("secret");
        assertThat(names("")).containsExactly(".hidden", "a.log.part", "done", "failed", "sub");
        assertThat(names("failed")).containsExactly("link.log", "link.log.why.txt", "pipe.log", "pipe.log.why.txt");
    }

    @Test
    void nothing_is_moved_through_a_link_in_place_of_done() throws Exception {
        var elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
        Files.delete(folder.resolve("done"));
        Files.createSymbolicLink(folder.resolve("done"), elsewhere);
        put("a.log", "one");

        look(0);
        look(5);

        assertThat(elsewhere).isEmptyDirectory();
        assertThat(folder.resolve("a.log")).hasContent("one");
        assertThat(drops.problems()).singleElement().asString().contains("can't be read");
        Files.delete(folder.resolve("done"));
        Files.createDirectory(folder.resolve("done"));
        look(6);
        look(11);
        assertThat(names("done")).hasSize(1);
        assertThat(drops.problems()).isEmpty();
    }

    @Test
    void a_folder_swapped_for_a_link_is_not_read_and_that_is_said() throws Exception {
        var elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
        Files.createDirectory(elsewhere.resolve("done"));
        Files.writeString(elsewhere.resolve("a.log"), "not ours");
        Files.move(folder, temp.resolve("away"));
        Files.createSymbolicLink(folder, elsewhere);

        look(0);
        look(5);

        assertThat(taken).isEmpty();
        assertThat(elsewhere.resolve("a.log")).hasContent("not ours");
        assertThat(drops.problems()).singleElement().asString().contains("it is a link now");
        Files.delete(folder);
        Files.move(temp.resolve("away"), folder);
        look(6);
        assertThat(drops.problems()).isEmpty();
    }

    @Test
    void one_that_can_not_be_taken_holds_up_no_other() throws Exception {
        put("a.log", "one");
        put("b.log", "two");
        meanwhile = () -> {
            if (taken.size() == 1) throw new IllegalStateException("not this one");
        };

        look(0);
        look(5);

        assertThat(taken).containsExactly("drop/a.log one", "drop/b.log two");
        assertThat(names("done")).singleElement().asString().startsWith("b.log");
        assertThat(drops.problems()).singleElement().asString().contains("a.log", "not this one");
        look(6);
        look(11);
        assertThat(names("done")).hasSize(2);
        assertThat(drops.problems()).isEmpty();
    }

    @Test
    void names_as_long_as_they_can_be_and_of_odd_bytes_are_kept_under_some_that_can_be_written() throws Exception {
        put("l".repeat(255), "long");
        put("two\nlines\u001b[2J", "control");
        assertThat(new ProcessBuilder("sh", "-c", "printf bytes > \"$(printf 'odd\\377\\376.log')\"")
                        .directory(folder.toFile())
                        .start()
                        .waitFor())
                .isZero();

        look(0);
        look(5);

        assertThat(drops.problems()).isEmpty();
        assertThat(taken)
                .containsExactlyInAnyOrder(
                        "drop/" + "l".repeat(200) + " long", "drop/two_lines_[2J control", "drop/odd__.log bytes");
        assertThat(names("done")).hasSize(3);
        assertThat(names("failed")).isEmpty();
    }

    @Test
    void one_with_the_longest_name_has_its_reason_beside_it_too() throws Exception {
        problem = "of no format known";
        put("b".repeat(255), "refused");

        look(0);
        look(5);

        assertThat(names("failed"))
                .hasSize(2)
                .allSatisfy(name -> assertThat(name).startsWith("b".repeat(200) + "~"));
    }

    @Test
    void what_is_wrong_can_be_asked_while_a_file_waits_for_the_store() throws Exception {
        put("a.log", "one");
        look(0);
        var asked = new CompletableFuture<Integer>();
        meanwhile = () -> {
            var other = new Thread(
                    () -> asked.complete(drops.waiting() + drops.problems().size()));
            other.setDaemon(true);
            other.start();
            assertThat(asked).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(0);
        };

        look(5);

        assertThat(drops.problems()).isEmpty();
        assertThat(asked).isCompletedWithValue(0);
    }

    @Test
    void the_same_content_under_two_names_counts_once() throws Exception {
        var file = Files.writeString(temp.resolve("a.log"), "<28>1 2026-01-01T00:00:01Z SRV01 app 7 - - odd\n");
        try (var store = Store.create(temp.resolve("store"))) {
            try (var intake = store.intake("DEMO")) {
                var pouring = new Pouring(intake, ZoneId.of("UTC"), "", sink -> sink, new SequenceIds());
                for (var name : List.of("drop/a.log~1", "drop/b.log~1"))
                    pouring.file(file, name, "drop", Instant.parse("2026-01-02T00:00:00Z"));
            }
            assertThat(store.accounting("DEMO").line())
                    .isEqualTo("received 2 = facts 1 + rolled up 0 + duplicates 1 + ignored 0 + rejected 0");
        }
    }

    @Test
    void many_files_are_read_in_one_look() throws Exception {
        for (int i = 0; i < 2_000; i++) put("f" + i, "x");

        look(0);
        look(5);

        assertThat(taken).hasSize(2_000);
        assertThat(names("done")).hasSize(2_000);
    }

    @Test
    void a_folder_that_is_none_is_refused() {
        var none = List.of(new Drop(temp.resolve("none"), Duration.ofSeconds(5)));

        assertThatThrownBy(() -> new Drops(none, temp, this::take, () -> nanos))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none, which is to be watched, is no folder");
    }

    private void put(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void look(int second) throws Exception {
        nanos = Duration.ofSeconds(second).toNanos();
        drops.look();
    }

    private List<String> names(String below) throws IOException {
        try (var files = Files.list(folder.resolve(below))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}

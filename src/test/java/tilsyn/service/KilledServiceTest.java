package tilsyn.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.fact.LogEvent;
import tilsyn.store.Store;
import tilsyn.ticket.Followed;
import tilsyn.trace.Log;
import tilsyn.trace.Verification;

/**
 * Kills the service at any moment while files and messages stream in, and looks what is left: ten times, or as often as
 * {@code -Dtilsyn.kills=500} says. What it answered to, and what it counted in a scrape, it must still have.
 */
class KilledServiceTest {
    private static final int KILLS = Integer.getInteger("tilsyn.kills", 10);
    private static final int EACH = 600;
    /** Messages that are sent while one file is brought, and lines in it. */
    private static final int FILE = 30;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final List<String> ITEMS = List.of("HW-02", "HW-01");

    @TempDir
    Path folder;

    private final Instant begin = Instant.now().minus(Duration.ofHours(2));
    private final Random random = new Random(11);
    private final List<String> messages = new ArrayList<>();
    private final List<String> files = new ArrayList<>();

    @BeforeEach
    void customer() throws IOException {
        ServedProcess.customer(folder, ITEMS);
        for (int i = 0; i < KILLS * EACH; i++) {
            var failing = i % 1_000 == 700;
            messages.add("<%d>%s SRV0%d %s\n"
                    .formatted(
                            failing ? 26 : 28,
                            begin.plusMillis(i * 100L),
                            1 + i / 1_000 % 2,
                            failing
                                    ? "smartd[7]: Device: /dev/sda [SAT], FAILED SMART self-check. BACK UP DATA NOW!"
                                    : "app[7]: odd thing number " + i));
        }
        for (int i = 0; i < KILLS * EACH / FILE; i++) {
            int file = i;
            files.add(IntStream.range(0, FILE)
                    .mapToObj(line -> "<28>1 %s SRV01 brought 7 - - file %d line %d\n"
                            .formatted(begin.plusSeconds(60L * file + line), file, line))
                    .collect(Collectors.joining()));
        }
    }

    @Test
    void what_was_acknowledged_is_there_after_a_kill_and_nothing_twice() throws Exception {
        var killed = folder.resolve("killed");
        int kept = 0;
        int answered = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int most = (kill + 1) * EACH;
            var run = new Run(ServedProcess.start(folder, killed, false), kept, answered, most);
            run.until(kept + 1 + random.nextInt(most - kept), Math.min(answered + random.nextInt(4), most / FILE));
            Thread.sleep(random.nextInt(30));
            run.kill();
            assertThat(run.counted).as("the test saw something counted").isGreaterThan(kept);

            var left = left(killed);

            assertThat(left.problems).isEmpty();
            assertThat(left.messages).isGreaterThanOrEqualTo(run.counted).isLessThanOrEqualTo(messages.size());
            assertThat(left.brought).containsAll(names(run.answered));
            kept = left.messages;
            answered = run.answered;
            Log.open(killed);
            assertThat(Verification.of(killed, "").tamperings()).isEmpty();
        }
        var after = whole(killed, kept, answered);
        var undisturbed = whole(folder.resolve("undisturbed"), 0, 0);

        assertThat(after).isEqualTo(undisturbed);
        assertThat(after.said).contains("SRV01 HW-02 2", "SRV02 HW-02 2").hasSize(2 * ITEMS.size());
        assertThat(after.tickets).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
        assertThat(after.facts).hasSize(messages.size() + FILE * files.size()).doesNotHaveDuplicates();
    }

    /** If this goes green, the test above sees nothing. */
    @Test
    void the_stores_default_settings_lose_what_was_counted() throws Exception {
        var data = folder.resolve("delayed");
        int kept = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            var run = new Run(ServedProcess.start(folder, data, true), kept, 0, messages.size());
            run.until(kept + 1, 0);
            run.kill();
            kept = left(data).messages;
            if (kept < run.counted) return;
        }
        throw new AssertionError("nothing was lost in " + KILLS + " kills");
    }

    /** What a killed or ended process leaves. */
    private record Left(int messages, List<String> brought, List<String> problems) {}

    private static Left left(Path data) {
        try (var store = Store.open(Store.live(data))) {
            var accounting = store.accounting("DEMO");
            return new Left(
                    (int) accounting.files().stream()
                            .filter(file -> file.route().equals("syslog-tcp"))
                            .mapToLong(file -> file.facts())
                            .sum(),
                    accounting.files().stream()
                            .filter(file -> file.route().equals("ingest")
                                    && file.problem().isEmpty())
                            .map(file -> file.file())
                            .toList(),
                    store.problems());
        }
    }

    /** What stands when all has been taken, whatever happened on the way. */
    private record Whole(List<String> said, List<String> tickets, List<String> facts) {}

    private Whole whole(Path data, int kept, int answered) throws Exception {
        var run = new Run(ServedProcess.start(folder, data, false), kept, answered, messages.size());
        run.until(messages.size(), files.size());
        var said = run.verdicts();
        for (int i = 0; i < 600 && !said.containsAll(List.of("SRV01 HW-02 2", "SRV02 HW-02 2")); i++) {
            Thread.sleep(50);
            said = run.verdicts();
        }
        run.end();
        assertThat(left(data).problems).isEmpty();
        assertThat(Verification.of(data, "").tamperings()).isEmpty();
        try (var store = Store.open(Store.live(data))) {
            // one that was waiting to be opened may have been dropped meanwhile, or never have been
            var tickets = store.tickets().all().stream()
                    .filter(ticket -> ticket.state() != Followed.State.DROPPED)
                    .map(ticket ->
                            ticket.ticket().subject() + " " + ticket.ticket().item() + " " + ticket.state())
                    .sorted()
                    .toList();
            var facts = store.facts("DEMO", (name, from) -> name);
            var all = facts.hosts().stream()
                    .flatMap(host -> facts.of(host).stream())
                    .map(fact -> fact.host() + " " + fact.time() + " " + ((LogEvent) fact).message())
                    .sorted()
                    .toList();
            return new Whole(said, tickets, all);
        }
    }

    private static List<String> names(int answered) {
        return IntStream.range(0, answered).mapToObj(i -> "ingest/night-" + i).toList();
    }

    /** One life of the process, with who sends to it. */
    private final class Run {
        private final ServedProcess served;
        private final int most;
        private final Thread sender;
        private final Thread bringer;
        private volatile int answered;
        private int counted;

        /** @param most how many messages it sends at most, and files in proportion */
        Run(ServedProcess served, int kept, int answered, int most) {
            this.served = served;
            this.most = most;
            this.answered = answered;
            // some again, as a relay does that doesn't know what came through
            this.sender = thread(() -> stream(Math.max(0, kept - 50)));
            this.bringer = thread(this::bring);
        }

        private interface Work {
            void run() throws Exception;
        }

        private Thread thread(Work work) {
            var thread = new Thread(() -> {
                try {
                    work.run();
                } catch (Exception gone) {
                    // the process was killed, or what it took shows
                }
            });
            thread.start();
            return thread;
        }

        private void stream(int from) throws Exception {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), served.syslog())) {
                for (int i = from; i < most; i++) {
                    socket.getOutputStream().write(messages.get(i).getBytes(UTF_8));
                    if (i % 20 == 0) Thread.sleep(1);
                }
            }
        }

        private void bring() throws Exception {
            while (answered < most / FILE) {
                var request = asked("/ingest")
                        .header("Idempotency-Key", "night-" + answered)
                        .POST(BodyPublishers.ofString(files.get(answered)))
                        .build();
                assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(202);
                answered++;
            }
        }

        private HttpRequest.Builder asked(String path) {
            return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + served.http() + path));
        }

        private List<String> scrape() throws Exception {
            return CLIENT.send(asked("/metrics").build(), BodyHandlers.ofString())
                    .body()
                    .lines()
                    .toList();
        }

        /** Until so much was counted and answered. */
        void until(int count, int answers) throws Exception {
            while (counted < count || answered < answers) {
                if (!served.process().isAlive()) throw new AssertionError(served.lines());
                for (var line : scrape())
                    if (line.startsWith("tilsyn_events_total{source=\"syslog-tcp\",outcome=\"facts\"}"))
                        counted = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
            }
        }

        /** Those of the last round, such as {@code SRV01 HW-02 2}. */
        List<String> verdicts() throws Exception {
            var said = new TreeSet<String>();
            for (var line : scrape())
                if (line.startsWith("tilsyn_verdict{"))
                    said.add(line.replaceAll(".*subject=\"([^\"]*)\",item=\"([^\"]*)\".*", "$1 $2 ")
                            + line.substring(line.lastIndexOf(' ') + 1));
            return List.copyOf(said);
        }

        void kill() throws Exception {
            served.kill();
            sender.join();
            bringer.join();
        }

        void end() throws Exception {
            sender.join();
            bringer.join();
            served.end();
        }
    }
}

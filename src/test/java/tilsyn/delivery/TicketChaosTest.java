package tilsyn.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tilsyn.output.Sample;
import tilsyn.store.Store;
import tilsyn.store.StoredAssessment;
import tilsyn.ticket.Followed;
import tilsyn.ticket.Hand;
import tilsyn.ticket.Message;
import tilsyn.ticket.Months;
import tilsyn.ticket.Outside;
import tilsyn.verdict.Reason;
import tilsyn.verdict.Verdict;

/**
 * Weeks of tickets to systems that time out, answer twice, fail after having done it, redirect and lose answers, while Tilsyn
 * is killed and started again between doing and writing down; compared with the same weeks without any trouble. Longer with
 * {@code -Dtilsyn.chaos.rounds=2000}.
 */
class TicketChaosTest {
    private static final int ROUNDS = Integer.getInteger("tilsyn.chaos.rounds", 14);
    private static final Instant BEGIN = Instant.parse("2025-10-20T06:00:00Z");
    private static final List<String> SYSTEMS = List.of("jira", "zammad", "servicenow");
    private static final List<String> ALL = List.of("jira", "mail", "zammad", "servicenow");

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void each_ticket_is_outside_exactly_once_and_as_it_would_be_without_the_trouble(long seed) throws Exception {
        try (var calm = new Run("calm" + seed, seed, false);
                var chaos = new Run("chaos" + seed, seed, true)) {
            for (int round = 0; round < ROUNDS; round++) {
                calm.round(round);
                chaos.round(round);
            }
            calm.settle();
            chaos.settle();

            assertThat(chaos.troubles).as("troubles met").isGreaterThan(ROUNDS / 2);
            assertThat(chaos.crashes).as("crashes").isPositive();
            assertThat(chaos.tickets()).isEqualTo(calm.tickets()).isNotEmpty();
            for (var system : SYSTEMS) {
                assertThat(chaos.keys(system)).as(system).doesNotHaveDuplicates();
                assertThat(chaos.outside(system)).as(system).isEqualTo(calm.outside(system));
                assertThat(chaos.outside(system).keySet()).isEqualTo(chaos.told());
                assertThat(chaos.marks(system)).as(system).doesNotHaveDuplicates();
            }
            // a mail can't be looked for, so it may come twice, and is then the same
            assertThat(chaos.mails()).isEqualTo(calm.mails()).isNotEmpty();
        }
    }

    /** What a kill between doing and writing down looks like from inside. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final class Run implements AutoCloseable {
        private final Path folder;
        private final Random world;
        private final Random trouble;
        private final boolean troubled;
        private final Map<String, FakeDesk> desks = new TreeMap<>();
        private final FakePost post;
        private Store store;
        private Instant now = BEGIN;
        private boolean quiet;
        private int troubles;
        private int crashes;

        Run(String name, long seed, boolean troubled) throws IOException {
            this.folder = Files.createDirectories(temp.resolve(name));
            this.world = new Random(seed);
            this.trouble = new Random(seed + 99);
            this.troubled = troubled;
            this.store = Store.open(folder.resolve("store"));
            Files.createDirectories(folder.resolve("templates"));
            Files.writeString(folder.resolve("allowed-hosts.txt"), "127.0.0.1\n");
            this.post = new FakePost(command -> troubled ? postFault() : FakePost.Fault.NONE);
            Files.writeString(
                    folder.resolve("mail.yaml"),
                    "kind: mail\nhost: 127.0.0.1\nport: %d\ntls: none\nfrom: a@b.example\nto: [c@d.example]\n"
                            .formatted(post.port()));
            for (var system : SYSTEMS) {
                var desk = new FakeDesk();
                if (troubled) desk.failing(this::fault);
                desks.put(system, desk);
                Files.copy(
                        Path.of("connectors/templates", system + ".yaml"),
                        folder.resolve("templates/" + system + ".yaml"));
                Files.writeString(folder.resolve(system + ".yaml"), ConnectorTest.form(system, desk.base()));
            }
        }

        private synchronized FakeDesk.Fault fault() {
            if (quiet || trouble.nextInt(100) >= 20) return FakeDesk.Fault.NONE;
            troubles++;
            var faults = FakeDesk.Fault.values();
            return faults[1 + trouble.nextInt(faults.length - 1)];
        }

        /** A mail takes six answers, so each fails less often. */
        private synchronized FakePost.Fault postFault() {
            if (quiet || trouble.nextInt(100) >= 6) return FakePost.Fault.NONE;
            troubles++;
            var faults = FakePost.Fault.values();
            return faults[1 + trouble.nextInt(faults.length - 1)];
        }

        /** What happens in the world is the same in both runs. */
        void round(int number) throws Exception {
            var asOf = BEGIN.plus(Duration.ofHours(5L * number));
            now = asOf;
            store.tickets()
                    .follow(
                            new StoredAssessment("a" + number, "FJORDVIK", asOf, "3f9c", "{}"),
                            Months.assessment(asOf, asOf, verdicts()),
                            ALL,
                            now);
            int hand = world.nextInt(20);
            var open = store.tickets().all().stream()
                    .filter(followed -> followed.state() == Followed.State.OPEN)
                    .toList();
            if (hand < 4 && !open.isEmpty()) {
                var chosen = open.get(world.nextInt(open.size()));
                store.tickets()
                        .change(
                                chosen.id(),
                                ticket -> hand < 2
                                        ? Hand.close(ticket, "Kari Nes", "done", asOf)
                                        : Hand.note(ticket, "Kari Nes", "looking", asOf),
                                ALL,
                                now);
            }
            for (int pass = 0; pass < 3; pass++) {
                now = now.plus(Duration.ofMinutes(20));
                deliver();
            }
            if (troubled && trouble.nextInt(8) == 0) restart();
        }

        private Verdict[] verdicts() {
            var verdicts = new ArrayList<Verdict>();
            for (var host : List.of("A", "B", "C")) {
                var values = Map.of("free", Integer.toString(world.nextInt(9)), "days", "3");
                verdicts.add(
                        switch (world.nextInt(6)) {
                            case 0, 1 -> Sample.fail(host, Sample.DISK, "D:", values);
                            case 2 -> Sample.warn(host, Sample.DISK, "D:", values);
                            case 3 -> Sample.unknown(host, Sample.DISK, Reason.MISSING);
                            default -> Sample.pass(host, Sample.DISK);
                        });
                verdicts.add(
                        world.nextInt(3) == 0
                                ? Sample.fail(host, Sample.RAID, "md0", Map.of())
                                : Sample.pass(host, Sample.RAID));
            }
            return verdicts.toArray(Verdict[]::new);
        }

        private void deliver() throws Exception {
            try {
                new Deliveries(store.tickets(), connectors()).deliver(now);
            } catch (Killed killed) {
                crashes++;
                restart();
            }
        }

        private void restart() {
            store.close();
            store = Store.open(folder.resolve("store"));
        }

        private List<Connector> connectors() throws IOException, ConnectorsBroken {
            var loaded = Connectors.load(new Connectors.Place(
                    folder,
                    folder,
                    Sample.OSLO,
                    Map.of("TOKEN", "s3cret", "USER", "robot"),
                    Duration.ofMillis(troubled ? 200 : 5_000)));
            return loaded.stream().<Connector>map(Killing::new).toList();
        }

        /** All that waits is delivered, however long it takes. */
        void settle() throws Exception {
            quiet = true;
            for (int pass = 0; pass < 1_000 && !store.tickets().outbox().isEmpty(); pass++) {
                now = now.plus(Duration.ofHours(7));
                store.tickets().retry(now);
                deliver();
            }
            assertThat(store.tickets().outbox()).isEmpty();
        }

        List<Followed> tickets() {
            return store.tickets().all();
        }

        /** Ids of the tickets that someone outside was told of. */
        java.util.Set<String> told() {
            return tickets().stream()
                    .filter(Followed::told)
                    .map(Followed::id)
                    .collect(Collectors.toCollection(java.util.TreeSet::new));
        }

        List<String> keys(String system) {
            return desk(system).entries().stream().map(entry -> entry.key).toList();
        }

        /** By our id: whether it is closed there, and how many comments it has. */
        Map<String, String> outside(String system) {
            var ids = new TreeMap<String, String>();
            for (var followed : tickets())
                for (var dispatch : store.tickets().outbox(followed))
                    ids.put(dispatch.message().key(), followed.id());
            var outside = new TreeMap<String, String>();
            for (var entry : desk(system).entries())
                outside.put(
                        ids.getOrDefault(entry.key, "orphan " + entry.key),
                        (entry.closed ? "closed " : "open ") + entry.comments.size());
            return outside;
        }

        /** Which steps of which tickets arrived, by our id. */
        TreeSet<String> mails() {
            var ids = new TreeMap<String, String>();
            for (var followed : tickets())
                for (var dispatch : store.tickets().outbox(followed))
                    ids.put(dispatch.message().key(), followed.id());
            var mails = new TreeSet<String>();
            for (var id : post.taken()) {
                int step = id.lastIndexOf('-');
                var key = id.substring(1, step);
                mails.add(ids.getOrDefault(key, "orphan " + key) + id.substring(step));
            }
            return mails;
        }

        List<String> marks(String system) {
            return desk(system).entries().stream()
                    .flatMap(entry -> entry.comments.stream())
                    .map(comment -> comment.substring(comment.lastIndexOf('[')))
                    .toList();
        }

        private FakeDesk desk(String system) {
            return java.util.Objects.requireNonNull(desks.get(system));
        }

        @Override
        public void close() throws IOException {
            store.close();
            post.close();
            for (var desk : desks.values()) desk.close();
        }

        /** Dies now and then right after the other system was told, before anybody could write that down. */
        private final class Killing implements Connector {
            private final Connector connector;

            Killing(Connector connector) {
                this.connector = connector;
            }

            @Override
            public String name() {
                return connector.name();
            }

            @Override
            public String described() {
                return connector.described();
            }

            @Override
            public void probe() throws NotDelivered {
                connector.probe();
            }

            @Override
            public Optional<Outside> deliver(Message message, Optional<Outside> known) throws NotDelivered {
                var outside = connector.deliver(message, known);
                if (troubled && !quiet && trouble.nextInt(15) == 0) throw new Killed();
                return outside;
            }
        }
    }
}

package tilsyn.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import tilsyn.store.TicketBook;
import tilsyn.ticket.Dispatch;
import tilsyn.ticket.FollowUp;
import tilsyn.ticket.Followed;
import tilsyn.ticket.Hand;
import tilsyn.ticket.Outside;
import tilsyn.ticket.Step;

/**
 * Tickets for people while {@code tilsyn serve} holds the store: it lays out how they stand in a file, and does what is
 * ordered in a folder, both below {@code tickets/} in the data folder.
 */
public final class Desk {
    private static final int CLOSED_SHOWN = 200;
    private static final long LARGEST_ORDER = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Desk() {}

    /** A ticket with all that is shown of it. */
    public record Page(Followed ticket, List<Step> history, List<Dispatch> messages, List<Outside> outside) {
        public Page {
            history = List.copyOf(history);
            messages = List.copyOf(messages);
            outside = List.copyOf(outside);
        }
    }

    /** What a person wants done. */
    public enum Verb {
        ACK,
        CLOSE,
        NOTE,
        RETRY
    }

    /** @param id the ticket; empty for RETRY, as are who and text where they aren't needed */
    public record Order(Verb verb, String id, String who, String text, Instant at) {
        /** What it does to that ticket. */
        public FollowUp to(Followed ticket) {
            return switch (verb) {
                case ACK -> Hand.acknowledge(ticket, who, at);
                case CLOSE -> Hand.close(ticket, who, text, at);
                case NOTE -> Hand.note(ticket, who, text, at);
                case RETRY -> new FollowUp(ticket, List.of());
            };
        }

        private Step.Kind kind() {
            return switch (verb) {
                case ACK -> Step.Kind.ACKNOWLEDGED;
                case CLOSE -> Step.Kind.CLOSED;
                case NOTE, RETRY -> Step.Kind.NOTED;
            };
        }
    }

    /** All tickets that stand, and the last ones closed. */
    public static List<Page> pages(TicketBook tickets, Collection<String> connectors) {
        var pages = new ArrayList<Page>();
        var all = tickets.all();
        long closed = all.stream()
                .filter(followed -> followed.state() == Followed.State.CLOSED)
                .count();
        for (var followed : all) {
            if (followed.state() == Followed.State.DROPPED) continue;
            if (followed.state() == Followed.State.CLOSED && closed-- > CLOSED_SHOWN) continue;
            var customer = followed.ticket().customer();
            pages.add(new Page(
                    followed,
                    tickets.history(followed),
                    tickets.outbox(followed).stream()
                            .filter(dispatch -> dispatch.state() != Dispatch.State.DELIVERED)
                            .toList(),
                    connectors.stream()
                            .flatMap(name -> tickets.outside(name, customer, followed.id()).stream())
                            .toList()));
        }
        return pages;
    }

    /** Lays the pages out, whole or not at all. */
    public static void publish(List<Page> pages, Path data) throws IOException {
        write(JSON.writeValueAsBytes(pages), standing(data));
    }

    /** What was laid out last; nothing where nothing was. */
    public static List<Page> published(Path data) throws IOException {
        if (!Files.isRegularFile(standing(data))) return List.of();
        return JSON.readValue(Files.readAllBytes(standing(data)), new TypeReference<List<Page>>() {});
    }

    /** Asks whoever holds the store to do it. */
    public static void order(Path data, Order order) throws IOException {
        write(
                JSON.writeValueAsBytes(order),
                orders(data).resolve(order.at().toEpochMilli() + "-" + UUID.randomUUID() + ".json"));
    }

    /** Does what was ordered, the oldest first, each once; what is no order is set aside. Says how many were done. */
    public static int obey(TicketBook tickets, Path data, Collection<String> connectors, Instant now)
            throws IOException {
        if (!Files.isDirectory(orders(data))) return 0;
        List<Path> files;
        try (var listed = Files.list(orders(data))) {
            files = listed.filter(file -> file.toString().endsWith(".json"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
        int done = 0;
        for (var file : files) {
            try {
                if (Files.size(file) > LARGEST_ORDER) throw new IllegalArgumentException("too large");
                obey(tickets, JSON.readValue(Files.readAllBytes(file), Order.class), connectors, now);
                done++;
                Files.delete(file);
            } catch (JsonProcessingException | IllegalArgumentException noOrder) {
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".refused"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return done;
    }

    private static void obey(TicketBook tickets, Order order, Collection<String> connectors, Instant now) {
        if (order.verb() == Verb.RETRY) {
            tickets.retry(now);
            return;
        }
        var ticket = tickets.find(order.id());
        if (ticket.isEmpty() || done(tickets.history(ticket.get()), order)) return;
        if (order.verb() == Verb.CLOSE && !ticket.get().state().live()) return;
        tickets.change(order.id(), order::to, connectors, now);
    }

    /** Whether a crash came between doing it and taking the order away. */
    private static boolean done(List<Step> history, Order order) {
        return history.stream()
                .anyMatch(step -> step.kind() == order.kind()
                        && step.at().equals(order.at())
                        && step.who().equals(order.who()));
    }

    private static void write(byte[] bytes, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, bytes);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path standing(Path data) {
        return data.resolve("tickets").resolve("standing.json");
    }

    private static Path orders(Path data) {
        return data.resolve("tickets").resolve("orders");
    }
}

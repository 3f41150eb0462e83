package tilsyn.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tilsyn.store.TicketBook;
import tilsyn.ticket.Dispatch;
import tilsyn.ticket.FollowUp;
import tilsyn.ticket.Followed;
import tilsyn.ticket.Hand;
import tilsyn.ticket.OutboxPlan;
import tilsyn.ticket.Outside;

/**
 * Delivers what waits in the outbox, and reads back what became of tickets outside. What a crash interrupts is done again at
 * the next pass; the connectors see to it that this leaves nothing twice. One thread at a time for each connector.
 */
public final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int REMEMBERED = 2_000;

    private final TicketBook tickets;
    private final List<Connector> connectors;
    private final Set<String> storms = ConcurrentHashMap.newKeySet();

    public Deliveries(TicketBook tickets, List<Connector> connectors) {
        this.tickets = tickets;
        this.connectors = List.copyOf(connectors);
    }

    /** Names of the connectors, for {@link TicketBook#follow}. */
    public List<String> names() {
        return connectors.stream().map(Connector::name).toList();
    }

    /**
     * What a pass did.
     *
     * @param dead messages given up: a person has to look
     * @param heldBack new tickets that wait because there are too many at once
     */
    public record Pass(int delivered, int failed, int dead, int heldBack) {
        Pass and(Pass other) {
            return new Pass(
                    delivered + other.delivered, failed + other.failed, dead + other.dead, heldBack + other.heldBack);
        }
    }

    /** One pass over all connectors. */
    public Pass deliver(Instant now) {
        var all = new Pass(0, 0, 0, 0);
        for (var connector : connectors) all = all.and(deliver(connector, now));
        return all;
    }

    /** One pass over one connector; after a try in vain it is left alone until the next pass. */
    public Pass deliver(Connector connector, Instant now) {
        var waiting = tickets.outbox().stream()
                .filter(dispatch -> dispatch.connector().equals(connector.name()))
                .toList();
        int lately = tickets.openedSince(connector.name(), now.minus(OutboxPlan.STORM_WINDOW));
        var next = OutboxPlan.next(waiting, lately, now);
        int delivered = 0;
        if (next.heldBack() == 0) storms.remove(connector.name());
        else if (storms.add(connector.name()))
            LOG.error(
                    "{}: {} new tickets at once; they are told little by little, the most urgent first",
                    connector.name(),
                    next.heldBack());
        int failed = 0;
        int dead = 0;
        for (var dispatch : next.now()) {
            var tried = attempt(connector, dispatch, now);
            if (tried.after.state() == Dispatch.State.DELIVERED) {
                delivered++;
                continue;
            }
            failed++;
            if (tried.after.state() == Dispatch.State.DEAD) {
                dead++;
                LOG.error(
                        "{}: {} was not delivered in {} tries and is given up: {}. Then: tilsyn tickets retry",
                        connector.name(),
                        dispatch.message().id(),
                        tried.after.attempts(),
                        tried.after.problem());
            }
            if (!tried.aboutThis) break;
        }
        return new Pass(delivered, failed, dead, next.heldBack());
    }

    /** @param aboutThis the other side refused this message; others may pass */
    private record Attempt(Dispatch after, boolean aboutThis) {}

    private Attempt attempt(Connector connector, Dispatch dispatch, Instant now) {
        var message = dispatch.message();
        var known = tickets.outside(connector.name(), message.ticket().customer(), message.id());
        Dispatch after;
        boolean aboutThis = false;
        Optional<Outside> outside = Optional.empty();
        try {
            outside = connector.deliver(message, known);
            after = OutboxPlan.delivered(dispatch, now);
        } catch (NotDelivered why) {
            aboutThis = why.aboutThis();
            after = OutboxPlan.failed(dispatch, String.valueOf(why.getMessage()), why.doubtful(), why.after(), now);
        } catch (RuntimeException ours) {
            LOG.error("{}: our own fault while delivering {}", connector.name(), message.id(), ours);
            after = OutboxPlan.failed(dispatch, "our own fault: " + ours, true, null, now);
        }
        tickets.tried(after, outside.orElse(null));
        return new Attempt(after, aboutThis);
    }

    /** Reads back live tickets of all connectors that nothing waits for; says what was not readable. */
    public List<String> hear(Instant now) {
        var problems = new ArrayList<String>();
        var waiting = tickets.outbox();
        for (var followed : tickets.all()) {
            if (!followed.told() || !followed.state().live()) continue;
            for (var connector : connectors) {
                boolean busy = waiting.stream()
                        .anyMatch(dispatch -> dispatch.connector().equals(connector.name())
                                && dispatch.message().id().equals(followed.id()));
                if (busy) continue;
                try {
                    hear(connector, followed, now);
                } catch (NotDelivered unreadable) {
                    problems.add(connector.name() + ", " + followed.id() + ": " + unreadable.getMessage());
                }
            }
        }
        return problems;
    }

    private void hear(Connector connector, Followed followed, Instant now) throws NotDelivered {
        var customer = followed.ticket().customer();
        var known = tickets.outside(connector.name(), customer, followed.id());
        if (known.isEmpty()) return;
        var key = tickets.outbox(followed).stream()
                .map(dispatch -> dispatch.message().key())
                .findFirst();
        if (key.isEmpty()) return;
        var heard = connector.hear(known.get(), key.get());
        if (heard.isEmpty()) return;
        var was = known.get();
        boolean closing = heard.get().closed() && !was.closed();
        if (heard.get().comments().isEmpty() && heard.get().closed() == was.closed()) return;
        var seen = new ArrayList<>(was.seen());
        for (var comment : heard.get().comments()) seen.add(comment.id());
        var kept = seen.subList(Math.max(0, seen.size() - REMEMBERED), seen.size());
        tickets.heard(
                followed.id(),
                new Outside(was.connector(), was.id(), was.url(), heard.get().closed(), kept),
                ticket -> changes(ticket, connector.name(), heard.get(), closing, now),
                now);
    }

    private static List<FollowUp> changes(Followed ticket, String where, Heard heard, boolean closing, Instant now) {
        var changes = new ArrayList<FollowUp>();
        for (var comment : heard.comments())
            changes.add(Hand.heard(ticket, comment.author(), where, comment.text(), now));
        if (closing && ticket.state().live()) changes.add(Hand.closedOutside(ticket, heard.by(), where, now));
        return changes;
    }
}

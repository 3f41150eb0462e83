package tilsyn.ticket;

import java.time.Instant;
import java.util.List;
import tilsyn.ticket.Followed.Closing;
import tilsyn.ticket.Followed.State;
import tilsyn.ticket.Step.Kind;
import tilsyn.verdict.Words;

/** What people do to a ticket. Pure; the moment comes from outside. */
public final class Hand {
    private Hand() {}

    /** Someone has it. */
    public static FollowUp acknowledge(Followed ticket, String who, Instant now) {
        return new FollowUp(
                with(ticket, ticket.state(), ticket.closing(), who),
                List.of(new Step(Kind.ACKNOWLEDGED, now, who, new Words(who + " has it.", who + " har den."))));
    }

    /** Someone says something about it. */
    public static FollowUp note(Followed ticket, String who, String text, Instant now) {
        return new FollowUp(ticket, List.of(new Step(Kind.NOTED, now, who, Words.same(text))));
    }

    /**
     * Someone says that it is done. It opens again at the next assessment that still finds the problem, unless the item asks
     * for a conclusion and this is one.
     */
    public static FollowUp close(Followed ticket, String who, String why, Instant now) {
        return new FollowUp(closed(ticket, who, why, now), List.of(new Step(Kind.CLOSED, now, who, Words.same(why))));
    }

    /** It was closed in another system. */
    public static FollowUp closedOutside(Followed ticket, String who, String where, Instant now) {
        return new FollowUp(
                closed(ticket, who, "", now),
                List.of(new Step(
                        Kind.HEARD, now, who, new Words("Closed in " + where + ".", "Lukket i " + where + "."))));
    }

    /** It was spoken of in another system. */
    public static FollowUp heard(Followed ticket, String who, String where, String text, Instant now) {
        return new FollowUp(
                ticket, List.of(new Step(Kind.HEARD, now, who, new Words(where + ": " + text, where + ": " + text))));
    }

    private static Followed closed(Followed ticket, String who, String why, Instant now) {
        return with(ticket, State.CLOSED, new Closing(now, !ticket.recurring(), who, why), ticket.assignee());
    }

    private static Followed with(
            Followed was, State state, @org.jspecify.annotations.Nullable Closing closing, String assignee) {
        return new Followed(
                was.number(),
                was.ticket(),
                state,
                was.recurring(),
                was.told(),
                was.begun(),
                was.seen(),
                was.rounds(),
                was.events(),
                was.newest(),
                null,
                was.easier(),
                was.unknown(),
                was.said(),
                was.refreshed(),
                was.flaps(),
                was.conclusion(),
                was.hold(),
                was.sleep(),
                closing,
                was.reopenings(),
                was.earlier(),
                assignee);
    }
}

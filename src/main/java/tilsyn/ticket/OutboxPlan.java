package tilsyn.ticket;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tilsyn.ticket.Dispatch.State;

/** Decides what to deliver next, and when to try again. Pure; the moment comes from outside. */
public final class OutboxPlan {
    /** Tries in vain before a person has to look; with the waits between them, some 14 hours. */
    public static final int GIVE_UP_AFTER = 12;

    /** New tickets that one connector is told of within {@link #STORM_WINDOW}; the others wait, the most urgent first. */
    public static final int STORM = 20;

    public static final Duration STORM_WINDOW = Duration.ofMinutes(10);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofHours(6);

    /** What timed out may still be under way there: longer than servers take to finish. */
    private static final Duration AFTER_DOUBT = Duration.ofMinutes(2);

    private OutboxPlan() {}

    /**
     * What to deliver now.
     *
     * @param now those to try, the most urgent first
     * @param heldBack new tickets that wait because there are too many at once
     */
    public record Next(List<Dispatch> now, int heldBack) {
        public Next {
            now = List.copyOf(now);
        }
    }

    /**
     * What one connector is to be told now: of each ticket the oldest message that waits, once it is due. So that a clock set
     * back stops nothing, what is due later than any wait could make it is due now.
     *
     * @param waiting the connector's messages, the oldest first
     * @param openedLately new tickets it was told of within {@link #STORM_WINDOW}
     */
    public static Next next(List<Dispatch> waiting, int openedLately, Instant now) {
        var heads = new ArrayList<Dispatch>();
        var tickets = new HashSet<String>();
        for (var dispatch : waiting)
            if (dispatch.state() == State.WAITING
                    && tickets.add(dispatch.message().key())
                    && due(dispatch, now)) heads.add(dispatch);
        heads.sort(Comparator.comparing(
                        (Dispatch dispatch) -> dispatch.message().ticket().priority())
                .thenComparing(Dispatch::id));
        int room = Math.max(0, STORM - openedLately);
        int heldBack = 0;
        var chosen = new ArrayList<Dispatch>();
        for (var dispatch : heads) {
            if (dispatch.message().kind() != Step.Kind.OPENED) chosen.add(dispatch);
            else if (room > 0) {
                chosen.add(dispatch);
                room--;
            } else heldBack++;
        }
        return new Next(chosen, heldBack);
    }

    private static boolean due(Dispatch dispatch, Instant now) {
        return !dispatch.due().isAfter(now) || dispatch.due().isAfter(now.plus(LONGEST_WAIT.multipliedBy(2)));
    }

    public static Dispatch delivered(Dispatch dispatch, Instant now) {
        return new Dispatch(
                dispatch.id(),
                dispatch.connector(),
                dispatch.message(),
                State.DELIVERED,
                dispatch.attempts() + 1,
                dispatch.created(),
                now,
                dispatch.problem());
    }

    /**
     * After a try in vain: waits twice as long each time, up to 6 hours, given or taken a fifth so that not all come at once.
     *
     * @param doubtful nobody knows whether it arrived
     * @param asked how long the other side asks to be left alone; null when it doesn't
     */
    public static Dispatch failed(
            Dispatch dispatch, String problem, boolean doubtful, @Nullable Duration asked, Instant now) {
        int attempts = dispatch.attempts() + 1;
        var wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, 20));
        if (wait.compareTo(LONGEST_WAIT) > 0) wait = LONGEST_WAIT;
        wait = wait.multipliedBy(new SplittableRandom(31 * dispatch.id() + attempts).nextInt(80, 121))
                .dividedBy(100);
        if (doubtful && wait.compareTo(AFTER_DOUBT) < 0) wait = AFTER_DOUBT;
        if (asked != null && asked.compareTo(wait) > 0) wait = asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
        return new Dispatch(
                dispatch.id(),
                dispatch.connector(),
                dispatch.message(),
                attempts >= GIVE_UP_AFTER ? State.DEAD : State.WAITING,
                attempts,
                dispatch.created(),
                now.plus(wait),
                problem);
    }
}

package tilsyn.ticket;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tilsyn.ticket.Followed.Closing;
import tilsyn.ticket.Followed.Hold;
import tilsyn.ticket.Followed.Sleep;
import tilsyn.ticket.Followed.State;
import tilsyn.ticket.Step.Kind;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Verdict;
import tilsyn.verdict.Words;

/** One ticket through one assessment: begins as it was left, ends as {@link #followed()} and the steps to it. */
final class Following {
    private static final Duration QUIET = Duration.ofHours(24);
    private static final int FLAPPING = 3;

    private final Instant asOf;
    private final ZoneId zone;
    private final List<Step> steps = new ArrayList<>();
    private final long number;
    private final boolean recurring;
    private final String earlier;
    private final String assignee;
    private Ticket ticket;
    private State state;
    private boolean told;
    private Instant begun;
    private Instant seen;
    private int rounds;
    private long events;
    private @Nullable Instant newest;
    private @Nullable Instant better;
    private @Nullable Instant easier;
    private @Nullable Instant unknown;
    private @Nullable Instant said;
    private @Nullable Instant refreshed;
    private int flaps;
    private boolean conclusion;
    private @Nullable Hold hold;
    private @Nullable Sleep sleep;
    private @Nullable Closing closing;
    private List<Instant> reopenings;
    private boolean recurs;
    private boolean more;

    /** @param setBack the clock was: no moment remembered is later than as-of */
    Following(Followed before, Assessment assessment, boolean setBack) {
        asOf = assessment.asOf();
        zone = assessment.customer().zone();
        number = before.number();
        recurring = before.recurring();
        earlier = before.earlier();
        assignee = before.assignee();
        ticket = before.ticket();
        state = before.state();
        told = before.told();
        rounds = before.rounds();
        events = before.events();
        newest = before.newest();
        flaps = before.flaps();
        conclusion = before.conclusion();
        hold = before.hold();
        sleep = before.sleep();
        begun = before.begun();
        seen = before.seen();
        better = before.better();
        easier = before.easier();
        unknown = before.unknown();
        said = before.said();
        refreshed = before.refreshed();
        closing = before.closing();
        reopenings = before.reopenings();
        if (setBack) setBack();
    }

    /** A problem nobody followed up yet; to be told that it {@link #failing fails}. */
    static Following begin(long number, Problem problem, String earlier, Assessment assessment) {
        var asOf = assessment.asOf();
        var begun = blank(number, problem.ticket(), State.DROPPED, false, earlier, asOf);
        return new Following(begun, assessment, false);
    }

    /** Follows up that another ticket was reopened again and again; open, and only a person ends it. */
    static Following recurring(long number, Followed often, String earlier, Assessment assessment) {
        var asOf = assessment.asOf();
        var of = often.ticket();
        var title = of.title();
        var about = new Ticket(
                of.key() + LifeCycle.RECURRING_KEY,
                of.customer(),
                of.subject(),
                of.item(),
                of.object(),
                of.outcome(),
                of.clause(),
                of.priority(),
                asOf,
                new Words("Keeps coming back: " + title.en(), "Kommer stadig tilbake: " + title.nb()),
                List.of(
                        new Words(
                                "Find the cause behind it, not only behind the last time.",
                                "Finn årsaken bak, ikke bare bak siste gang."),
                        new Words(
                                "Close it with what the cause was and what was done.",
                                "Lukk saken med hva årsaken var, og hva som ble gjort.")),
                List.of());
        var following = new Following(blank(number, about, State.OPEN, true, earlier, asOf), assessment, false);
        following.told = true;
        following.conclusion = true;
        following.step(
                Kind.OPENED,
                new Words(
                        "%s was reopened %d times within 35 days."
                                .formatted(often.id(), often.reopenings().size()),
                        "%s er gjenåpnet %d ganger på 35 dager."
                                .formatted(often.id(), often.reopenings().size())));
        return following;
    }

    private static Followed blank(
            long number, Ticket ticket, State state, boolean recurring, String earlier, Instant asOf) {
        return new Followed(
                number, ticket, state, recurring, false, asOf, asOf, 0, 0, null, null, null, null, null, null, 0, false,
                null, null, null, List.of(), earlier, "");
    }

    // what an assessment may say of it

    /** Its key is among the problems. */
    Following failing(Problem problem) {
        switch (state) {
            case CLOSED -> failingAgain(problem);
            case DROPPED -> {
                ticket = problem.ticket();
                count(problem, true);
                gate(problem);
            }
            case PENDING, HELD, SLEEPING -> {
                if (!told || !problem.unknown()) ticket = problem.ticket().openedAt(ticket.opened());
                count(problem, false);
                gate(problem);
            }
            case OPEN -> {
                count(problem, false);
                if (problem.waived()) sleep(problem);
                else update(problem);
            }
        }
        return this;
    }

    /** Another clause decides, but this one still fires. */
    void stillFailing() {
        if (asOf.isAfter(seen)) rounds++;
        seen = asOf;
        relapse();
        if (state == State.HELD && overdue()) open();
        if (state == State.SLEEPING && expired()) wake();
        if (state == State.CLOSED && closedByHand() && !concluded()) open();
    }

    /** Nobody can say; that breaks a recovery, and is not one. */
    void unknown() {
        better = null;
        easier = null;
        switch (state) {
            case PENDING -> leave();
            case SLEEPING -> {
                if (expired()) wake();
            }
            case OPEN ->
                nobodyKnows(new Words(
                        "Nobody can say since %s whether this still holds: the evidence no longer comes."
                                .formatted(
                                        local(unknown == null ? asOf : unknown).en()),
                        "Ingen kan si siden %s om dette fortsatt gjelder: grunnlaget kommer ikke lenger."
                                .formatted(
                                        local(unknown == null ? asOf : unknown).nb())));
            default -> {}
        }
    }

    /** Neither the host nor the item is judged any more. */
    void unjudged() {
        better = null;
        easier = null;
        if (state == State.PENDING) leave();
        if (state == State.SLEEPING && expired()) wake();
        if (state == State.OPEN)
            nobodyKnows(new Words(
                    "This is no longer judged: host or item is gone from what is assessed. Close it by hand if that is meant.",
                    "Dette vurderes ikke lenger: maskinen eller punktet er borte fra vurderingen. Lukk saken for hånd hvis det"
                            + " er meningen."));
    }

    /**
     * Proven not to fail.
     *
     * @param ranWell where a good run is needed (R13), there was one
     */
    void better(Verdict verdict, boolean ranWell) {
        unknown = null;
        easier = null;
        switch (state) {
            case PENDING, HELD -> leave();
            case CLOSED -> {
                if (closing != null && closing.byHand())
                    closing = new Closing(closing.at(), false, closing.by(), closing.why());
            }
            case OPEN, SLEEPING -> recover(verdict, ranWell);
            case DROPPED -> {}
        }
    }

    // opening

    private void failingAgain(Problem problem) {
        var closed = Objects.requireNonNull(closing, "a closed ticket knows how it was closed");
        if (closed.byHand()) {
            boolean cannotSay =
                    problem.unknown() && ticket.outcome() != problem.ticket().outcome();
            boolean stands = conclusion && concluded() && problem.eventsAfter(newest) == 0;
            if (cannotSay || stands || problem.waived() || problem.window(asOf) != null) return;
            ticket = problem.ticket().openedAt(ticket.opened());
            count(problem, false);
            open();
            return;
        }
        ticket = problem.ticket().openedAt(ticket.opened());
        count(problem, true);
        gate(problem);
    }

    /** Opens it, unless something holds it back. */
    private void gate(Problem problem) {
        if (problem.waived()) {
            sleep(problem);
            return;
        }
        var window = problem.window(begun);
        if (window != null) {
            hold(new Hold(window.reason(), window.until()));
            return;
        }
        if (state == State.HELD && !overdue() && !withdrawn()) return;
        if (state == State.SLEEPING && told) {
            wake();
            return;
        }
        if (problem.unknown() && (rounds < 2 || asOf.isBefore(begun.plus(LifeCycle.GRACE)))) {
            if (state != State.PENDING)
                step(
                        Kind.PENDING,
                        new Words(
                                "Evidence is missing; becomes a ticket if it still is after 24 hours.",
                                "Grunnlag mangler; blir en sak hvis det fortsatt gjør det etter 24 timer."));
            state = State.PENDING;
            return;
        }
        open();
    }

    private void open() {
        boolean again = closing != null;
        boolean byHand = closing != null && closing.byHand();
        state = State.OPEN;
        hold = null;
        sleep = null;
        better = null;
        easier = null;
        unknown = null;
        flaps = 0;
        if (!again) {
            ticket = ticket.openedAt(asOf);
            told(Kind.OPENED, ticket.title());
            return;
        }
        closing = null;
        if (byHand) {
            told(Kind.REOPENED, new Words("Closed while the problem persists.", "Lukket mens feilen består."));
            return;
        }
        var all = new ArrayList<>(reopenings);
        all.removeIf(at -> at.isBefore(asOf.minus(LifeCycle.RECURRING_WITHIN)));
        all.add(asOf);
        reopenings = all;
        recurs = true;
        told(
                Kind.REOPENED,
                new Words(
                        "Fails again: " + ticket.title().en(),
                        "Feiler igjen: " + ticket.title().nb()));
    }

    private void hold(Hold window) {
        if (!window.equals(hold) || state != State.HELD)
            step(
                    Kind.HELD,
                    new Words(
                            "Held back by «%s» until %s."
                                    .formatted(
                                            window.reason(),
                                            local(window.until()).en()),
                            "Holdes tilbake av «%s» til %s."
                                    .formatted(
                                            window.reason(),
                                            local(window.until()).nb())));
        hold = window;
        state = State.HELD;
    }

    private boolean overdue() {
        return hold == null || !asOf.isBefore(hold.until().plus(LifeCycle.AFTER_WINDOW));
    }

    /** Its window is over before its end: it was taken out of the register. */
    private boolean withdrawn() {
        return hold != null && !asOf.isAfter(hold.until());
    }

    /** Gone before anyone was told of it anew. */
    private void leave() {
        hold = null;
        state = closing == null ? State.DROPPED : State.CLOSED;
        step(Kind.DROPPED, new Words("Gone before it became a ticket.", "Borte før det ble en sak."));
    }

    // sleeping

    private void sleep(Problem problem) {
        var agreed = problem.verdict().disposition();
        var until = agreed.until();
        if (until == null) {
            open();
            return;
        }
        var before = sleep;
        boolean same = state == State.SLEEPING
                && before != null
                && before.waiver().equals(agreed.reference())
                && before.until().equals(until);
        hold = null;
        better = null;
        state = State.SLEEPING;
        if (!same) {
            sleep = new Sleep(agreed.reference(), agreed.approver(), until, false);
            step(
                    Kind.WAIVED,
                    new Words(
                            "Accepted risk until %s (%s, %s)."
                                    .formatted(
                                            Words.value(until.toString()).en(), agreed.approver(), agreed.reference()),
                            "Akseptert risiko til %s (%s, %s)."
                                    .formatted(
                                            Words.value(until.toString()).nb(),
                                            agreed.approver(),
                                            agreed.reference())));
        }
        remind();
    }

    private void remind() {
        var risk = sleep;
        if (risk == null || risk.reminded() || today().isBefore(risk.until().minusDays(LifeCycle.REMINDER_DAYS)))
            return;
        sleep = new Sleep(risk.waiver(), risk.approver(), risk.until(), true);
        told(
                Kind.REMINDED,
                new Words(
                        "The accepted risk %s ends after %s; the ticket then opens again."
                                .formatted(
                                        risk.waiver(),
                                        Words.value(risk.until().toString()).en()),
                        "Den aksepterte risikoen %s gjelder til og med %s; da åpnes saken igjen."
                                .formatted(
                                        risk.waiver(),
                                        Words.value(risk.until().toString()).nb())));
    }

    private boolean expired() {
        return sleep == null || today().isAfter(sleep.until());
    }

    private void wake() {
        var risk = sleep;
        sleep = null;
        state = State.OPEN;
        flaps = 0;
        told(
                Kind.REOPENED,
                new Words(
                        "The accepted risk %s no longer holds.".formatted(risk == null ? "" : risk.waiver()),
                        "Den aksepterte risikoen %s gjelder ikke lenger."
                                .formatted(risk == null ? "" : risk.waiver())));
    }

    // while it is open

    private void update(Problem problem) {
        if (problem.unknown() && ticket.outcome() != problem.ticket().outcome()) {
            better = null;
            nobodyKnows(problem.ticket().title());
            return;
        }
        relapse();
        unknown = null;
        var now = problem.ticket().openedAt(ticket.opened());
        if (now.priority() > ticket.priority()) {
            lower(now);
            return;
        }
        easier = null;
        boolean worse = now.priority() < ticket.priority();
        boolean other = now.outcome() != ticket.outcome() || !now.clause().equals(ticket.clause());
        boolean text = !now.equals(ticket);
        ticket = now;
        if (worse)
            told(
                    Kind.RAISED,
                    new Words(
                            "Now priority %d: %s"
                                    .formatted(now.priority(), now.title().en()),
                            "Nå prioritet %d: %s"
                                    .formatted(now.priority(), now.title().nb())));
        else if (other && spokeLongAgo()) told(Kind.COMMENTED, now.title());
        else if (text || more) refresh();
    }

    /** A lower priority has to last a day, so that what goes to and fro raises it once. */
    private void lower(Ticket now) {
        if (easier == null) easier = asOf;
        if (asOf.isBefore(easier.plus(QUIET))) return;
        easier = null;
        ticket = now;
        if (spokeLongAgo())
            told(
                    Kind.LOWERED,
                    new Words(
                            "Now priority %d: %s"
                                    .formatted(now.priority(), now.title().en()),
                            "Nå prioritet %d: %s"
                                    .formatted(now.priority(), now.title().nb())));
        else refresh();
    }

    /** Text and counters go out once a day, without a mail. */
    private void refresh() {
        if (refreshed != null && asOf.isBefore(refreshed.plus(QUIET))) return;
        refreshed = asOf;
        step(Kind.REFRESHED, counted());
    }

    /** How often, in words. */
    private Words counted() {
        var since = local(begun);
        return events > 0
                ? new Words(events + " events since " + since.en(), events + " hendelser siden " + since.nb())
                : new Words(
                        "seen in " + rounds + " assessments since " + since.en(),
                        "sett i " + rounds + " vurderinger siden " + since.nb());
    }

    private void relapse() {
        if (better == null) return;
        better = null;
        if (++flaps == FLAPPING)
            step(
                    Kind.COMMENTED,
                    new Words(
                            "Comes and goes: well and bad again three times. It stays open until it is well for good.",
                            "Kommer og går: i orden og dårlig igjen tre ganger. Saken står åpen til det er varig i orden."));
    }

    private void nobodyKnows(Words words) {
        if (unknown == null) {
            unknown = asOf;
            return;
        }
        var since = unknown.plus(LifeCycle.GRACE);
        if (asOf.isBefore(since) || (said != null && !said.isBefore(since))) return;
        told(Kind.COMMENTED, words);
    }

    private void recover(Verdict verdict, boolean ranWell) {
        if (better == null) {
            better = asOf;
            if (conclusion && state == State.OPEN)
                step(
                        Kind.COMMENTED,
                        new Words(
                                "No longer seen. It needs a conclusion by someone named before it is closed.",
                                "Sees ikke lenger. Den trenger en konklusjon fra en navngitt person før den lukkes."));
        }
        if (state == State.SLEEPING && expired() && conclusion) {
            wake();
            return;
        }
        if (conclusion || !ranWell || asOf.isBefore(better.plus(LifeCycle.recoverAfter(ticket)))) return;
        if (!told) {
            sleep = null;
            leave();
            return;
        }
        state = State.CLOSED;
        sleep = null;
        better = null;
        closing = new Closing(asOf, false, "", "");
        said = asOf;
        step(Kind.CLOSED, Proof.of(verdict, zone));
    }

    // what is remembered

    /** @param anew a stretch of failing begins */
    private void count(Problem problem, boolean anew) {
        if (anew) {
            begun = asOf;
            rounds = 0;
            events = 0;
        }
        if (rounds == 0 || asOf.isAfter(seen)) rounds++;
        seen = asOf;
        long added = problem.eventsAfter(newest);
        more = added > 0;
        events += added;
        var event = problem.newest();
        if (event != null && (newest == null || event.isAfter(newest))) newest = event;
        conclusion = ticket.item().equals("OPS-01") && !problem.unknown()
                ? problem.needsConclusion()
                : conclusion || problem.needsConclusion();
    }

    private boolean closedByHand() {
        return closing != null && closing.byHand();
    }

    /** Closed by someone named, with words. */
    private boolean concluded() {
        return conclusion
                && closing != null
                && !closing.by().isBlank()
                && !closing.why().isBlank();
    }

    private boolean spokeLongAgo() {
        return said == null || !asOf.isBefore(said.plus(QUIET));
    }

    private void told(Kind kind, Words words) {
        told = true;
        said = asOf;
        refreshed = asOf;
        step(kind, words);
    }

    private void step(Kind kind, Words words) {
        steps.add(new Step(kind, asOf, "", words));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(asOf, zone);
    }

    private Words local(Instant moment) {
        return Proof.local(moment, zone);
    }

    private void setBack() {
        begun = earliest(begun);
        seen = earliest(seen);
        ticket = ticket.openedAt(earliest(ticket.opened()));
        if (better != null) better = earliest(better);
        if (easier != null) easier = earliest(easier);
        if (unknown != null) unknown = earliest(unknown);
        if (said != null) said = earliest(said);
        if (refreshed != null) refreshed = earliest(refreshed);
        if (newest != null) newest = earliest(newest);
        if (closing != null)
            closing = new Closing(earliest(closing.at()), closing.byHand(), closing.by(), closing.why());
        reopenings = reopenings.stream().map(this::earliest).toList();
    }

    private Instant earliest(Instant moment) {
        return moment.isAfter(asOf) ? asOf : moment;
    }

    /** Whether it was reopened, so that someone should ask how often. */
    boolean recurs() {
        return recurs;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    Followed followed() {
        return new Followed(
                number,
                ticket,
                state,
                recurring,
                told,
                begun,
                seen,
                rounds,
                events,
                newest,
                better,
                easier,
                unknown,
                said,
                refreshed,
                flaps,
                conclusion,
                hold,
                sleep,
                closing,
                reopenings,
                earlier,
                assignee);
    }
}

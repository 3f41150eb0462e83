package tilsyn.output;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tilsyn.ticket.Dispatch;
import tilsyn.ticket.Followed;
import tilsyn.ticket.Followed.State;
import tilsyn.ticket.Outside;
import tilsyn.ticket.Step;
import tilsyn.verdict.Words;

/** The dispatcher's queue and a single ticket, for a terminal. */
public final class TicketPages {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final int LONGEST = 4_000;

    /** What hurts the customer most first; how old it is doesn't count. */
    private static final Comparator<Followed> BY_HARM = Comparator.comparing(
                    (Followed followed) -> rank(followed.state()))
            .thenComparing(followed -> followed.ticket().priority())
            .thenComparing(followed -> followed.ticket().outcome())
            .thenComparing(followed -> -followed.ticket().covered().size())
            .thenComparing(followed -> followed.ticket().customer())
            .thenComparing(Followed::number);

    private final String language;
    private final ZoneId zone;
    private final Ink ink;
    private final int width;

    /** @param language {@code nb} or {@code en} */
    public TicketPages(String language, ZoneId zone, Ink ink, int width) {
        this.language = language;
        this.zone = zone;
        this.ink = ink;
        this.width = width;
    }

    private static int rank(State state) {
        return switch (state) {
            case OPEN -> 0;
            case HELD -> 1;
            case PENDING -> 2;
            case SLEEPING -> 3;
            case CLOSED -> 4;
            case DROPPED -> 5;
        };
    }

    /**
     * The queue: each ticket with what it is about, since when, who has it and the next step; what waits is grey and says for
     * what.
     *
     * @param undelivered how many messages wait or were given up
     */
    public String queue(List<Followed> tickets, int undelivered, int dead) {
        var sheet = new Sheet(width);
        for (var followed : tickets.stream().sorted(BY_HARM).toList()) row(followed, sheet);
        long open = tickets.stream()
                .filter(followed -> followed.state() == State.OPEN)
                .count();
        long waiting =
                tickets.stream().filter(followed -> followed.state().live()).count() - open;
        sheet.paragraph(
                say("%d open, %d waiting.".formatted(open, waiting), "%d åpne, %d venter.".formatted(open, waiting)),
                0,
                0);
        if (dead > 0)
            sheet.paragraph(
                    say(
                            "%d messages were given up; see which with show, and try again with: tilsyn tickets retry"
                                    .formatted(dead),
                            "%d meldinger er gitt opp; se hvilke med show, og prøv igjen med: tilsyn tickets retry"
                                    .formatted(dead)),
                    0,
                    2);
        else if (undelivered > 0)
            sheet.paragraph(
                    say(
                            "%d messages are on their way out.".formatted(undelivered),
                            "%d meldinger er på vei ut.".formatted(undelivered)),
                    0,
                    2);
        return sheet.toString();
    }

    private void row(Followed followed, Sheet sheet) {
        var ticket = followed.ticket();
        var head = "P%d %s  %s".formatted(ticket.priority(), followed.id(), title(followed));
        var open = followed.state() == State.OPEN;
        sheet.paragraph(open ? ink.bold(head) : ink.dim(head), 0, 3);
        var facts = new ArrayList<String>();
        facts.add(standing(followed));
        if (open)
            facts.add(
                    followed.assignee().isEmpty()
                            ? say("nobody has it", "ingen har den")
                            : Visible.line(followed.assignee()));
        if (!ticket.covered().isEmpty())
            facts.add(say("also explains ", "forklarer også ") + String.join(", ", ticket.covered()));
        sheet.paragraph(String.join(" · ", facts), 3, 3);
        if (open && !ticket.steps().isEmpty())
            sheet.paragraph("→ " + Visible.line(ticket.steps().get(0).in(language), LONGEST), 3, 5);
        sheet.empty();
    }

    private String standing(Followed followed) {
        var hold = followed.hold();
        var sleep = followed.sleep();
        var closing = followed.closing();
        return switch (followed.state()) {
            case OPEN ->
                say("since ", "siden ")
                        + local(followed.begun())
                        + (followed.events() > 1
                                ? say(", %d events", ", %d hendelser").formatted(followed.events())
                                : "")
                        + (followed.reopenings().isEmpty()
                                ? ""
                                : say(", reopened %d times", ", gjenåpnet %d ganger")
                                        .formatted(followed.reopenings().size()));
            case HELD ->
                say("held back by «%s» until %s", "holdes tilbake av «%s» til %s")
                        .formatted(
                                Visible.line(hold == null ? "" : hold.reason()),
                                hold == null ? "" : local(hold.until()));
            case PENDING ->
                say(
                                "evidence missing since %s; a ticket after 24 hours",
                                "grunnlag mangler siden %s; blir sak etter 24 timer")
                        .formatted(local(followed.begun()));
            case SLEEPING ->
                say("accepted risk %s until %s", "akseptert risiko %s til %s")
                        .formatted(
                                Visible.line(sleep == null ? "" : sleep.waiver()),
                                sleep == null
                                        ? ""
                                        : Words.value(sleep.until().toString()).in(language));
            case CLOSED ->
                say("closed ", "lukket ")
                        + (closing == null ? "" : local(closing.at()))
                        + (closing == null || closing.by().isEmpty()
                                ? ""
                                : say(" by ", " av ") + Visible.line(closing.by()));
            case DROPPED -> say("gone before it became a ticket", "borte før det ble en sak");
        };
    }

    /**
     * One ticket.
     *
     * @param outside where it is known outside
     * @param similar other tickets of the same item or key
     */
    public String ticket(
            Followed followed,
            List<Step> history,
            List<Dispatch> messages,
            List<Outside> outside,
            List<Followed> similar) {
        var ticket = followed.ticket();
        var sheet = new Sheet(width);
        sheet.paragraph(ink.bold(followed.id() + "  " + title(followed)), 0, 2);
        sheet.paragraph(
                "%s %s · %s %d · %s · %s"
                        .formatted(
                                ticket.item(),
                                ticket.clause(),
                                say("priority", "prioritet"),
                                ticket.priority(),
                                state(followed.state()),
                                standing(followed)),
                2,
                2);
        if (!followed.assignee().isEmpty())
            sheet.paragraph(say("Has it: ", "Har den: ") + Visible.line(followed.assignee()), 2, 2);
        if (!followed.earlier().isEmpty())
            sheet.paragraph(say("Followed up before in ", "Fulgt opp før i ") + followed.earlier(), 2, 2);
        if (followed.conclusion() && followed.state().live())
            sheet.paragraph(
                    say(
                            "Closes only with a conclusion by someone named.",
                            "Lukkes bare med en konklusjon fra en navngitt person."),
                    2,
                    2);
        if (!ticket.covered().isEmpty())
            sheet.paragraph(say("Also explains: ", "Forklarer også: ") + String.join(", ", ticket.covered()), 2, 2);
        sheet.empty();
        for (var step : ticket.steps()) sheet.paragraph("[ ] " + Visible.line(step.in(language), LONGEST), 2, 6);
        sheet.empty();
        sheet.line(ink.bold(say("What happened", "Hva som har skjedd")));
        for (var step : history) happened(step, sheet);
        for (var there : outside)
            sheet.paragraph(
                    there.connector() + ": " + Visible.line(there.id())
                            + (there.url().isEmpty() ? "" : "  " + Visible.line(there.url())),
                    2,
                    4);
        undelivered(messages, sheet);
        if (!similar.isEmpty()) {
            sheet.empty();
            sheet.line(ink.bold(say("Similar tickets", "Lignende saker")));
            for (var other : similar) sheet.paragraph(other.id() + "  " + title(other) + " – " + standing(other), 2, 4);
        }
        return sheet.toString();
    }

    private void happened(Step step, Sheet sheet) {
        var who = step.who().isEmpty() ? "" : Visible.line(step.who()) + ": ";
        sheet.paragraph(
                local(step.at()) + "  " + kind(step.kind()) + ": " + who
                        + Visible.line(step.said().in(language), LONGEST),
                2,
                4);
    }

    private void undelivered(List<Dispatch> messages, Sheet sheet) {
        for (var dispatch : messages) {
            if (dispatch.state() == Dispatch.State.DELIVERED) continue;
            var what = dispatch.state() == Dispatch.State.DEAD
                    ? say("given up", "gitt opp")
                    : say("next try ", "neste forsøk ") + local(dispatch.due());
            sheet.paragraph(
                    "%s: %s, %s%s"
                            .formatted(
                                    dispatch.connector(),
                                    kind(dispatch.message().kind()),
                                    what,
                                    dispatch.problem().isEmpty() ? "" : ": " + Visible.line(dispatch.problem())),
                    2,
                    4);
        }
    }

    private String title(Followed followed) {
        return Visible.line(followed.ticket().title().in(language), LONGEST);
    }

    private String state(State state) {
        return switch (state) {
            case OPEN -> say("open", "åpen");
            case HELD -> say("held back", "holdes tilbake");
            case PENDING -> say("pending", "avventes");
            case SLEEPING -> say("sleeping", "sover");
            case CLOSED -> say("closed", "lukket");
            case DROPPED -> say("dropped", "bortfalt");
        };
    }

    private static final Map<Step.Kind, Words> KINDS = Map.ofEntries(
            Map.entry(Step.Kind.PENDING, new Words("pending", "avventes")),
            Map.entry(Step.Kind.HELD, new Words("held back", "holdt tilbake")),
            Map.entry(Step.Kind.DROPPED, new Words("dropped", "bortfalt")),
            Map.entry(Step.Kind.OPENED, new Words("opened", "åpnet")),
            Map.entry(Step.Kind.COMMENTED, new Words("comment", "kommentar")),
            Map.entry(Step.Kind.RAISED, new Words("raised", "hevet")),
            Map.entry(Step.Kind.LOWERED, new Words("lowered", "senket")),
            Map.entry(Step.Kind.REFRESHED, new Words("count", "teller")),
            Map.entry(Step.Kind.CLOSED, new Words("closed", "lukket")),
            Map.entry(Step.Kind.REOPENED, new Words("reopened", "gjenåpnet")),
            Map.entry(Step.Kind.WAIVED, new Words("risk accepted", "risiko akseptert")),
            Map.entry(Step.Kind.REMINDED, new Words("reminder", "påminnelse")),
            Map.entry(Step.Kind.ACKNOWLEDGED, new Words("taken", "tatt")),
            Map.entry(Step.Kind.NOTED, new Words("note", "notat")),
            Map.entry(Step.Kind.HEARD, new Words("from outside", "utenfra")));

    private String kind(Step.Kind kind) {
        return KINDS.getOrDefault(kind, Words.same(kind.name())).in(language);
    }

    private String local(Instant moment) {
        return Words.value(MINUTE.format(moment.atZone(zone))).in(language);
    }

    private String say(String english, String norwegian) {
        return language.equals("en") ? english : norwegian;
    }
}

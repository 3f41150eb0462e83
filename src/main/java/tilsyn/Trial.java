package tilsyn;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.rule.Rulebook;
import tilsyn.rule.RulesBroken;
import tilsyn.rule.SideBySide;
import tilsyn.ticket.Ticket;
import tilsyn.ticket.TicketChange;
import tilsyn.ticket.TicketPlan;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;

/**
 * What an edited rulebook would have said on each of the last mornings, beside the active one, over the facts of the last check.
 * Log events are told apart as they were when they were read: what a changed signature would see shows only at the next check.
 *
 * @param mornings oldest first
 */
public record Trial(List<Morning> mornings) {
    /** When a check is due, local time. */
    public static final LocalTime MORNING = LocalTime.of(7, 0);

    public Trial {
        mornings = List.copyOf(mornings);
    }

    /** A verdict that differs: outcome and deciding clause by either rulebook, empty where one has no such row. */
    public record Cell(String subject, String item, String before, String after) {}

    /** How many tickets a morning's assessment opens and closes. */
    public record Tickets(int opened, int closed) {}

    /** One morning by both rulebooks. */
    public record Morning(LocalDate day, List<Cell> changed, Tickets before, Tickets after) {
        public Morning {
            changed = List.copyOf(changed);
        }
    }

    /**
     * Judges each morning up to the moment of the last check; writes nothing.
     *
     * @throws RulesBroken if a parameter is tuned to what a card of either rulebook doesn't allow
     */
    public static Trial of(Rulebook active, Rulebook edited, LastCheck last, int days) throws RulesBroken {
        var facts = held(last.facts());
        var mornings = new ArrayList<Morning>();
        var openBefore = new TreeMap<String, Ticket>();
        var openAfter = new TreeMap<String, Ticket>();
        try (var both = new SideBySide(active, edited)) {
            for (var day : days(last.asOf(), last.customer().zone(), days)) {
                var asOf = moment(day, last.customer().zone());
                var judged = both.assess(facts, last.accounting(), last.customer(), asOf, last.cutOff());
                mornings.add(new Morning(
                        day,
                        changed(judged.before(), judged.after()),
                        tickets(judged.before(), openBefore),
                        tickets(judged.after(), openAfter)));
            }
        }
        return new Trial(mornings);
    }

    /** The moment at which a day is judged. */
    public static Instant moment(LocalDate day, ZoneId zone) {
        return day.atTime(MORNING).atZone(zone).toInstant();
    }

    /**
     * The clauses that fired on nothing on any of the last mornings, as {@code HW-02 F2}, in the checklist's order. Clauses of
     * items that concerned nobody, and those that no rule says, are left out.
     */
    public static List<String> quiet(Rulebook rulebook, LastCheck last, int days) throws RulesBroken {
        var facts = held(last.facts());
        var fired = new TreeSet<String>();
        var judged = new TreeSet<String>();
        for (var day : days(last.asOf(), last.customer().zone(), days)) {
            var asOf = moment(day, last.customer().zone());
            for (var verdict : rulebook.assess(facts, last.accounting(), last.customer(), asOf, last.cutOff())
                    .verdicts()) {
                if (verdict.outcome() != Outcome.NOT_APPLICABLE)
                    judged.add(verdict.item().id());
                for (var finding : verdict.matched()) fired.add(finding.item() + " " + finding.clause());
                for (var finding : verdict.suppressed()) fired.add(finding.item() + " " + finding.clause());
            }
        }
        return rulebook.items().stream()
                .filter(item -> judged.contains(item.id()))
                .flatMap(item -> item.clauses().stream()
                        .filter(clause -> !clause.place().isEmpty())
                        .map(clause -> item.id() + " " + clause.id()))
                .filter(clause -> !fired.contains(clause))
                .toList();
    }

    private static List<LocalDate> days(Instant asOf, ZoneId zone, int number) {
        var newest = LocalDate.ofInstant(asOf, zone);
        if (moment(newest, zone).isAfter(asOf)) newest = newest.minusDays(1);
        return newest.minusDays(number - 1L).datesUntil(newest.plusDays(1)).toList();
    }

    private static List<Cell> changed(Assessment before, Assessment after) {
        var cells = new TreeMap<String, Cell>();
        for (var verdict : before.verdicts())
            cells.put(key(verdict), new Cell(verdict.subject(), verdict.item().id(), said(verdict), ""));
        for (var verdict : after.verdicts())
            cells.merge(
                    key(verdict),
                    new Cell(verdict.subject(), verdict.item().id(), "", said(verdict)),
                    (was, is) -> new Cell(was.subject(), was.item(), was.before(), is.after()));
        return cells.values().stream()
                .filter(cell -> !cell.before().equals(cell.after()))
                .toList();
    }

    private static String key(Verdict verdict) {
        return verdict.subject() + " " + verdict.item().id();
    }

    private static String said(Verdict verdict) {
        return (verdict.outcome() + " " + (verdict.reason() == null ? verdict.clause() : verdict.reason())).strip();
    }

    private static Tickets tickets(Assessment assessment, Map<String, Ticket> open) {
        int opened = 0;
        int closed = 0;
        for (var change : TicketPlan.decide(assessment, List.copyOf(open.values()))) {
            var key = change.ticket().key();
            if (change instanceof TicketChange.Opened) opened++;
            if (change instanceof TicketChange.Closed) closed++;
            if (change instanceof TicketChange.Opened || change instanceof TicketChange.Updated)
                open.put(key, change.ticket());
            else open.remove(key);
        }
        return new Tickets(opened, closed);
    }

    /** Read once for all mornings. */
    private static Facts held(Facts facts) {
        var hosts = facts.hosts();
        var customer = facts.customer();
        var byHost = new HashMap<String, List<Fact>>();
        for (var host : hosts) byHost.put(host, facts.of(host));
        return new Facts() {
            @Override
            public SortedSet<String> hosts() {
                return hosts;
            }

            @Override
            public List<Fact> of(String host) {
                return byHost.getOrDefault(host, List.of());
            }

            @Override
            public List<Fact> customer() {
                return customer;
            }
        };
    }
}

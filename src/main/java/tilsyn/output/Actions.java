package tilsyn.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tilsyn.ticket.Ticket;
import tilsyn.verdict.Area;
import tilsyn.verdict.Item;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;

/** What to do first, as the checklist weighs suggestions (section 4); effort is not known yet, so it weighs nothing. */
final class Actions {
    /** Ties go to data loss, then stops, then security, then convenience. */
    private static final List<Set<Area>> HARM =
            List.of(Set.of(Area.BCK), Set.of(Area.OPS, Area.HW), Set.of(Area.UPD, Area.LOG, Area.AV));

    private static final String SILENCE = "LOG-01";
    private static final String NO_ANTIVIRUS_STATUS = "AV-01";

    private Actions() {}

    /**
     * One thing to do: an item with what of it needs follow-up.
     *
     * @param tickets most urgent first, never empty
     * @param alsoSolves other items that the same work puts right
     */
    record Action(Item item, List<Ticket> tickets, List<String> alsoSolves, int weight) {
        Ticket first() {
            return tickets.get(0);
        }
    }

    /** Heaviest first. */
    static List<Action> of(List<Verdict> verdicts, List<Ticket> tickets) {
        var open = new HashSet<Key>();
        var judged = new TreeMap<Item, Integer>();
        for (var verdict : verdicts) {
            if (verdict.outcome() == Outcome.NOT_APPLICABLE) continue;
            judged.merge(verdict.item(), 1, Integer::sum);
            if (!verdict.disposition().state().equals("waived")) open.add(Key.of(verdict));
        }
        var actions = new ArrayList<Action>();
        judged.forEach((item, subjects) -> {
            var own = tickets.stream()
                    .filter(ticket -> ticket.item().equals(item.id()) && open.contains(Key.of(ticket)))
                    .filter(ticket -> !explainedBySilence(ticket, tickets))
                    .sorted(Comparator.comparing(Ticket::outcome).thenComparing(Comparator.naturalOrder()))
                    .toList();
            if (!own.isEmpty()) actions.add(action(item, own, subjects, tickets));
        });
        actions.sort(Comparator.comparingInt((Action action) -> -action.weight())
                .thenComparingInt(action -> harm(action.item().area()))
                .thenComparing(Action::item));
        return List.copyOf(actions);
    }

    private static Action action(Item item, List<Ticket> own, int judged, List<Ticket> all) {
        var worst = own.get(0).outcome();
        long hosts = own.stream()
                .filter(ticket -> ticket.outcome() == worst)
                .map(Ticket::subject)
                .distinct()
                .count();
        int reach = hosts < 2 ? 1 : hosts * 2 <= judged ? 2 : 3;
        return new Action(item, own, alsoSolves(own, all), item.severity().weight() * points(worst) * reach);
    }

    private static int points(Outcome worst) {
        return switch (worst) {
            case FAIL -> 3;
            case NO_EVIDENCE -> 2;
            default -> 1;
        };
    }

    private static int harm(Area area) {
        for (int rank = 0; rank < HARM.size(); rank++) if (HARM.get(rank).contains(area)) return rank;
        return HARM.size();
    }

    private static List<String> alsoSolves(List<Ticket> own, List<Ticket> all) {
        var solved = new TreeSet<String>();
        for (var ticket : own) {
            solved.addAll(ticket.covered());
            if (silent(ticket))
                all.stream()
                        .filter(other -> other.subject().equals(ticket.subject()) && explainedBySilence(other, all))
                        .forEach(other -> solved.add(other.item()));
        }
        return List.copyOf(solved);
    }

    /** A host that sends nothing sends no antivirus status either: one search, not two. */
    private static boolean explainedBySilence(Ticket ticket, List<Ticket> all) {
        return ticket.item().equals(NO_ANTIVIRUS_STATUS)
                && all.stream().anyMatch(other -> other.subject().equals(ticket.subject()) && silent(other));
    }

    private static boolean silent(Ticket ticket) {
        return ticket.item().equals(SILENCE) && ticket.outcome() == Outcome.FAIL;
    }

    private record Key(String subject, String item) {
        static Key of(Verdict verdict) {
            return new Key(verdict.subject(), verdict.item().id());
        }

        static Key of(Ticket ticket) {
            return new Key(ticket.subject(), ticket.item());
        }
    }
}

package tilsyn.output;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.ticket.Ticket;
import tilsyn.verdict.Area;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Effort;
import tilsyn.verdict.Item;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Story;
import tilsyn.verdict.Verdict;

/**
 * What to do first, as the checklist weighs suggestions (section 4): severity, worst verdict and reach, summed over the
 * findings that one piece of work puts right, by the effort it takes.
 */
final class Actions {
    /** Ties go to data loss, then stops, then security, then convenience. */
    private static final List<Set<Area>> HARM =
            List.of(Set.of(Area.BCK), Set.of(Area.OPS, Area.HW), Set.of(Area.UPD, Area.LOG, Area.AV));

    private static final String SILENCE = "LOG-01";
    private static final String NO_ANTIVIRUS_STATUS = "AV-01";

    private final Map<String, Item> items = new HashMap<>();
    /** How many subjects each item judged. */
    private final Map<String, Integer> judged = new HashMap<>();

    private final List<Ticket> all;

    private Actions(List<Ticket> all) {
        this.all = all;
    }

    /**
     * One thing to do: what a story tells of, or an item with what of it needs follow-up.
     *
     * @param story null where it is one item
     * @param item the story's leading one, or the only one
     * @param tickets most urgent first, never empty
     * @param items whose tickets these are, in the checklist's order
     * @param alsoSolves other items that the same work puts right
     * @param effort what the link says, else the item
     */
    record Action(
            @Nullable Story story,
            Item item,
            List<Ticket> tickets,
            List<Item> items,
            List<String> alsoSolves,
            Effort effort,
            double weight) {
        Ticket first() {
            return tickets.get(0);
        }

        Item itemOf(Ticket ticket) {
            return items.stream()
                    .filter(item -> item.id().equals(ticket.item()))
                    .findFirst()
                    .orElse(item);
        }
    }

    /** Heaviest first. */
    static List<Action> of(Assessment assessment, List<Ticket> tickets) {
        return new Actions(tickets).of(assessment.verdicts(), assessment.stories());
    }

    private List<Action> of(List<Verdict> verdicts, List<Story> stories) {
        var open = new HashSet<Key>();
        for (var verdict : verdicts) {
            if (verdict.outcome() == Outcome.NOT_APPLICABLE) continue;
            items.put(verdict.item().id(), verdict.item());
            judged.merge(verdict.item().id(), 1, Integer::sum);
            if (!verdict.disposition().state().equals("waived")) open.add(Key.of(verdict));
        }
        var left = new LinkedHashSet<Ticket>();
        for (var ticket : all) if (open.contains(Key.of(ticket))) left.add(ticket);
        var actions = new ArrayList<Action>();
        for (var story : stories) {
            var own = told(story, left);
            if (own.stream().map(Ticket::item).distinct().count() < 2) continue;
            left.removeAll(own);
            actions.add(action(story, item(story.link().lead().item()), own));
        }
        var byItem = new TreeMap<Item, List<Ticket>>();
        for (var ticket : left)
            if (!explainedBySilence(ticket))
                byItem.computeIfAbsent(item(ticket.item()), item -> new ArrayList<>())
                        .add(ticket);
        byItem.forEach((item, own) -> actions.add(action(null, item, own)));
        actions.sort(Comparator.comparingDouble((Action action) -> -action.weight())
                .thenComparingInt(action -> harm(action.item().area()))
                .thenComparing(Action::item)
                .thenComparing(action -> action.first().key()));
        return List.copyOf(actions);
    }

    private Item item(String id) {
        var item = items.get(id);
        if (item == null) throw new IllegalStateException("a ticket of %s, which nobody judged".formatted(id));
        return item;
    }

    /** What is left of a story's tickets; one that silence explains stands for the silence. */
    private List<Ticket> told(Story story, Collection<Ticket> left) {
        var cells = new HashSet<Key>();
        for (var part : story.parts()) cells.add(Key.of(part.verdict()));
        var told = new LinkedHashSet<Ticket>();
        for (var ticket : left) {
            if (!cells.contains(Key.of(ticket))) continue;
            if (!explainedBySilence(ticket)) told.add(ticket);
            else
                left.stream()
                        .filter(other -> other.subject().equals(ticket.subject()) && silent(other))
                        .forEach(told::add);
        }
        return List.copyOf(told);
    }

    private Action action(@Nullable Story story, Item lead, List<Ticket> tickets) {
        var own = tickets.stream()
                .sorted(Comparator.comparing(Ticket::outcome).thenComparing(Comparator.naturalOrder()))
                .toList();
        var byItem = new TreeMap<Item, List<Ticket>>();
        for (var ticket : own)
            byItem.computeIfAbsent(item(ticket.item()), item -> new ArrayList<>())
                    .add(ticket);
        int weight = 0;
        for (var entry : byItem.entrySet()) weight += weight(entry.getKey(), entry.getValue());
        var effort = story == null ? lead.ticket().effort() : story.link().effort();
        return new Action(
                story,
                lead,
                own,
                List.copyOf(byItem.keySet()),
                alsoSolves(own, byItem.keySet()),
                effort,
                (double) weight / effort.share());
    }

    private int weight(Item item, List<Ticket> own) {
        var worst = own.get(0).outcome();
        long hosts = own.stream()
                .filter(ticket -> ticket.outcome() == worst)
                .map(Ticket::subject)
                .distinct()
                .count();
        int reach = hosts < 2 ? 1 : hosts * 2 <= judged.getOrDefault(item.id(), 0) ? 2 : 3;
        return item.severity().weight() * points(worst) * reach;
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

    private List<String> alsoSolves(List<Ticket> own, Set<Item> items) {
        var solved = new TreeSet<String>();
        for (var ticket : own) {
            solved.addAll(ticket.covered());
            if (silent(ticket))
                all.stream()
                        .filter(other -> other.subject().equals(ticket.subject()) && explainedBySilence(other))
                        .forEach(other -> solved.add(other.item()));
        }
        items.forEach(item -> solved.remove(item.id()));
        return List.copyOf(solved);
    }

    /** A host that sends nothing sends no antivirus status either: one search, not two. */
    private boolean explainedBySilence(Ticket ticket) {
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

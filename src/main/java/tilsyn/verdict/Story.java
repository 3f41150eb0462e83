package tilsyn.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Derived;
import tilsyn.fact.Fact;

/**
 * Findings that are told together.
 *
 * @param parts by time where they have one, else the lead first
 */
public record Story(Link link, List<Part> parts) {
    /**
     * One verdict of a story.
     *
     * @param when the first of what it rests on that lies near enough to the lead; null in a link that doesn't ask for time
     */
    public record Part(
            Verdict verdict, Finding finding, @Nullable Instant when) {}

    public Story {
        parts = List.copyOf(parts);
    }

    /** In the order of the links, then of the leads; where nothing joins a lead there is no story. */
    public static List<Story> of(List<Link> links, List<Verdict> verdicts) {
        var stories = new ArrayList<Story>();
        for (var link : links)
            for (var lead : verdicts)
                if (link.lead().matches(lead))
                    for (var finding : leads(link, lead)) {
                        var story = new Telling(link, lead, finding).story(verdicts);
                        if (story.parts.size() > 1 && !stories.contains(story)) stories.add(story);
                    }
        return List.copyOf(stories);
    }

    /** Where time matters, things that lie apart are stories of their own. */
    private static List<Finding> leads(Link link, Verdict lead) {
        if (!isFinding(lead)) return List.of();
        return link.within() == null ? lead.deciding().subList(0, 1) : lead.deciding();
    }

    private static boolean isFinding(Verdict verdict) {
        return (verdict.outcome() == Outcome.FAIL || verdict.outcome() == Outcome.WARN)
                && !verdict.deciding().isEmpty();
    }

    private record Telling(Link link, Verdict lead, Finding first) {
        Story story(List<Verdict> verdicts) {
            var times = times(first);
            var parts = new ArrayList<Part>();
            parts.add(new Part(lead, first, link.within() == null || times.isEmpty() ? null : times.first()));
            for (var pick : link.with())
                for (var verdict : verdicts)
                    if (pick.matches(verdict) && isFinding(verdict) && isHere(verdict))
                        verdict.deciding().stream()
                                .map(finding -> part(verdict, finding, times))
                                .filter(part -> part != null)
                                .findFirst()
                                .ifPresent(parts::add);
            if (link.within() != null)
                parts.sort(Comparator.comparing(Part::when, Comparator.nullsLast(Comparator.naturalOrder())));
            return new Story(link, parts);
        }

        private boolean isHere(Verdict verdict) {
            return link.everywhere()
                    || verdict.subject().equals(lead.subject())
                    || verdict.subject().equals(Verdict.CUSTOMER);
        }

        private @Nullable Part part(Verdict verdict, Finding finding, SortedSet<Instant> leads) {
            if (link.within() == null) return new Part(verdict, finding, null);
            return times(finding).stream()
                    .filter(time -> isNear(time, leads))
                    .findFirst()
                    .map(time -> new Part(verdict, finding, time))
                    .orElse(null);
        }

        private boolean isNear(Instant time, SortedSet<Instant> leads) {
            var within = link.within();
            return within != null
                    && leads.stream()
                            .anyMatch(lead -> Duration.between(lead, time).abs().compareTo(within) <= 0);
        }
    }

    /** Of all that happened and that it rests on; when something was written down is no event. */
    private static SortedSet<Instant> times(Finding finding) {
        var times = new TreeSet<Instant>();
        finding.cited().forEach(fact -> collect(fact, times));
        return times;
    }

    private static void collect(Fact fact, SortedSet<Instant> times) {
        if (fact instanceof Derived derived && !derived.basis().isEmpty())
            derived.basis().forEach(each -> collect(each, times));
        else if (fact.kind() != Fact.Kind.REGISTER) times.add(fact.time());
    }
}

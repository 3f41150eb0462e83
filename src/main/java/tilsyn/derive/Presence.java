package tilsyn.derive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.Host;
import tilsyn.fact.SitePresence;

/** How long since users were met on site, and which groups of them. */
final class Presence {
    private static final Duration LOOK_BACK = Duration.ofDays(185);
    private static final int BASIS = 3;
    private static final Set<String> ON_SITE =
            Set.of("on-site", "onsite", "on site", "on_site", "på stedet", "stedlig", "på-stedet");

    private Presence() {}

    /** Empty when no valid talk names whom it was with. */
    static List<Fact> of(Context context) {
        var talks = Talks.held(context);
        if (talks.isEmpty()) return List.of();
        var onSite = talks.stream().filter(Presence::isOnSite).toList();
        var newest = talks.get(talks.size() - 1);
        var last = onSite.isEmpty() ? talks.get(0) : onSite.get(onSite.size() - 1);
        var recent = recent(talks, context);
        var groups = groups(context);
        var met = recent(onSite, context);
        var missing = groups.stream()
                .filter(group -> met.stream().noneMatch(talk -> includes(talk, group)))
                .toList();
        var basis = new ArrayList<Fact>(recent.subList(Math.max(0, recent.size() - BASIS), recent.size()));
        if (!basis.contains(last)) basis.add(last);
        return List.of(new SitePresence(
                onSite.isEmpty() ? null : last.time(),
                Duration.between(last.time(), context.asOf()),
                groups,
                missing,
                recent.size(),
                recent.size() > 1 && people(recent).size() == 1,
                newest.time(),
                basis,
                last.origin()));
    }

    private static boolean isOnSite(Attestation talk) {
        return ON_SITE.contains(talk.mode().strip().toLowerCase(Locale.ROOT));
    }

    private static List<Attestation> recent(List<Attestation> talks, Context context) {
        return talks.stream()
                .filter(talk -> !talk.time().isBefore(context.asOf().minus(LOOK_BACK)))
                .toList();
    }

    /** Groups the inventory gives to active hosts. */
    private static List<String> groups(Context context) {
        var groups = new TreeSet<String>();
        for (var host : context.hosts().values())
            if (!host.assumed() && host.active() && !host.group().isBlank()) groups.add(group(host));
        return List.copyOf(groups);
    }

    private static String group(Host host) {
        return host.group().strip().toLowerCase(Locale.ROOT);
    }

    /** A participant is a group, or a person with the group behind the name, such as {@code Kari Nes (regnskap)}. */
    private static boolean includes(Attestation talk, String group) {
        return talk.participants().stream()
                .map(participant -> participant.strip().toLowerCase(Locale.ROOT))
                .anyMatch(participant -> participant.equals(group)
                        || participant.endsWith("(" + group + ")")
                        || participant.endsWith(", " + group));
    }

    private static Set<String> people(List<Attestation> talks) {
        var people = new HashSet<String>();
        for (var talk : talks)
            people.addAll(talk.participants().stream()
                    .map(participant -> participant.strip().toLowerCase(Locale.ROOT))
                    .filter(participant -> !participant.isEmpty())
                    .collect(Collectors.toSet()));
        return people;
    }
}

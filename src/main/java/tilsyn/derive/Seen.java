package tilsyn.derive;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tilsyn.fact.Fact;
import tilsyn.fact.SeenDays;
import tilsyn.fact.Sighting;

/** Where and on which days a host was seen, by its own evidence and by others'. */
final class Seen {
    private Seen() {}

    static List<Fact> of(String host, List<Fact> facts, Context context) {
        var sightings = new ArrayList<Sighting>(Sightings.own(host, facts, context));
        sightings.addAll(context.seenElsewhere().getOrDefault(host, List.of()));
        if (sightings.isEmpty()) return List.of();
        var days = new TreeSet<LocalDate>();
        var newest = sightings.get(0);
        Instant last = newest.time();
        for (var sighting : sightings) {
            // a backup job that fails says nothing of the host being there
            if (!sighting.how().equals("job")) days.addAll(sighting.days());
            if (sighting.time().isAfter(last)) {
                last = sighting.time();
                newest = sighting;
            }
        }
        var all = new ArrayList<Fact>(sightings);
        if (!days.isEmpty())
            all.add(new SeenDays(host, List.copyOf(days), context.zone(), last, List.of(newest), newest.origin()));
        return all;
    }
}

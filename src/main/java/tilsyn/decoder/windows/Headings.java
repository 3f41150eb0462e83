package tilsyn.decoder.windows;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Headings of Event Viewer's CSV by language; only needed to know a file that holds nothing else. */
final class Headings {
    private static final Set<String> ID =
            Set.of("event id", "hendelses-id", "ereignis-id", "id de l’événement", "id de l'événement", "händelse-id");

    private Headings() {}

    static boolean isKnown(List<String> names) {
        return names.size() >= 5 && ID.contains(names.get(3).strip().toLowerCase(Locale.ROOT));
    }
}

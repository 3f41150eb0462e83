package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.fact.Origin;
import tilsyn.fact.PackageState;
import tilsyn.fact.PackageState.Pending;

/**
 * Reads {@code dnf check-update}, {@code dnf list --upgrades} and {@code dnf updateinfo list --available}, of dnf 4 and 5 and
 * of yum; one of them or both behind each other. Only updateinfo tells security updates from others. A list that is empty is
 * one only behind the exit status 0, as a repository that can't be reached prints nothing either.
 */
public final class DnfListDecoder implements Decoder {
    private static final Pattern ROW = Pattern.compile(
            "([\\w+.-]{1,200})\\.(?:noarch|x86_64|i[3-6]86|aarch64|ppc64le|s390x)\\s{1,200}(\\S{1,120})\\s{1,200}(@?[\\w.:-]{1,120})");
    private static final Pattern ADVISORY = Pattern.compile(
            "(?:[ i] )?([A-Z][A-Z0-9]{1,20}-[\\w:-]{3,60})\\s{1,20}(\\S{1,40})(?:\\s{1,60}\\S{1,20})?\\s{1,200}"
                    + "([\\w+.-]{1,200}?)-((?:\\d{1,9}:)?[\\w.+~^]{1,80}-[\\w.+~^]{1,80})\\.(?:noarch|x86_64|i[3-6]86|aarch64|ppc64le|s390x)(?:\\s{1,20}(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d))?");
    private static final Pattern HEADING = Pattern.compile("Available [Uu]pgrades|Upgraded Packages|Updated Packages"
            + "|Name {2,40}Type {2,40}Severity {2,200}Package {2,60}Issued|Last metadata expiration check: .{1,100}");
    private static final Pattern EXIT = Pattern.compile("(?:exit|rc|exit[ _-]?(?:code|status))[=: ]{1,3}(\\d{1,3})");
    private static final int LONGEST = 1_000;
    private static final int MOST = 20_000;
    private static final int FIRST_LINES = 60;

    @Override
    public Format format() {
        return new Format(
                "dnf-list",
                Family.UPDATES,
                "Waiting packages of RHEL, Fedora and their like (dnf check-update, updateinfo)",
                "(LC_ALL=C dnf updateinfo list --available; LC_ALL=C dnf check-update; echo \"exit=$?\")"
                        + " > dnf-HOST-$(date +%Y%m%dT%H%M).txt 2>&1   (daily)",
                List.of("UPD-06"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        for (var line : head.lines(FIRST_LINES)) {
            if (line.length() > LONGEST) continue;
            var text = line.strip();
            if (HEADING.matcher(text).matches() || ADVISORY.matcher(text).matches()) return true;
        }
        return false;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var reading = new Reading(Dates.of(input));
        @Nullable Origin first = null;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text().length() > LONGEST ? "" : line.text().strip();
                if (text.isEmpty()) continue;
                if (first == null) first = input.origin(line);
                if (reading.line(text) && reading.cited == null) reading.cited = input.origin(line);
                else sink.ignored("a further line of the same list");
            }
        }
        if (first == null) return;
        var time = Dating.of(input);
        var pending = reading.pending();
        if (pending.isEmpty() && !reading.empty)
            sink.rejected(first, "no package is listed, and no exit status 0 says that none waits");
        else
            sink.fact(new PackageState(
                    "",
                    time.instant(),
                    // where none waits, none of them is about security
                    reading.advisories || pending.isEmpty(),
                    pending,
                    time.on(reading.cited == null ? first : reading.cited)));
    }

    private static final class Reading {
        private final Dates dates;
        private final Map<String, Pending> waiting = new TreeMap<>();
        private boolean advisories;
        private boolean empty;
        private @Nullable Origin cited;

        Reading(Dates dates) {
            this.dates = dates;
        }

        /** Whether it is of a package. */
        boolean line(String text) {
            var exit = EXIT.matcher(text);
            if (exit.matches()) {
                empty = exit.group(1).equals("0");
                return false;
            }
            if (HEADING.matcher(text).matches()) {
                if (text.startsWith("Name ")) advisories = true;
                return false;
            }
            var row = ROW.matcher(text);
            if (row.matches()) return add(row.group(1), row.group(2), false, null);
            var advisory = ADVISORY.matcher(text);
            if (!advisory.matches()) return false;
            advisories = true;
            var issued = advisory.group(5) == null ? null : dates.start(advisory.group(5));
            var type = advisory.group(2).toLowerCase(java.util.Locale.ROOT);
            return add(
                    advisory.group(3),
                    advisory.group(4),
                    type.equals("security") || type.endsWith("/sec."),
                    issued == null ? null : issued.instant());
        }

        private boolean add(String name, String version, boolean security, java.time.@Nullable Instant issued) {
            if (waiting.size() >= MOST && !waiting.containsKey(name)) return false;
            var known = waiting.get(name);
            boolean secures = security || known != null && known.security();
            var since = issued;
            if (known != null
                    && known.firstSeen() != null
                    && (since == null || known.firstSeen().isBefore(since))) since = known.firstSeen();
            waiting.put(name, new Pending(name, version, secures, since, false));
            return true;
        }

        List<Pending> pending() {
            return new ArrayList<>(waiting.values());
        }
    }
}

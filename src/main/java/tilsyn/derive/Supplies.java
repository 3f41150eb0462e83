package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.PsuState;
import tilsyn.fact.PsuState.State;
import tilsyn.fact.SupplyHealth;

/** What a machine's power supplies did over time: readings say how they are, the controller's log what happened between. */
final class Supplies {
    /** How old a reading may be for it to count (HW-05's evidence). */
    static final Duration FRESH = Duration.ofHours(26);

    static final String REDUNDANCY = "redundancy";

    private static final Duration WEEK = Duration.ofDays(7);
    private static final int CITED = 6;
    private static final Pattern NUMBERED = Pattern.compile(
            "(?:psu|ps|suppl(?:y|ies))[ _#-]{0,3}(?:(?:bay|slot|unit)[ _#-]{0,3})?(\\d{1,2})",
            Pattern.CASE_INSENSITIVE);

    private Supplies() {}

    /** One for each supply that was read in the last 26 hours or has been out of order since the log told of it. */
    static List<Fact> of(String host, List<Fact> facts, Context context) {
        Map<String, List<Fact>> told = new TreeMap<>();
        for (var fact : facts) {
            if (fact.time().isAfter(context.asOf())) continue;
            if (fact instanceof PsuState state)
                told.computeIfAbsent(name(state.name()), name -> new ArrayList<>())
                        .add(state);
            if (fact instanceof LogEvent event && isOfSupply(event))
                told.computeIfAbsent(name(event.data("device")), name -> new ArrayList<>())
                        .add(event);
        }
        var found = new ArrayList<Fact>();
        told.forEach((name, statements) -> {
            var health = new History(context.asOf()).health(host, name, statements);
            if (health != null) found.add(health);
        });
        return found;
    }

    /** {@code PSU2} for what tools call PS2 Status, Power Supply 2 or 2. */
    static String name(String told) {
        var bare = told.length() > 100 ? told.substring(0, 100) : told;
        var lower = bare.strip().toLowerCase(Locale.ROOT);
        if (lower.contains("redundan") || lower.endsWith("supplies")) return REDUNDANCY;
        if (lower.matches("\\d{1,2}")) return "PSU" + Integer.parseInt(lower);
        var numbered = NUMBERED.matcher(lower);
        String number = null;
        while (numbered.find()) number = numbered.group(1);
        return number == null ? bare.strip() : "PSU" + Integer.parseInt(number);
    }

    /** Other parts fail in the same words. */
    private static boolean isOfSupply(LogEvent event) {
        if (!event.signature().equals("supply.trouble") && !event.signature().equals("supply.over")) return false;
        var name = name(event.data("device"));
        return name.startsWith("PSU") || event.message().contains(": Power Supply ");
    }

    /** The statements on one supply, oldest first. */
    private static final class History {
        private final Instant asOf;
        private final Set<String> troubles = new TreeSet<>();
        private @Nullable Fact first;
        private @Nullable Fact newest;
        private @Nullable PsuState read;
        private boolean byLog;
        private final List<Fact> lost = new ArrayList<>();

        History(Instant asOf) {
            this.asOf = asOf;
        }

        @Nullable
        SupplyHealth health(String host, String name, List<Fact> statements) {
            for (var statement : statements)
                if (statement instanceof PsuState state) read(state);
                else if (statement instanceof LogEvent event) happened(event);
            boolean fresh = read != null && !read.time().isBefore(asOf.minus(FRESH));
            // what the log told stays true until something says otherwise; a reading speaks of its time
            boolean failing = first != null && (fresh || byLog);
            var last = newest;
            if (last == null || !fresh && !failing) return null;
            var since = failing && first != null ? first : last;
            var basis = new LinkedHashSet<Fact>();
            if (read != null) basis.add(read);
            basis.add(last);
            basis.add(since);
            lost.stream().limit(CITED).forEach(basis::add);
            return new SupplyHealth(
                    host,
                    name,
                    status(last),
                    read == null || !fresh || read.state() != State.UNKNOWN,
                    failing && !name.equals(REDUNDANCY),
                    failing ? Duration.between(since.time(), asOf) : Duration.ZERO,
                    failing && name.equals(REDUNDANCY) || fresh && read != null && read.state() == State.WARNING,
                    lost.size(),
                    since.time(),
                    last.time(),
                    List.copyOf(basis),
                    last.origin());
        }

        private void read(PsuState state) {
            newest = state;
            read = state;
            if (state.state() == State.OK || state.state() == State.WARNING) {
                troubles.clear();
                first = null;
                byLog = false;
            } else if (state.state() == State.FAILED) begin(state, "reading", isInput(state.nativeState()));
        }

        private void happened(LogEvent event) {
            newest = event;
            var trouble = event.data("trouble");
            if (event.signature().equals("supply.trouble")) {
                begin(event, trouble, isInput(trouble));
                byLog = true;
                return;
            }
            if (trouble.isEmpty()) troubles.clear();
            else {
                troubles.remove(trouble);
                troubles.remove("reading");
            }
            if (troubles.isEmpty()) {
                first = null;
                byLog = false;
            }
        }

        private void begin(Fact statement, String trouble, boolean input) {
            if (input && first == null && !statement.time().isBefore(asOf.minus(WEEK))) lost.add(statement);
            troubles.add(trouble);
            if (first == null) first = statement;
        }

        private static boolean isInput(String words) {
            var lower = words.toLowerCase(Locale.ROOT);
            return lower.contains("lost") || lower.contains("input") || lower.contains("out-of-range");
        }

        private static String status(Fact statement) {
            if (statement instanceof PsuState state)
                return state.nativeState().isEmpty()
                        ? state.state().name().toLowerCase(Locale.ROOT)
                        : state.nativeState();
            return statement instanceof LogEvent event ? event.message() : "";
        }
    }
}

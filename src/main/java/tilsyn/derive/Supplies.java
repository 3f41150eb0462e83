package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
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

    private static final Pattern PART = Pattern.compile("fan|temp", Pattern.CASE_INSENSITIVE);

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

    /** A fan or a temperature of a supply says nothing of whether it is there and gets current. */
    static boolean isOfPart(PsuState state) {
        return state.name().length() < 200 && PART.matcher(state.name()).find();
    }

    /** The statements on one supply, oldest first; several sensors may tell of it. */
    private static final class History {
        private final Instant asOf;
        private final Map<String, PsuState> read = new TreeMap<>();
        /** By what tells of it, the first statement since it was last in order. */
        private final Map<String, Fact> bySensor = new TreeMap<>();

        private final Map<String, Fact> byLog = new TreeMap<>();
        private @Nullable Fact newest;
        private @Nullable Fact bad;
        private final List<Fact> lost = new ArrayList<>();

        History(Instant asOf) {
            this.asOf = asOf;
        }

        @Nullable
        SupplyHealth health(String host, String name, List<Fact> statements) {
            for (var statement : statements) {
                newest = statement;
                if (statement instanceof PsuState state) read(state);
                else if (statement instanceof LogEvent event) happened(event);
            }
            // what the log told stays true until something says otherwise; a reading speaks of its time
            read.values().removeIf(state -> state.time().isBefore(asOf.minus(FRESH)));
            bySensor.keySet().retainAll(read.keySet());
            var first = Stream.concat(bySensor.values().stream(), byLog.values().stream())
                    .min(Facts.ORDER)
                    .orElse(null);
            if (newest == null || read.isEmpty() && first == null) return null;
            var last = first != null && bad != null ? bad : newest;
            boolean redundancy = name.equals(REDUNDANCY);
            var since = first == null ? last : first;
            var basis = new LinkedHashSet<Fact>(read.values());
            basis.add(last);
            basis.add(since);
            lost.stream().limit(CITED).forEach(basis::add);
            return new SupplyHealth(
                    host,
                    name,
                    status(last),
                    read.values().stream().noneMatch(state -> state.state() == State.UNKNOWN && !isOfPart(state)),
                    first != null && !redundancy,
                    first == null ? Duration.ZERO : Duration.between(since.time(), asOf),
                    first != null && redundancy
                            || read.values().stream().anyMatch(state -> state.state() == State.WARNING),
                    lost.size(),
                    since.time(),
                    newest.time(),
                    List.copyOf(basis),
                    last.origin());
        }

        private void read(PsuState state) {
            read.put(state.name(), state);
            if (state.state() == State.FAILED) begin(bySensor, state.name(), state, isInput(state.nativeState()));
            else if (state.state() == State.OK || state.state() == State.WARNING) {
                bySensor.remove(state.name());
                if (!isOfPart(state)) byLog.clear();
                if (state.state() == State.WARNING) bad = state;
            }
        }

        private void happened(LogEvent event) {
            var trouble = event.data("trouble");
            if (event.signature().equals("supply.trouble")) {
                begin(byLog, trouble, event, isInput(trouble));
                return;
            }
            if (trouble.isEmpty()) {
                byLog.clear();
                bySensor.clear();
                return;
            }
            byLog.remove(trouble);
            // readings tell of it only when they are made again
            bySensor.values()
                    .removeIf(
                            fact -> fact instanceof PsuState state && isInput(state.nativeState()) == isInput(trouble));
        }

        private void begin(Map<String, Fact> troubles, String trouble, Fact statement, boolean input) {
            boolean before = !bySensor.isEmpty() || !byLog.isEmpty();
            if (input && !before && !statement.time().isBefore(asOf.minus(WEEK))) lost.add(statement);
            troubles.putIfAbsent(trouble, statement);
            bad = statement;
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

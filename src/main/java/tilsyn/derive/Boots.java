package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Boot;
import tilsyn.fact.Fact;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogEvent;
import tilsyn.fact.RecordRange;

/**
 * Starts of a host. Windows writes up to six events for one start: Kernel-General 12, Kernel-Boot 27, EventLog 6009 and
 * 6005, and after an unclean stop also EventLog 6008, Kernel-Power 41 and, when the dump is written, BugCheck 1001.
 */
final class Boots {
    /** How long after its first event a start may still be writing of itself. */
    private static final Duration ONE_START = Duration.ofMinutes(15);

    private static final Duration DUMP = Duration.ofHours(1);
    /** Two logs of one host may stamp the same line a little apart. */
    private static final Duration SAME_LINE = Duration.ofSeconds(60);

    private static final Duration SHUTDOWN = Duration.ofMinutes(15);
    private static final Duration LONGEST_DOWN = Duration.ofDays(7);

    private final String host;
    private final List<Fact> facts;
    private final Context context;

    private Boots(String host, List<Fact> facts, Context context) {
        this.host = host;
        this.facts = facts;
        this.context = context;
    }

    /** Oldest first. */
    static List<Fact> of(String host, List<Fact> facts, Context context) {
        return new Boots(host, facts, context).boots();
    }

    private List<Fact> boots() {
        Map<String, List<LogEvent>> channels = new TreeMap<>();
        for (var fact : facts)
            if (fact instanceof LogEvent event && event.signature().startsWith("boot."))
                channels.computeIfAbsent(event.channel(), channel -> new ArrayList<>())
                        .add(event);
        var boots = new ArrayList<Fact>();
        channels.forEach((channel, events) -> {
            var moments = moments(channel);
            for (var start : starts(events)) boots.add(boot(channel, start, events, moments));
        });
        return boots;
    }

    /** The events of one start each; a shutdown in between, or an event of the same kind again, begins the next. */
    private static List<List<LogEvent>> starts(List<LogEvent> events) {
        var starts = new ArrayList<List<LogEvent>>();
        List<LogEvent> current = new ArrayList<>();
        for (var event : events) {
            if (isShutdown(event)) {
                if (!current.isEmpty()) starts.add(current);
                current = new ArrayList<>();
            } else if (current.isEmpty() && event.signature().equals("boot.bugcheck") && isDumpOf(event, starts)) {
                starts.get(starts.size() - 1).add(event);
            } else {
                if (!current.isEmpty() && !belongs(event, current)) {
                    starts.add(current);
                    current = new ArrayList<>();
                }
                current.add(event);
            }
        }
        if (!current.isEmpty()) starts.add(current);
        return starts;
    }

    private static boolean isDumpOf(LogEvent dump, List<List<LogEvent>> starts) {
        return !starts.isEmpty() && within(starts.get(starts.size() - 1).get(0), dump, DUMP);
    }

    private static boolean belongs(LogEvent event, List<LogEvent> start) {
        if (event.signature().equals("boot.bugcheck")) return within(start.get(0), event, DUMP);
        return within(start.get(0), event, ONE_START)
                && start.stream().noneMatch(other -> isSameKind(event, other) && !within(other, event, SAME_LINE));
    }

    private static boolean isSameKind(LogEvent one, LogEvent other) {
        return one.signature().equals(other.signature()) && one.eventId() == other.eventId();
    }

    private static boolean within(LogEvent earlier, LogEvent later, Duration limit) {
        return Duration.between(earlier.time(), later.time()).compareTo(limit) <= 0;
    }

    private static boolean isShutdown(LogEvent event) {
        return event.signature().equals("boot.requested") || event.signature().equals("boot.stopped");
    }

    private Boot boot(String channel, List<LogEvent> start, List<LogEvent> all, NavigableSet<Instant> moments) {
        var first = start.get(0);
        var lastSign = moments.lower(first.time());
        var shutdown = lastSign == null ? List.<LogEvent>of() : shutdown(all, lastSign, first.time());
        boolean unclean = start.stream()
                .anyMatch(event -> event.signature().equals("boot.unclean")
                        || event.signature().equals("boot.unexpected")
                        || event.signature().equals("boot.bugcheck"));
        if (channel.equals(LogEvent.SYSLOG)) unclean = shutdown.isEmpty() && wasHeardBefore(lastSign, first.time());
        boolean planned = context.planned(first.time(), host, facts)
                || lastSign != null && context.planned(lastSign, host, facts);
        var basis = new ArrayList<Fact>(shutdown);
        basis.addAll(start);
        return new Boot(
                host,
                first.time(),
                unclean && !planned,
                isFull(start),
                initiator(shutdown),
                down(lastSign, first.time()),
                channel,
                basis,
                first.origin());
    }

    /** What told of a shutdown when the log ended, however long the host then was off. */
    private static List<LogEvent> shutdown(List<LogEvent> all, Instant lastSign, Instant start) {
        var from = lastSign.minus(SHUTDOWN);
        return all.stream()
                .filter(event -> isShutdown(event)
                        && !event.time().isBefore(from)
                        && !event.time().isAfter(start))
                .toList();
    }

    /** Syslog has no event for an unclean stop: the log runs, and then the system starts without having been shut down. */
    private boolean wasHeardBefore(@Nullable Instant lastSign, Instant start) {
        var hole = Duration.ofSeconds(Math.round(context.limit("LOG-01.silence_fail_h", host) * 3600));
        return lastSign != null && Duration.between(lastSign, start).compareTo(hole) <= 0;
    }

    /** Kernel-Boot 27 says 0x0 for a full start; without it, only a start of the kernel itself is one. */
    private static boolean isFull(List<LogEvent> start) {
        var types = start.stream()
                .filter(event -> event.signature().equals("boot.type"))
                .map(event -> event.data("BootType"))
                .filter(type -> !type.isBlank())
                .toList();
        if (!types.isEmpty()) return types.stream().allMatch(type -> type.equals("0") || type.equalsIgnoreCase("0x0"));
        return start.stream().anyMatch(event -> !event.signature().equals("boot.type"));
    }

    /** User32 1074 names the user in its seventh field and the process in its first. */
    private static String initiator(List<LogEvent> shutdown) {
        for (var event : shutdown) {
            if (!event.signature().equals("boot.requested")) continue;
            for (var field : List.of("param7", "user", "param1"))
                if (!event.data(field).isBlank()) return event.data(field);
            return event.provider();
        }
        return "";
    }

    private static Duration down(@Nullable Instant lastSign, Instant start) {
        if (lastSign == null) return Duration.ZERO;
        var down = Duration.between(lastSign, start);
        return down.compareTo(LONGEST_DOWN) > 0 ? Duration.ZERO : down;
    }

    /** When the channel said anything, to the minute. */
    private NavigableSet<Instant> moments(String channel) {
        var moments = new TreeSet<Instant>();
        for (var fact : facts) {
            if (fact instanceof LogEvent event && event.channel().equals(channel)) moments.add(event.time());
            if (fact instanceof LogCount count && count.channel().equals(channel))
                moments.addAll(Counts.minutes(count));
            if (fact instanceof RecordRange range && range.channel().equals(channel)) {
                moments.add(range.firstTime());
                moments.add(range.time());
            }
        }
        return moments;
    }
}

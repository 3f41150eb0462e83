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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.KeyLog;
import tilsyn.fact.LogEvent;
import tilsyn.fact.MemoryError;
import tilsyn.fact.MemoryError.State;
import tilsyn.fact.MemoryHealth;
import tilsyn.fact.MemoryWatch;
import tilsyn.fact.SourceHeartbeat;

/** Which errors memory, processors and buses had. */
final class Memory {
    /** How old a counter may be for it to count for now. */
    private static final Duration FRESH = Duration.ofHours(26);

    private static final Duration MONTH = Duration.ofDays(30);
    private static final Pattern REPLACED = Pattern.compile("dimm|minne|memory|\\bram\\b");

    private Memory() {}

    /** @param keyLogs what {@link KeyLogs} found */
    static List<Fact> of(String host, List<Fact> facts, List<Fact> keyLogs, List<Fact> heartbeats, Context context) {
        Map<String, List<Told>> errors = new TreeMap<>();
        Map<String, List<MemoryError>> counters = new TreeMap<>();
        for (var fact : facts) {
            if (fact.time().isAfter(context.asOf())) continue;
            if (fact instanceof LogEvent event) {
                var told = told(event);
                if (told != null)
                    errors.computeIfAbsent(told.module, module -> new ArrayList<>())
                            .add(told);
            }
            if (fact instanceof MemoryError counted && counted.state() != State.ABSENT)
                counters.computeIfAbsent(counted.module(), module -> new ArrayList<>())
                        .add(counted);
        }
        var replaced = replaced(host, facts, context);
        var found = new ArrayList<Fact>();
        var modules = new TreeMap<String, Module>();
        errors.forEach((module, told) -> modules.computeIfAbsent(module, name -> new Module(context, replaced))
                .told(told));
        counters.forEach((module, told) -> modules.computeIfAbsent(module, name -> new Module(context, replaced))
                .counted(told));
        modules.forEach((name, module) -> found.add(module.health(host, name, isWhole(name, modules.keySet()))));
        var watch = watch(host, counters, keyLogs, heartbeats, context);
        if (watch != null) found.add(watch);
        return found;
    }

    /** One or more errors at once. */
    private record Told(String module, boolean corrected, long count, LogEvent event) {}

    private static @Nullable Told told(LogEvent event) {
        if (event.signature().equals("memory.corrected"))
            return new Told(module(event), true, Math.max(1, count(event.data("errors"))), event);
        if (event.signature().equals("memory.uncorrected")) return machineCheck(event);
        if (!event.provider().equals("sel") || event.data("direction").equals("deasserted")) return null;
        var words = event.data("event").toLowerCase(Locale.ROOT);
        if (words.startsWith("uncorrectable ecc")) return new Told(event.data("sensor"), false, 1, event);
        return words.startsWith("correctable ecc") ? new Told(event.data("sensor"), true, 1, event) : null;
    }

    /** Bit 61 of a machine check's status says that it could not be corrected; that some were logged says nothing. */
    private static Told machineCheck(LogEvent event) {
        boolean corrected = event.message().contains("Machine check events logged");
        int bank = event.message().indexOf(" Bank ");
        int status = bank < 0 ? -1 : event.message().indexOf(": ", bank);
        if (status > 0 && status + 2 < event.message().length()) {
            int first = Character.digit(event.message().charAt(status + 2), 16);
            corrected = first >= 0 && (first & 2) == 0;
        }
        return new Told(module(event), corrected, 1, event);
    }

    private static long count(String number) {
        return number.matches("\\d{1,9}") ? Long.parseLong(number) : 1;
    }

    /** As the kernel or the hardware names it, else by what in the machine it was. */
    private static String module(LogEvent event) {
        for (var name : List.of("device", "FRUText", "PrimaryDeviceName")) {
            var said = event.data(name).strip();
            if (!said.isEmpty()) return said;
        }
        for (var parts :
                List.of(List.of("Node", "Card", "Module"), List.of("Bus", "Device", "Function"), List.of("ApicId"))) {
            if (parts.stream().anyMatch(part -> event.data(part).isBlank())) continue;
            return String.join(
                    " ",
                    parts.stream().map(part -> part + " " + event.data(part)).toList());
        }
        return event.provider();
    }

    /** A controller counts what its modules do; its sum is of no one module. */
    private static boolean isWhole(String name, Set<String> names) {
        return names.stream().anyMatch(other -> other.startsWith(name + " "));
    }

    private static List<Attestation> replaced(String host, List<Fact> facts, Context context) {
        return context.attestations("part_replaced", host, facts).stream()
                .filter(part -> REPLACED.matcher(
                                (part.what() + " " + part.more().getOrDefault("object", "")).toLowerCase(Locale.ROOT))
                        .find())
                .toList();
    }

    private static @Nullable MemoryWatch watch(
            String host,
            Map<String, List<MemoryError>> counters,
            List<Fact> keyLogs,
            List<Fact> heartbeats,
            Context context) {
        KeyLog log = null;
        for (var fact : keyLogs) if (fact instanceof KeyLog one && one.tells().equals("stops")) log = one;
        var samples = counters.values().stream()
                .flatMap(List::stream)
                .sorted(Facts.ORDER)
                .toList();
        var newest = samples.isEmpty() ? null : samples.get(samples.size() - 1);
        boolean counted =
                newest != null && !newest.time().isBefore(context.asOf().minus(FRESH));
        if (log == null && newest == null) return null;
        var complete = log == null ? Instant.MAX : log.completeSince();
        if (counted && unbroken(samples).isBefore(complete)) complete = unbroken(samples);
        var basis = new LinkedHashSet<Fact>();
        if (log != null) basis.add(log);
        if (newest != null) basis.add(newest);
        var last = log != null && (newest == null || log.time().isAfter(newest.time())) ? log : newest;
        if (last == null) return null;
        return new MemoryWatch(
                host,
                log != null && log.alive() || counted,
                complete,
                heartbeats.stream()
                        .anyMatch(fact -> fact instanceof SourceHeartbeat beat
                                && beat.source().equals("memory")
                                && beat.declared()
                                && !beat.alive()),
                last.time(),
                List.copyOf(basis),
                last.origin());
    }

    /** Since when counters were told at least every day; what they counted before a restart is lost otherwise. */
    private static Instant unbroken(List<MemoryError> samples) {
        int at = samples.size() - 1;
        while (at > 0
                && Duration.between(samples.get(at - 1).time(), samples.get(at).time())
                                .compareTo(FRESH)
                        <= 0) at--;
        return samples.get(at).time();
    }

    /** What is told of one module. */
    private static final class Module {
        private final Context context;
        private final List<Attestation> replaced;
        private final CorrectedErrors told;
        private final CorrectedErrors counted;
        private long uncorrected;
        private State state = State.OK;
        private @Nullable Fact error;
        private @Nullable Fact newest;

        Module(Context context, List<Attestation> replaced) {
            this.context = context;
            this.replaced = replaced;
            this.told = new CorrectedErrors(context);
            this.counted = new CorrectedErrors(context);
        }

        void told(List<Told> errors) {
            for (var one : errors) {
                newest(one.event);
                if (one.corrected) told.add(one.event.time(), one.event.time(), one.count);
                else uncorrected(one.event, one.count);
                error = later(error, one.event);
            }
        }

        /** A counter that fell began anew; what the first sample counts was before it, nobody knows when. */
        void counted(List<MemoryError> samples) {
            MemoryError before = null;
            for (var sample : atOnce(samples)) {
                newest(sample);
                long gained = gained(before == null ? -1 : before.corrected(), sample.corrected());
                var from = before == null ? Instant.MIN : before.time();
                if (gained > 0) {
                    counted.add(from, sample.time(), gained);
                    error = later(error, sample);
                }
                long worse = gained(before == null ? -1 : before.uncorrected(), sample.uncorrected());
                if (worse > 0) {
                    uncorrected(sample, worse);
                    error = later(error, sample);
                }
                before = merged(before, sample);
            }
            if (before != null && !before.time().isBefore(context.asOf().minus(FRESH))) state = state(before);
        }

        /** Sources that count need no word for it. */
        private static State state(MemoryError last) {
            boolean counts = last.corrected() >= 0 || last.uncorrected() >= 0;
            return last.state() == State.UNKNOWN && counts ? State.OK : last.state();
        }

        /** What is told of it at one moment as one: a row's channels count for themselves beside the row. */
        private static List<MemoryError> atOnce(List<MemoryError> samples) {
            Map<Instant, MemoryError> merged = new TreeMap<>();
            for (var sample : samples)
                merged.merge(
                        sample.time(),
                        sample,
                        (one, other) -> new MemoryError(
                                one.host(),
                                one.module(),
                                Math.max(one.corrected(), other.corrected()),
                                Math.max(one.uncorrected(), other.uncorrected()),
                                worse(one.state(), other.state()),
                                one.nativeState(),
                                one.time(),
                                one.origin()));
            return List.copyOf(merged.values());
        }

        private static State worse(State one, State other) {
            for (var state : List.of(State.FAILED, State.WARNING, State.UNKNOWN))
                if (one == state || other == state) return state;
            return State.OK;
        }

        /** A sample that counts only one kind of error leaves the other as it was. */
        private static MemoryError merged(@Nullable MemoryError before, MemoryError sample) {
            if (before == null || sample.corrected() >= 0 && sample.uncorrected() >= 0) return sample;
            return new MemoryError(
                    sample.host(),
                    sample.module(),
                    sample.corrected() < 0 ? before.corrected() : sample.corrected(),
                    sample.uncorrected() < 0 ? before.uncorrected() : sample.uncorrected(),
                    sample.state(),
                    sample.nativeState(),
                    sample.time(),
                    sample.origin());
        }

        private static long gained(long before, long now) {
            if (now < 0) return 0;
            return before < 0 || now < before ? now : now - before;
        }

        private void uncorrected(Fact fact, long count) {
            boolean mended = replaced.stream().anyMatch(part -> part.time().isAfter(fact.time()));
            if (!mended && !fact.time().isBefore(context.asOf().minus(MONTH))) uncorrected += count;
        }

        private void newest(Fact fact) {
            newest = later(newest, fact);
        }

        private static Fact later(@Nullable Fact one, Fact other) {
            return one == null || Facts.ORDER.compare(other, one) > 0 ? other : one;
        }

        MemoryHealth health(String host, String name, boolean whole) {
            var last = newest;
            if (last == null) throw new IllegalStateException("nothing is told of " + name);
            var shown = error == null ? last : error;
            return new MemoryHealth(
                    host,
                    name,
                    whole ? 0 : Math.max(told.all(), counted.all()),
                    uncorrected,
                    whole ? 0 : Math.max(told.most(), counted.most()),
                    whole ? 0 : Math.max(told.mostPerhaps(), counted.mostPerhaps()),
                    whole ? 0 : Math.max(told.days(), counted.days()),
                    whole ? 0 : Math.max(told.daysPerhaps(), counted.daysPerhaps()),
                    state,
                    shown.time(),
                    last.time(),
                    List.copyOf(new LinkedHashSet<>(List.of(shown, last))),
                    last.origin());
        }
    }
}

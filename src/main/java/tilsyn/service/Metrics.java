package tilsyn.service;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tilsyn.fact.Accounting;
import tilsyn.source.Listeners;
import tilsyn.source.SequenceIds;
import tilsyn.ticket.Dispatch;

/** The text that Prometheus scrapes. */
final class Metrics {
    /** Verdicts shown one by one; of more, those that are not told how many. */
    static final int MOST_VERDICTS = 10_000;

    private final StringBuilder text = new StringBuilder(8_192);

    /** Adds a measure that goes up and down. */
    Metrics gauge(String name, String help, long value) {
        return head(name, help, "gauge").sample(name, "", value);
    }

    /** Adds a time that goes up and down. */
    Metrics seconds(String name, String help, long milliseconds) {
        head(name, help, "gauge");
        text.append(name)
                .append(' ')
                .append(BigDecimal.valueOf(milliseconds, 3))
                .append('\n');
        return this;
    }

    /** How old what the log last signed is; nothing before anything was. */
    Metrics checkpoint(Path data, Instant now) {
        var file = data.resolve("checkpoint");
        try {
            var age = Duration.between(Files.getLastModifiedTime(file).toInstant(), now);
            return seconds("tilsyn_checkpoint_age_seconds", "Since the log was last signed.", age.toMillis());
        } catch (IOException none) {
            return this;
        }
    }

    /** What is to be told outside and wasn't yet. */
    Metrics outbox(List<Dispatch> outbox, Instant now) {
        var counts = new TreeMap<>(Map.of("waiting", 0L, "dead", 0L));
        var oldest = now;
        for (var one : outbox) {
            counts.merge(one.state().name().toLowerCase(Locale.ROOT), 1L, Long::sum);
            if (one.created().isBefore(oldest)) oldest = one.created();
        }
        head(
                "tilsyn_outbox",
                "What is to be told outside; what is dead is told no more until someone retries.",
                "gauge");
        counts.forEach((state, count) -> sample("tilsyn_outbox", "{state=\"" + state + "\"}", count));
        return seconds(
                "tilsyn_outbox_age_seconds",
                "How old the oldest of it is.",
                Duration.between(oldest, now).toMillis());
    }

    /** What became of what arrived; for each source the outcomes add up to what was received. */
    Metrics events(Accounting accounting) {
        var received = new TreeMap<String, Long>();
        var outcomes = new TreeMap<String, Long>();
        for (var file : accounting.files()) {
            var source = label(file.route().isEmpty() ? "none" : file.route());
            received.merge("{source=\"" + source + "\"}", file.received(), Long::sum);
            outcome(outcomes, source, "facts", file.facts());
            outcome(outcomes, source, "rolled_up", file.rolledUp());
            outcome(outcomes, source, "duplicates", file.duplicates());
            outcome(outcomes, source, "ignored", file.ignored());
            outcome(outcomes, source, "rejected", file.rejected());
        }
        head("tilsyn_received_total", "Records received.", "counter");
        received.forEach((labels, value) -> sample("tilsyn_received_total", labels, value));
        head(
                "tilsyn_events_total",
                "What became of them; the outcomes of a source add up to what it received.",
                "counter");
        outcomes.forEach((labels, value) -> sample("tilsyn_events_total", labels, value));
        return this;
    }

    private static void outcome(Map<String, Long> into, String source, String outcome, long count) {
        into.merge("{source=\"%s\",outcome=\"%s\"}".formatted(source, outcome), count, Long::sum);
    }

    /** @param verdicts by subject and item, such as {@code SRV01 HW-02} and {@code FAIL F1} */
    Metrics verdicts(String customer, SortedMap<String, String> verdicts) {
        var words = List.of("PASS", "WARN", "FAIL", "NO_EVIDENCE", "NOT_APPLICABLE");
        head("tilsyn_verdict", "0 PASS, 1 WARN, 2 FAIL, 3 NO_EVIDENCE, 4 NOT_APPLICABLE.", "gauge");
        verdicts.entrySet().stream().limit(MOST_VERDICTS).forEach(verdict -> {
            int space = verdict.getKey().lastIndexOf(' ');
            sample(
                    "tilsyn_verdict",
                    "{customer=\"%s\",subject=\"%s\",item=\"%s\"}"
                            .formatted(
                                    label(customer),
                                    label(verdict.getKey().substring(0, space)),
                                    verdict.getKey().substring(space + 1)),
                    words.indexOf(verdict.getValue().split(" ")[0]));
        });
        return gauge(
                "tilsyn_verdicts_not_shown",
                "Verdicts beyond the first " + MOST_VERDICTS + ".",
                Math.max(0, verdicts.size() - MOST_VERDICTS));
    }

    /** Who is connected to send syslog. */
    Metrics connections(List<Listeners.Connected> listeners) {
        head("tilsyn_connections", "Senders of syslog that are connected.", "gauge");
        for (var one : listeners) sample("tilsyn_connections", source(one), one.open());
        head(
                "tilsyn_connections_refused_total",
                "Connections of senders of syslog that were closed, as there were too many.",
                "counter");
        for (var one : listeners) sample("tilsyn_connections_refused_total", source(one), one.refused());
        return this;
    }

    private static String source(Listeners.Connected listener) {
        return "{source=\"" + label(listener.source()) + "\"}";
    }

    /** What senders that number their messages sent, and did not come. */
    Metrics sequences(Iterable<SequenceIds.Missing> missing) {
        head(
                "tilsyn_sequence_missing",
                "Messages that have not come, by the sequenceId of those that have; one that comes late is missing no more.",
                "gauge");
        for (var one : missing)
            sample(
                    "tilsyn_sequence_missing",
                    "{source=\"%s\",peer=\"%s\"}".formatted(label(one.source()), label(one.peer())),
                    one.messages());
        return this;
    }

    Metrics rulebook(String hash) {
        head("tilsyn_rulebook_info", "The rulebook in use, by its content.", "gauge");
        return sample("tilsyn_rulebook_info", "{hash=\"" + label(hash) + "\"}", 1);
    }

    /** Datagrams that the kernel dropped at this port since it is listened to; nothing where it doesn't say. */
    Metrics kernelDrops(int port) {
        long drops = 0;
        boolean said = false;
        for (var file : List.of("/proc/net/udp", "/proc/net/udp6")) {
            try {
                for (var line : Files.readAllLines(Path.of(file))) {
                    var columns = line.strip().split("\\s+");
                    if (columns.length < 13 || !columns[1].endsWith(String.format(Locale.ROOT, ":%04X", port)))
                        continue;
                    drops += Long.parseLong(columns[12]);
                    said = true;
                }
            } catch (IOException | NumberFormatException elsewhere) {
                continue;
            }
        }
        if (!said) return this;
        head("tilsyn_kernel_drops_total", "Datagrams that the kernel dropped at the syslog port.", "counter");
        return sample("tilsyn_kernel_drops_total", "", drops);
    }

    private Metrics head(String name, String help, String type) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    private Metrics sample(String name, String labels, long value) {
        text.append(name).append(labels).append(' ').append(value).append('\n');
        return this;
    }

    private static String label(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

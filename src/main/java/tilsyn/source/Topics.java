package tilsyn.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Decoders;
import tilsyn.decoder.Head;
import tilsyn.store.Tail;

/**
 * Reads topics of Kafka, a record being a line of a log. How far each partition was read is kept with what it gave, and reading
 * goes on there whatever the broker was told, so that a crash gives no record twice and loses none. Known to routes as the
 * bean {@code kafka}.
 */
public final class Topics implements AutoCloseable {
    /**
     * @param brokers such as {@code 127.0.0.1:9092}, several with commas between
     * @param client what else Kafka's client is to be told, such as its certificate and password; null for nothing
     */
    public record Setup(
            String brokers,
            List<String> topics,
            String group,
            @Nullable Path client) {
        public Setup {
            topics = List.copyOf(topics);
        }
    }

    /** Formats in which a record stands for itself. */
    static final Set<String> BY_RECORD = Set.of(
            "syslog",
            "journal-json",
            "dmesg",
            "snmptrap",
            "winlogbeat-json",
            "windows-flat-json",
            "wazuh-eventchannel");

    private static final Set<String> ENCRYPTED = Set.of("SSL", "SASL_SSL");
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final long PATIENCE = Duration.ofSeconds(10).toNanos();
    /** Of a chunk, which is a transaction. */
    private static final int MOST = 1 << 20;

    private static final int MOST_RECORDS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    private final @Nullable Setup setup;
    private final Tails.Known known;
    private final Tails.Taker taker;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private long reached = System.nanoTime();
    private volatile String problem = "";

    /**
     * @param setup null for no topics
     * @throws IllegalArgumentException if it can't be used; the message says what would be right
     */
    public Topics(@Nullable Setup setup, Tails.Known known, Tails.Taker taker) {
        this.setup = setup;
        this.known = known;
        this.taker = taker;
        if (setup != null) requireSafe(setup);
    }

    boolean isEmpty() {
        return setup == null;
    }

    /** Why topics can't be read now; empty when they can. */
    public String problem() {
        return problem;
    }

    /**
     * Other machines are spoken to encrypted only, as what is sent tells how a customer's servers do.
     *
     * @throws IllegalArgumentException if it can't be used; the message says what would be right
     */
    public static void requireSafe(Setup setup) {
        var protocol = properties(setup).getProperty("security.protocol", "PLAINTEXT");
        if (ENCRYPTED.contains(protocol)) return;
        for (var broker : setup.brokers.split(",", -1)) {
            var host = broker.strip().replaceFirst(":\\d+$", "");
            try {
                if (!host.isEmpty() && InetAddress.getByName(host).isLoopbackAddress()) continue;
            } catch (UnknownHostException unknown) {
                throw new IllegalArgumentException("kafka: there is no host '%s'.".formatted(host), unknown);
            }
            throw new IllegalArgumentException(
                    ("kafka: %s is another machine, and would be spoken to unencrypted. Right would be 'client: FILE', with"
                                    + " security.protocol=SSL or SASL_SSL and what goes with it.")
                            .formatted(broker.strip()));
        }
    }

    private static Properties properties(Setup setup) {
        var properties = new Properties();
        if (setup.client == null) return properties;
        try (var in = Files.newInputStream(setup.client)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "kafka: %s can't be read: %s".formatted(setup.client, Folder.said(unreadable)), unreadable);
        }
        return properties;
    }

    private Consumer<byte[], byte[]> open(Setup told) {
        var properties = properties(told);
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, told.brokers);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, told.group);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(MOST_RECORDS));
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(8 * MOST));
        var opened = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        opened.subscribe(told.topics, new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                for (var partition : partitions)
                    known.of(feed(partition)).ifPresent(tail -> opened.seek(partition, tail.lines()));
            }
        });
        return opened;
    }

    static String feed(TopicPartition partition) {
        return "kafka/" + partition.topic() + "/" + partition.partition();
    }

    /** Reads what has come since it was looked before. */
    public synchronized void look() throws InterruptedException {
        if (setup == null) return;
        try {
            if (consumer == null) consumer = open(setup);
            for (var records = consumer.poll(WAIT); ; records = consumer.poll(Duration.ZERO)) {
                reach(consumer);
                if (records.isEmpty()) return;
                for (var partition : records.partitions()) take(partition, records.records(partition));
                consumer.commitAsync();
            }
        } catch (InterruptException stopped) {
            throw (InterruptedException) new InterruptedException("closing").initCause(stopped);
        } catch (KafkaException failed) {
            if (problem.isEmpty()) LOG.error("kafka can't be read, which is tried again: {}", failed.getMessage());
            problem = "kafka can't be read: " + failed.getMessage();
            release();
        } catch (InterruptedException | RuntimeException notKept) {
            // what was fetched and not kept must be fetched again
            release();
            throw notKept;
        }
    }

    /** Whether a broker is there at all; to one that is away Kafka's client says nothing. */
    private void reach(Consumer<byte[], byte[]> from) {
        double connections = 0;
        for (var metric : from.metrics().entrySet())
            if (metric.getKey().name().equals("connection-count")
                    && metric.getValue().metricValue() instanceof Double number)
                connections = Math.max(connections, number);
        if (connections > 0) {
            reached = System.nanoTime();
            problem = "";
        } else if (System.nanoTime() - reached > PATIENCE && setup != null) {
            problem = "kafka: none of %s can be reached; what is sent there waits there.".formatted(setup.brokers);
        }
    }

    private void take(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        @Nullable Decoder format = null;
        var lines = new ByteArrayOutputStream();
        long first = records.get(0).offset();
        long next = first;
        for (var record : records) {
            var line = line(record.value());
            var found = format(partition, line, format);
            boolean goesOn = record.offset() == next && same(found, format) && lines.size() + line.length < MOST;
            if (!goesOn && lines.size() > 0) {
                give(partition, lines, format, first, next);
                first = record.offset();
            }
            if (lines.size() == 0) first = record.offset();
            format = found;
            lines.writeBytes(line);
            lines.write('\n');
            next = record.offset() + 1;
        }
        give(partition, lines, format, first, next);
    }

    private void give(
            TopicPartition partition, ByteArrayOutputStream lines, @Nullable Decoder format, long first, long next)
            throws InterruptedException {
        var feed = feed(partition);
        taker.take(new Tails.Chunk(feed, "kafka", lines.toByteArray(), format, at(feed, first), "", at(feed, next)));
        lines.reset();
    }

    /** @param offset of the record that comes next, which is how many there were before it */
    private static Tail at(String feed, long offset) {
        return new Tail(feed, 0, "", 0, offset);
    }

    private static boolean same(@Nullable Decoder one, @Nullable Decoder other) {
        return one == null
                ? other == null
                : other != null && one.format().id().equals(other.format().id());
    }

    /** One line, whatever stands in it. */
    private static byte[] line(byte @Nullable [] value) {
        if (value == null) return new byte[0];
        var line = value.clone();
        for (int i = 0; i < line.length; i++) if (line[i] == '\n' || line[i] == '\r') line[i] = ' ';
        return line;
    }

    private static @Nullable Decoder format(TopicPartition partition, byte[] line, @Nullable Decoder before) {
        var head = Head.of(feed(partition), line.length > Head.LIMIT ? Arrays.copyOf(line, Head.LIMIT) : line);
        if (before != null && before.recognises(head)) return before;
        return Optional.of(head)
                .flatMap(Decoders::of)
                .filter(decoder -> BY_RECORD.contains(decoder.format().id()))
                .orElse(null);
    }

    private void release() {
        var open = consumer;
        consumer = null;
        if (open == null) return;
        try {
            open.close(Duration.ofSeconds(2));
        } catch (KafkaException alreadyGone) {
            LOG.debug("closing", alreadyGone);
        }
    }

    @Override
    public synchronized void close() {
        release();
    }
}

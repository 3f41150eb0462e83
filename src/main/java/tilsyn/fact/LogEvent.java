package tilsyn.fact;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * One event of a log: a syslog message or a Windows event.
 *
 * @param channel Windows channel such as {@code Security}; {@code syslog} for syslog and journal,
 *     {@code hardware} for the machine's own log
 * @param provider Windows provider, or the syslog program
 * @param eventId Windows event id, or -1
 * @param recordId EventRecordID or sequence id, or -1
 * @param data named data fields; unnamed ones are {@code param1}, {@code param2}, ...
 * @param message text for people; rules never decide on it, signatures over syslog do
 * @param signature the id of the signature that names it, or empty
 */
public record LogEvent(
        String host,
        String channel,
        String provider,
        int eventId,
        Level level,
        long recordId,
        Instant time,
        Map<String, String> data,
        String message,
        String signature,
        Origin origin)
        implements Fact {
    public LogEvent {
        data = data.isEmpty() ? Map.of() : java.util.Collections.unmodifiableMap(new TreeMap<>(data));
    }

    /** The channel name of syslog and the journal. */
    public static final String SYSLOG = "syslog";

    /** The channel name of the machine's own log, which its management controller keeps. */
    public static final String HARDWARE = "hardware";

    /** The data field of that name, or empty. */
    public String data(String name) {
        return data.getOrDefault(name, "");
    }

    /** The device that it is about as the kernel names it, such as {@code sda}; empty when it names none. */
    public String device() {
        return data("device").replaceFirst("^/dev/", "");
    }

    public LogEvent named(String signatureId) {
        return new LogEvent(
                host, channel, provider, eventId, level, recordId, time, data, message, signatureId, origin);
    }

    @Override
    public String source() {
        return sourceOf(channel);
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }

    public static String sourceOf(String channel) {
        return channel.equals(SYSLOG) || channel.equals(HARDWARE) ? channel : "windows:" + channel;
    }
}

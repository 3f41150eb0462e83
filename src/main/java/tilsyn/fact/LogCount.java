package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often one kind of log event was seen in one hour, minute by minute: what becomes of log volume.
 *
 * <p>Minutes make overlapping exports add up: of two counts of the same hour, each minute's larger one is the truth,
 * as an export holds a minute whole or has been cut inside it.
 *
 * @param signature signature id, or empty for events no signature names
 * @param template what the events have in common, such as provider and id, or a mined message template
 * @param key grouping fields a signature asked for, such as account and source address; empty for templates
 * @param hour start of the hour, UTC
 * @param minutes 60 counts; of a shorter list the rest is 0
 * @param origin the first event
 * @param last the last event
 */
public record LogCount(
        String host,
        String channel,
        String provider,
        String signature,
        String template,
        Map<String, String> key,
        Level level,
        Instant hour,
        List<Integer> minutes,
        Origin origin,
        Origin last)
        implements Fact {
    public LogCount {
        if (minutes.size() > 60)
            throw new IllegalArgumentException("an hour has 60 minutes, not " + minutes.size() + " (" + origin + ")");
        key = Collections.unmodifiableMap(new TreeMap<>(key));
        var whole = new ArrayList<>(minutes);
        while (whole.size() < 60) whole.add(0);
        minutes = List.copyOf(whole);
    }

    public int count() {
        return minutes.stream().mapToInt(Integer::intValue).sum();
    }

    /** The grouping field of that name, or empty. */
    public String key(String name) {
        return key.getOrDefault(name, "");
    }

    /** Start of the last minute in which one was seen. */
    @Override
    public Instant time() {
        for (int minute = 59; minute > 0; minute--)
            if (minutes.get(minute) > 0) return hour.plus(Duration.ofMinutes(minute));
        return hour;
    }

    @Override
    public String source() {
        return LogEvent.sourceOf(channel);
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }
}

package tilsyn.fact;

import java.time.Instant;

/**
 * An unbroken run of record ids that one file holds of one channel, cut at midnight; what {@link RecordSequence} is made of.
 *
 * @param first lowest record id, and {@code last} the highest; every id between was in the file
 * @param firstTime time of the record {@code first}
 * @param time time of the record {@code last}
 */
public record RecordRange(
        String host, String channel, long first, long last, Instant firstTime, Instant time, Origin origin)
        implements Fact {
    public RecordRange {
        if (first > last)
            throw new IllegalArgumentException(
                    "record range %d..%d runs backwards (%s)".formatted(first, last, origin));
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

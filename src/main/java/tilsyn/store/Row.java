package tilsyn.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tilsyn.decoder.FactJson;
import tilsyn.fact.Fact;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogEvent;

/**
 * A fact as the store keeps it. Host, place, time and id are the record's identity (rule of evidence R9): whatever
 * comes twice meets itself.
 *
 * @param place the file, for a reading that states no host; else empty
 * @param time milliseconds since 1970
 */
record Row(Fact fact, String host, String place, long time, UUID id, String json) {
    /** No host has a longer name (RFC 1123). */
    private static final int LONGEST_HOST = 255;

    /** What a VARCHAR of H2 holds, with room to spare. */
    private static final int LONGEST_JSON = 1_000_000;

    boolean registered() {
        return fact.kind() == Fact.Kind.REGISTER;
    }

    /** Makes the rows of one input; a line's identity counts equal lines before it. */
    static final class Maker {
        /** Equal lines lie close together, as they hold their time. */
        private static final int WINDOW = 1 << 16;

        private final MessageDigest digest = sha256();
        private final UnaryOperator<String> masking;
        private final boolean counting;

        private final Map<UUID, Integer> seen = new LinkedHashMap<>(1024, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<UUID, Integer> eldest) {
                return size() > WINDOW;
            }
        };

        /**
         * @param masking what is kept of a source line; its identity is that of the whole line
         * @param counting equal lines of the input are as many records; else they are one
         */
        Maker(UnaryOperator<String> masking, boolean counting) {
            this.masking = masking;
            this.counting = counting;
        }

        /** @throws TooLong if no row can hold it */
        Row of(Fact fact) throws TooLong {
            var host = fact.host();
            if (host.length() > LONGEST_HOST)
                throw new TooLong(
                        "a host name of %d characters; the longest has %d".formatted(host.length(), LONGEST_HOST));
            var json = FactJson.stored(fact, masking);
            if (json.length() > LONGEST_JSON)
                throw new TooLong(
                        "a record of %d characters; the longest kept has %d".formatted(json.length(), LONGEST_JSON));
            var nameless = host.isBlank() && fact.kind() != Fact.Kind.REGISTER;
            var time = fact instanceof LogCount count ? count.hour() : fact.time();
            return new Row(fact, host.strip(), nameless ? fact.origin().file() : "", millis(time), id(fact), json);
        }

        private UUID id(Fact fact) {
            if (fact instanceof LogEvent event) {
                if (event.recordId() >= 0)
                    return hash(
                            "record",
                            event.channel(),
                            Long.toString(event.recordId()),
                            event.time().toString());
                var line = hash("line", event.host(), event.origin().raw());
                int before = counting ? seen.merge(line, 1, Integer::sum) - 1 : 0;
                return new UUID(line.getMostSignificantBits(), line.getLeastSignificantBits() + before);
            }
            if (fact instanceof LogCount count)
                return hash(
                        "count",
                        count.channel(),
                        count.provider(),
                        count.signature(),
                        count.template(),
                        count.key().toString(),
                        count.level().name());
            return hash(fact.type(), FactJson.content(fact));
        }

        private UUID hash(String... parts) {
            for (var part : parts) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
                digest.update(bytes);
            }
            var hash = ByteBuffer.wrap(digest.digest());
            return new UUID(hash.getLong(), hash.getLong());
        }

        private static long millis(Instant time) {
            try {
                return time.toEpochMilli();
            } catch (ArithmeticException far) {
                return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
            }
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every JDK has SHA-256", impossible);
            }
        }
    }

    /** A fact that no row can hold. */
    static final class TooLong extends Exception {
        private final String reason;

        TooLong(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}

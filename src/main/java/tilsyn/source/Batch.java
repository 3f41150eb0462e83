package tilsyn.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Framed messages that came together from one peer, in the order they came.
 *
 * @param peer address it came from, as the kernel says; what messages claim stands in them
 * @param host that its certificate speaks for, whatever messages claim; empty when none does
 * @param bytes the messages with their octets counted
 */
public record Batch(String route, String peer, String host, byte[] bytes, int messages, Instant received) {
    /** The name of what this peer sends by this route, as origins give it. */
    public String feed() {
        return route + "/" + peer;
    }

    /** Gathers messages; not safe for several threads. */
    static final class Gathering {
        /** More would hold up others for too long. */
        static final int MOST_MESSAGES = 1_000;

        static final int MOST_BYTES = 1 << 20;

        private static final byte[] CUT = "(cut off) ".getBytes(StandardCharsets.US_ASCII);

        /** Made anew for each batch, as thousands of connections may each hold one. */
        private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private int messages;

        /** @param whole else what is there is no message, and will be rejected as none */
        void add(byte[] from, int at, int length, boolean whole) {
            if (length == 0) return;
            boolean counted = whole && from[at] == '<';
            if (counted) bytes.writeBytes((length + " ").getBytes(StandardCharsets.US_ASCII));
            if (!whole) bytes.writeBytes(CUT);
            // what can't be counted ends at its line, so it must be one: no part of it may pass for a message of its
            // own
            if (counted) bytes.write(from, at, length);
            else for (int i = at; i < at + length; i++) bytes.write(from[i] == '\n' ? ' ' : from[i]);
            bytes.write('\n');
            messages++;
        }

        boolean isFull() {
            return messages >= MOST_MESSAGES || bytes.size() >= MOST_BYTES;
        }

        boolean isEmpty() {
            return messages == 0;
        }

        int messages() {
            return messages;
        }

        byte[] bytes() {
            var all = bytes.toByteArray();
            bytes = new ByteArrayOutputStream();
            messages = 0;
            return all;
        }
    }
}

package tilsyn.source;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages of which only a part has come, of all connections: when they hold too much together, the part that began first is
 * cut off, so that slow senders don't fill the memory that others need. Safe for several threads.
 */
final class Unfinished {
    /** Connections hold at most as many bytes together, and those that hold {@link #LITTLE} or less what they like. */
    static final int MOST = 64 << 20;

    /** Senders of syslog seldom write longer messages; 4,096 connections that each hold this much are 32 MiB. */
    static final int LITTLE = 8 << 10;

    private final long most;
    private final Map<SyslogStream, Integer> parts = new LinkedHashMap<>();
    private long bytes;

    Unfinished(long most) {
        this.most = most;
    }

    /** What the connection holds now. */
    void holds(SyslogStream stream, int now) {
        var cut = counted(stream, now > LITTLE ? now : 0);
        if (cut != null) cut.cutSoon();
    }

    private synchronized @Nullable SyslogStream counted(SyslogStream stream, int now) {
        Integer before = now > 0 ? parts.put(stream, now) : parts.remove(stream);
        bytes += now - (before == null ? 0 : before);
        if (bytes <= most) return null;
        var eldest = parts.entrySet().iterator().next();
        parts.remove(eldest.getKey());
        bytes -= eldest.getValue();
        return eldest.getKey();
    }

    synchronized long bytes() {
        return bytes;
    }
}

package tilsyn.source;

import io.netty.channel.Channel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one listener, bounded. When all are in use, the eldest that has not said a word since it came some seconds
 * ago makes room; where all have spoken, the new one is closed, which its sender notices, and counted. Who has once spoken may
 * be silent for days. Safe for several threads.
 */
final class Connections {
    /** Senders that have something to say have said it by then. */
    private static final long SPEAKS_WITHIN = TimeUnit.SECONDS.toNanos(10);

    private final int most;
    private final LongSupplier ticks;
    private final Map<Channel, Long> silent = new LinkedHashMap<>();
    private int open;
    private long refused;

    /** @param ticks nanoseconds that only go forward */
    Connections(int most, LongSupplier ticks) {
        this.most = most;
        this.ticks = ticks;
    }

    /** Closes it, or another, if there are too many. */
    void opened(Channel channel) {
        var gives = counted(channel);
        if (gives != null) gives.close();
    }

    private synchronized @Nullable Channel counted(Channel channel) {
        @Nullable Channel gives = null;
        if (open >= most) {
            refused++;
            gives = eldestSilent();
            if (gives == null) return channel;
            silent.remove(gives);
        }
        open++;
        silent.put(channel, ticks.getAsLong());
        channel.closeFuture().addListener(closed -> closed(channel));
        return gives;
    }

    private @Nullable Channel eldestSilent() {
        for (var eldest : silent.entrySet())
            return ticks.getAsLong() - eldest.getValue() > SPEAKS_WITHIN ? eldest.getKey() : null;
        return null;
    }

    synchronized void spoke(Channel channel) {
        silent.remove(channel);
    }

    private synchronized void closed(Channel channel) {
        silent.remove(channel);
        open--;
    }

    synchronized int open() {
        return open;
    }

    /** Connections closed as there were too many. */
    synchronized long refused() {
        return refused;
    }
}

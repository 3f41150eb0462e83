package tilsyn.source;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many connections this process can hold open without taking the descriptors that the store and the log need. */
public final class Descriptors {
    /** More senders than this at one port are a fault or an attack; 10 KiB each are 40 MiB. */
    private static final int MOST = 4_096;
    /** Of all descriptors; a connection that brings a file has two. */
    private static final int SHARE = 8;

    private Descriptors() {}

    /** Connections at one port. */
    public static int connections() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? (int) Math.min(MOST, Math.max(16, system.getMaxFileDescriptorCount() / SHARE))
                : MOST;
    }
}

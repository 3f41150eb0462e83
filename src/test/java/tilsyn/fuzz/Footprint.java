package tilsyn.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Input;
import tilsyn.decoder.Reading;
import tilsyn.decoder.Sink;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;

/**
 * How much memory a decoder needs for an input, apart from what it gives. What it allocates in all is quickly measured and no
 * less than what it needs at a time; only when that is too much, the garbage is collected while it works.
 */
final class Footprint {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long ALWAYS = 1 << 20;
    private static final int MOST_LOOKS = 40;
    /** While looking for more, only what allocates many times as much is looked at, as a look takes long. */
    private static final int FREE = System.getenv("JAZZER_FUZZ") == null ? 1 : 16;

    private Footprint() {}

    static long allowed(byte[] bytes) {
        return 64L * bytes.length + ALWAYS;
    }

    /** Bytes needed at most at a time, or a bound of it that is allowed. */
    static long of(Decoder decoder, byte[] bytes) throws IOException {
        var counted = new Counted();
        // the second time, as classes and tables of zones are there to stay
        for (int time = 0; time < 2; time++) {
            counted.records = 0;
            long before = THREADS.getCurrentThreadAllocatedBytes();
            decoder.decode(input(bytes), counted);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            if (allocated <= FREE * allowed(bytes)) return Math.min(allocated, allowed(bytes));
        }
        long needed = Long.MAX_VALUE;
        // others share the heap, so the least of some looks is the nearest
        for (int look = 0; look < 3 && needed > allowed(bytes); look++) {
            var looking = new Looking(Math.max(1, counted.records / MOST_LOOKS));
            decoder.decode(input(bytes), looking);
            needed = Math.min(needed, looking.most());
        }
        return needed;
    }

    private static Input input(byte[] bytes) {
        return Input.of("fuzz-2025-11-09.txt", bytes, Reading.RECEIVED, Reading.OSLO);
    }

    private static class Counted implements Sink {
        long records;

        @Override
        public void fact(Fact fact) {
            taken();
        }

        @Override
        public void ignored(String why) {
            taken();
        }

        @Override
        public void rejected(Origin origin, String reason) {
            taken();
        }

        void taken() {
            records++;
        }
    }

    private static final class Looking extends Counted {
        private final long every;
        private final long before = used();
        private long most;

        Looking(long every) {
            this.every = every;
        }

        @Override
        void taken() {
            if (records++ % every == 0) most = Math.max(most, used() - before);
        }

        long most() {
            return Math.max(most, used() - before);
        }

        private static long used() {
            System.gc();
            var runtime = Runtime.getRuntime();
            return runtime.totalMemory() - runtime.freeMemory();
        }
    }
}

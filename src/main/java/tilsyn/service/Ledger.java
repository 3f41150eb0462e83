package tilsyn.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tilsyn.store.Intake;
import tilsyn.store.StoreBroken;

/**
 * Writes what arrives into the store, one after the other, and syncs once for all that came meanwhile. What is put in is
 * acknowledged when its future is complete: then it is on the disk. While the store can't be written nothing is
 * acknowledged and nothing dropped: the queue fills, and senders are held back.
 */
final class Ledger implements AutoCloseable {
    /** Batches that wait at most; each has 1,000 messages or 1 MiB at most. */
    static final int WAITING = 32;

    private static final int AT_ONCE = 16;
    private static final long PAUSE_MS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private record Entry<T>(Function<Intake, T> work, CompletableFuture<T> done, long since) {
        /** Gives what tells whoever waits. */
        Runnable write(Intake intake) {
            try {
                var result = work.apply(intake);
                return () -> done.complete(result);
            } catch (StoreBroken broken) {
                throw broken;
            } catch (RuntimeException ours) {
                LOG.error("what arrived could not be kept, which is our own fault", ours);
                return () -> done.completeExceptionally(ours);
            }
        }
    }

    /** Opens the store's intake anew. */
    interface Opening {
        Intake open();
    }

    private final BlockingQueue<Entry<?>> queue = new ArrayBlockingQueue<>(WAITING, true);
    private final Opening opening;
    private final Thread thread;
    private @Nullable Intake intake;
    private volatile String problem = "";
    /** What is being written now; null when nothing is. */
    private volatile @Nullable Entry<?> writing;

    private volatile boolean closing;
    private volatile boolean gaveUp;

    Ledger(Opening opening) {
        this.opening = opening;
        this.intake = opening.open();
        this.thread = new Thread(this::run, "ledger");
        thread.start();
    }

    /** Returns once there is room for it. */
    <T> CompletableFuture<T> put(Function<Intake, T> work) throws InterruptedException {
        var entry = new Entry<>(work, new CompletableFuture<T>(), System.nanoTime());
        while (!queue.offer(entry, 100, TimeUnit.MILLISECONDS))
            if (gaveUp) throw new IllegalStateException("nothing is taken any more");
        if (gaveUp) entry.done.cancel(false);
        return entry.done;
    }

    /** Why the store can't be written now; empty when it can. */
    String problem() {
        return problem;
    }

    int waiting() {
        return queue.size();
    }

    /** How long the oldest has waited of what is not yet on the disk. */
    Duration lag() {
        Entry<?> oldest = writing;
        if (oldest == null) oldest = queue.peek();
        return oldest == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - oldest.since);
    }

    private void run() {
        var entries = new ArrayList<Entry<?>>();
        while (!(closing && queue.isEmpty())) {
            try {
                var first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first == null) continue;
                writing = first;
                entries.add(first);
                queue.drainTo(entries, AT_ONCE - 1);
                if (!write(entries)) break;
                entries.clear();
                writing = null;
            } catch (InterruptedException stopped) {
                break;
            }
        }
        gaveUp = true;
        for (var entry : entries) entry.done.cancel(false);
        for (var entry = queue.poll(); entry != null; entry = queue.poll()) entry.done.cancel(false);
    }

    /** Until it succeeds; what was committed before a failure is met again as known. */
    private boolean write(List<Entry<?>> entries) throws InterruptedException {
        var told = new ArrayList<Runnable>();
        while (true) {
            try {
                if (intake == null) intake = opening.open();
                while (told.size() < entries.size())
                    told.add(entries.get(told.size()).write(intake));
                intake.sync();
                if (!problem.isEmpty()) LOG.info("the store can be written again");
                problem = "";
                told.forEach(Runnable::run);
                return true;
            } catch (StoreBroken broken) {
                if (problem.isEmpty())
                    LOG.error("nothing is taken until the store can be written: {}", broken.getMessage());
                problem = String.valueOf(broken.getMessage());
                reopen();
                if (closing) return false;
                Thread.sleep(PAUSE_MS);
            }
        }
    }

    private void reopen() {
        try {
            if (intake != null) intake.close();
        } catch (StoreBroken alreadySaid) {
            LOG.debug("closing after a failure", alreadySaid);
        }
        intake = null;
    }

    /** Takes nothing more; returns once all that was taken is on the disk, or the store refuses it. */
    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
        reopen();
    }
}

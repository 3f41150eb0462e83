package tilsyn.service;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tilsyn.source.Batch;
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

    private static final long PAUSE_MS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    /** @param batch what it writes; null when that is something else */
    private record Entry<T>(
            Function<Intake, T> work,
            CompletableFuture<T> done,
            long since,
            @Nullable Batch batch) {
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

    /** Writes batches of one feed, received on one day. */
    interface Pour {
        void into(Intake intake, List<Batch> batches);
    }

    /** What batches that are written together have in common. */
    private record Feed(String name, String host, LocalDate day) {
        static Feed of(Batch batch) {
            return new Feed(batch.feed(), batch.host(), LocalDate.ofInstant(batch.received(), ZoneOffset.UTC));
        }
    }

    private final BlockingQueue<Entry<?>> queue = new ArrayBlockingQueue<>(WAITING, true);
    private final Opening opening;
    private final Pour pour;
    private final Thread thread;
    private @Nullable Intake intake;
    private volatile String problem = "";
    /** What is being written now; null when nothing is. */
    private volatile @Nullable Entry<?> writing;

    private volatile boolean closing;
    private volatile boolean gaveUp;

    Ledger(Opening opening, Pour pour) {
        this.opening = opening;
        this.pour = pour;
        this.intake = opening.open();
        this.thread = new Thread(this::run, "ledger");
        thread.start();
    }

    /** Returns once there is room for it. What waits of one feed is written as one. */
    void put(Batch batch) throws InterruptedException {
        var unused = put(new Entry<>(intake -> batch, new CompletableFuture<Batch>(), System.nanoTime(), batch));
    }

    /** Returns once there is room for it. */
    <T> CompletableFuture<T> put(Function<Intake, T> work) throws InterruptedException {
        return put(new Entry<>(work, new CompletableFuture<T>(), System.nanoTime(), null));
    }

    private <T> CompletableFuture<T> put(Entry<T> entry) throws InterruptedException {
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
                queue.drainTo(entries, WAITING - 1);
                if (!write(joined(entries))) break;
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

    /** Batches of one feed as one: they share most of what a transaction costs, and most counts. */
    private List<Entry<?>> joined(List<Entry<?>> entries) {
        var joined = new ArrayList<Entry<?>>();
        var feeds = new LinkedHashMap<Feed, List<Batch>>();
        for (var entry : entries) {
            var batch = entry.batch;
            if (batch == null) {
                joined.add(entry);
                continue;
            }
            feeds.computeIfAbsent(Feed.of(batch), feed -> new ArrayList<>()).add(batch);
        }
        for (var batches : feeds.values()) joined.add(written(batches));
        return joined;
    }

    private Entry<List<Batch>> written(List<Batch> batches) {
        return new Entry<>(
                intake -> {
                    pour.into(intake, batches);
                    return batches;
                },
                new CompletableFuture<>(),
                System.nanoTime(),
                null);
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

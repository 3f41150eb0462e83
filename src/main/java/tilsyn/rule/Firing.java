package tilsyn.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tilsyn.verdict.Finding;

/**
 * Fires sessions, several at a time. A rule that throws, says too much or takes too long costs its own item the verdict;
 * the other items of that subject are fired again as if it weren't there.
 */
final class Firing implements AutoCloseable {
    /** Longest that one subject may take. A session normally takes milliseconds. */
    static final int MOST_SECONDS = 60;

    private final ExecutorService subjects;
    private final ExecutorService sessions;
    private final Set<String> struck = new ConcurrentSkipListSet<>();
    private final Set<String> faults = new ConcurrentSkipListSet<>();

    Firing(int threads) {
        subjects = Executors.newFixedThreadPool(threads, Firing::daemon);
        sessions = Executors.newCachedThreadPool(Firing::daemon);
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "rules");
        thread.setDaemon(true);
        return thread;
    }

    /** What comes of each, in their order. */
    <T, R> List<R> each(List<T> subjectsOf, Function<T, R> work) {
        try {
            var results = new ArrayList<R>();
            for (var future : subjects.invokeAll(subjectsOf.stream()
                    .<Callable<R>>map(subject -> () -> work.apply(subject))
                    .toList())) results.add(future.get());
            return results;
        } catch (ExecutionException thrown) {
            if (thrown.getCause() instanceof RuntimeException cause) throw cause;
            if (thrown.getCause() instanceof Error cause) throw cause;
            throw new IllegalStateException(thrown.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while judging", interrupted);
        }
    }

    /** What the clauses of these items say, by item; an item whose rules failed is missing. */
    Map<String, List<Finding>> fire(Stratum stratum, List<Card> cards, Session session) {
        var items = new TreeSet<>(cards.stream().map(Card::id).toList());
        var without = new TreeSet<>(struck);
        without.retainAll(stratum.items());
        while (true) {
            try {
                return byItem(items, without, fire(stratum, without, session));
            } catch (RuleFault fault) {
                faults.add(
                        "%s on %s: %s".formatted(fault.item(), session.subject().name(), fault.getMessage()));
                if (!without.add(fault.item())) throw new IllegalStateException(fault);
            }
        }
    }

    private static Map<String, List<Finding>> byItem(Set<String> items, Set<String> without, List<Finding> findings) {
        var byItem = new TreeMap<String, List<Finding>>();
        for (var item : items) if (!without.contains(item)) byItem.put(item, new ArrayList<>());
        for (var finding : findings) {
            var ofItem = byItem.get(finding.item());
            if (ofItem != null) ofItem.add(finding);
        }
        return byItem;
    }

    private List<Finding> fire(Stratum stratum, Set<String> without, Session session) throws RuleFault {
        if (without.containsAll(stratum.items())) return List.of();
        var clauses = stratum.without(without);
        var worker = new AtomicReference<@Nullable Thread>();
        var running = sessions.submit(() -> {
            worker.set(Thread.currentThread());
            return session.fire(clauses, stratum.items());
        });
        try {
            return running.get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw overdue(stratum, worker.get());
        } catch (ExecutionException thrown) {
            if (thrown.getCause() instanceof RuleFault fault) throw fault;
            throw new IllegalStateException(thrown.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while judging", interrupted);
        }
    }

    /** A join can't be stopped from outside; its thread is left behind and its item struck off for all subjects. */
    private RuleFault overdue(Stratum stratum, @Nullable Thread thread) {
        var item = thread == null
                ? java.util.Optional.<String>empty()
                : Session.atWork(thread.getStackTrace(), stratum.items());
        if (thread != null) thread.setPriority(Thread.MIN_PRIORITY);
        struck.add(item.orElse(""));
        return new RuleFault(item.orElse(""), "took longer than %d s".formatted(MOST_SECONDS));
    }

    boolean isStruck(String item) {
        return struck.contains(item);
    }

    /** What went wrong, sorted: item, subject and why. */
    List<String> faults() {
        return Collections.unmodifiableList(new ArrayList<>(faults));
    }

    @Override
    public void close() {
        subjects.shutdownNow();
        sessions.shutdown();
    }
}

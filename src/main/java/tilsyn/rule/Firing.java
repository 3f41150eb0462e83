package tilsyn.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import tilsyn.verdict.Finding;

/**
 * Fires sessions, several at a time. A rule that throws, says too much or takes too long costs its own item the verdict;
 * the other items of that subject are fired again as if it weren't there.
 */
final class Firing implements AutoCloseable {
    /** How long one subject may take. It normally takes milliseconds. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final ExecutorService subjects;
    private final ExecutorService sessions;
    private final Duration longest;
    private final Set<String> struck = new ConcurrentSkipListSet<>();
    private final Set<String> faults = new ConcurrentSkipListSet<>();

    Firing(int threads, Duration longest) {
        this.longest = longest;
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
        var wanted = new TreeSet<>(cards.stream().map(Card::id).toList());
        var ofItem = new TreeMap<String, List<Finding>>();
        for (var item : wanted) if (!stratum.items().contains(item)) ofItem.put(item, List.of());
        // all clauses are fired, wanted or not: one network serves all subjects, whatever concerns them
        var fired = new TreeSet<>(stratum.items());
        fired.removeAll(struck);
        while (!fired.isEmpty()) {
            try {
                var said = byItem(fired, fire(stratum, fired, session));
                said.keySet().retainAll(wanted);
                ofItem.putAll(said);
                return ofItem;
            } catch (RuleFault fault) {
                if (fault.item().isEmpty()) {
                    wanted.retainAll(fired);
                    for (var item : wanted) alone(stratum, item, session).ifPresent(said -> ofItem.put(item, said));
                    return ofItem;
                }
                if (wanted.contains(fault.item())) reject(fault.item(), session, fault);
                fired.remove(fault.item());
            }
        }
        return ofItem;
    }

    /** When nobody knows whose rule went wrong, each is fired by itself. */
    private Optional<List<Finding>> alone(Stratum stratum, String item, Session session) {
        try {
            return Optional.of(fire(stratum, new TreeSet<>(Set.of(item)), session));
        } catch (RuleFault fault) {
            if (fault.overdue()) struck.add(item);
            reject(item, session, fault);
            return Optional.empty();
        }
    }

    private void reject(String item, Session session, RuleFault fault) {
        note("%s on %s: %s".formatted(item, session.subject().name(), fault.getMessage()));
    }

    private static Map<String, List<Finding>> byItem(Set<String> items, List<Finding> findings) {
        var byItem = new TreeMap<String, List<Finding>>();
        for (var item : items) byItem.put(item, new ArrayList<>());
        for (var finding : findings) {
            var ofItem = byItem.get(finding.item());
            if (ofItem != null) ofItem.add(finding);
        }
        return byItem;
    }

    /** A rule can't be stopped from outside: the thread of one that takes too long is left behind. */
    private List<Finding> fire(Stratum stratum, SortedSet<String> items, Session session) throws RuleFault {
        var clauses = stratum.of(items);
        var running = sessions.submit(() -> session.fire(clauses, items));
        try {
            return running.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw RuleFault.overdue("took longer than %d s".formatted(longest.toSeconds()));
        } catch (ExecutionException thrown) {
            if (thrown.getCause() instanceof RuleFault fault) throw fault;
            throw new IllegalStateException(thrown.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while judging", interrupted);
        }
    }

    /** Notes something that whoever trusts the verdicts must know. */
    void note(String fault) {
        faults.add(fault);
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

package tilsyn.rule;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import tilsyn.verdict.Finding;

/**
 * Fires sessions, several at a time. A rule that throws, says too much or takes too long costs its own item the verdict;
 * the other items of that subject are fired again as if it weren't there.
 */
final class Firing implements AutoCloseable {
    /** How long one subject may keep a processor busy. It normally takes milliseconds. */
    static final Duration LONGEST = Duration.ofSeconds(3);

    /** How much longer than that it may take where others want the processors too. */
    private static final int PATIENCE = 10;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Milliseconds between two looks at a session under way. */
    private static final int GLANCE = 50;

    private static final Object ONE_AT_A_TIME = new Object();

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
                if (!fired.contains(fault.item())) {
                    wanted.retainAll(fired);
                    for (var item : wanted) alone(stratum, item, session).ifPresent(said -> ofItem.put(item, said));
                    return ofItem;
                }
                if (fault.overdue()) struck.add(fault.item());
                if (wanted.contains(fault.item())) reject(fault.item(), session, fault);
                fired.remove(fault.item());
            }
        }
        return ofItem;
    }

    /** When nobody knows whose rule went wrong, each is fired by itself, with no other beside it. */
    private Optional<List<Finding>> alone(Stratum stratum, String item, Session session) {
        try {
            synchronized (ONE_AT_A_TIME) {
                return Optional.of(fire(stratum, new TreeSet<>(Set.of(item)), session));
            }
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
        var work = new Work(session, clauses, items);
        var running = sessions.submit(work);
        var patience = longest.multipliedBy(PATIENCE);
        try {
            for (long waited = 0; ; waited += GLANCE) {
                try {
                    return running.get(GLANCE, TimeUnit.MILLISECONDS);
                } catch (TimeoutException late) {
                    if (work.busy().compareTo(longest) > 0 || waited > patience.toMillis())
                        throw RuleFault.overdue(work.guilty(), "took longer than %d s".formatted(longest.toSeconds()));
                }
            }
        } catch (ExecutionException thrown) {
            if (thrown.getCause() instanceof RuleFault fault) throw fault;
            throw new IllegalStateException(thrown.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while judging", interrupted);
        }
    }

    /** One session in a thread of its own, which can be watched at work. */
    private static final class Work implements Callable<List<Finding>> {
        private static final int LOOKS = 50;

        private final Session session;
        private final KieBase clauses;
        private final Set<String> items;
        private volatile @Nullable Thread thread;
        private volatile long began;

        Work(Session session, KieBase clauses, Set<String> items) {
            this.session = session;
            this.clauses = clauses;
            this.items = items;
        }

        @Override
        public List<Finding> call() throws RuleFault {
            began = THREADS.getCurrentThreadCpuTime();
            thread = Thread.currentThread();
            return session.fire(clauses, items);
        }

        /** How long it has kept a processor busy. */
        Duration busy() {
            var at = thread;
            return at == null ? Duration.ZERO : Duration.ofNanos(THREADS.getThreadCpuTime(at.getId()) - began);
        }

        /** The item whose classes are at work; empty when none are seen there. */
        String guilty() throws InterruptedException {
            var at = thread;
            for (int look = 0; at != null && look < LOOKS; look++) {
                var item = Session.atWork(at.getStackTrace(), items);
                if (!item.isEmpty()) return item;
                Thread.sleep(1);
            }
            return "";
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

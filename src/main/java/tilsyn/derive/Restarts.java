package tilsyn.derive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tilsyn.fact.Boot;
import tilsyn.fact.Fact;
import tilsyn.fact.RebootPending;
import tilsyn.fact.RestartWait;

/** Since when a restart has been waiting. */
final class Restarts {
    private Restarts() {}

    /** Empty when the newest statement says that none waits, or there is no statement. */
    static List<Fact> of(String host, List<Fact> facts, List<Fact> boots) {
        var waiting = waiting(facts);
        if (waiting.isEmpty()) return List.of();
        var newest = waiting.get(waiting.size() - 1);
        var since = since(waiting, Instant.MIN);
        var starts = new ArrayList<Boot>();
        for (var fact : boots) if (fact instanceof Boot boot && boot.time().isAfter(since)) starts.add(boot);
        for (var start : starts) if (start.full() && start.time().isAfter(since)) since = since(waiting, start.time());
        var from = since;
        var later = starts.stream().filter(boot -> boot.time().isAfter(from)).toList();
        var basis = new ArrayList<Fact>();
        basis.add(newest);
        if (newest != waiting.get(0)) basis.add(waiting.get(0));
        basis.addAll(later);
        return List.of(new RestartWait(
                host,
                since,
                !later.isEmpty() && later.stream().noneMatch(Boot::full),
                newest.time(),
                basis,
                newest.origin()));
    }

    /** The statements up to the newest that all say a restart waits; at the same moment "waits" is believed. */
    private static List<RebootPending> waiting(List<Fact> facts) {
        var statements = new ArrayList<RebootPending>();
        for (var fact : facts) if (fact instanceof RebootPending statement) statements.add(statement);
        statements.sort(Comparator.comparing(RebootPending::time)
                .thenComparing(RebootPending::pending)
                .thenComparing(RebootPending::origin));
        int first = statements.size();
        while (first > 0 && statements.get(first - 1).pending()) first--;
        return statements.subList(first, statements.size());
    }

    /** The earliest wait that statements show after a full start; the start itself when none has been made since. */
    private static Instant since(List<RebootPending> waiting, Instant start) {
        return waiting.stream()
                .filter(statement -> statement.time().isAfter(start))
                .map(statement -> statement.since() != null && statement.since().isAfter(start)
                        ? statement.since()
                        : statement.time())
                .min(Comparator.naturalOrder())
                .orElse(start);
    }
}

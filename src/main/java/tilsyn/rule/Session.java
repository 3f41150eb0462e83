package tilsyn.rule;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.ConsequenceException;
import tilsyn.fact.Fact;
import tilsyn.verdict.Finding;

/**
 * One firing of clauses over one subject's facts. Nothing is left of it but what the clauses said.
 *
 * @param facts sorted
 */
record Session(Subject subject, AsOf asOf, List<Param> params, List<Fact> facts) {
    /** More than any honest rulebook says of one subject. */
    static final int MOST_FIRINGS = 20_000;

    /** What the clauses say, in no particular order. */
    List<Finding> fire(KieBase clauses, Set<String> items) throws RuleFault {
        var said = new Said(asOf.zone());
        var session = clauses.newKieSession();
        Meter.start();
        try {
            session.setGlobal("say", said);
            session.addEventListener(said);
            insert(session);
            if (session.fireAllRules(MOST_FIRINGS) >= MOST_FIRINGS) throw tooMuch(said.findings());
            return said.findings();
        } catch (Meter.Exceeded endless) {
            throw RuleFault.of(endless.item(), String.valueOf(endless.getMessage()));
        } catch (OutOfMemoryError full) {
            // whoever asked last is not always who took it
            throw RuleFault.unknown("took more memory than there is");
        } catch (RuntimeException | StackOverflowError | LinkageError thrown) {
            throw RuleFault.of(guilty(thrown, items), what(thrown));
        } finally {
            Meter.stop();
            session.dispose();
        }
    }

    void insert(KieSession session) {
        session.insert(asOf);
        session.insert(subject);
        for (var param : params) session.insert(param);
        for (var fact : facts) session.insert(fact);
    }

    private static RuleFault tooMuch(List<Finding> findings) {
        var counts =
                findings.stream().collect(Collectors.groupingBy(Finding::item, TreeMap::new, Collectors.counting()));
        var most = counts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
        return RuleFault.of(most, "fired more than %d times".formatted(MOST_FIRINGS));
    }

    /** The item whose classes were at work when it was thrown; empty when that can't be seen. */
    private static String guilty(Throwable thrown, Set<String> items) {
        if (thrown instanceof ConsequenceException consequence)
            return Unit.item(consequence.getMatch().getRule().getPackageName());
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            var item = atWork(cause.getStackTrace(), items);
            if (!item.isEmpty()) return item;
        }
        return "";
    }

    /** The item whose classes are on the stack; empty when none's are. */
    static String atWork(StackTraceElement[] stack, Set<String> items) {
        for (var frame : stack)
            for (var item : items) if (frame.getClassName().startsWith(Unit.packaged(item) + ".")) return item;
        return "";
    }

    private static String what(Throwable thrown) {
        var root = thrown;
        while (root.getCause() != null) root = root.getCause();
        var message = root.getMessage();
        return root.getClass().getSimpleName()
                + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
    }
}

package tilsyn.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tilsyn.Fingerprint;
import tilsyn.decoder.FactJson;
import tilsyn.rule.Rulebook;
import tilsyn.rule.RulesBroken;
import tilsyn.rule.Scenario;
import tilsyn.rule.Scenarios;

/**
 * The rulebook that is judged by. Another takes its place whole, and only when it can be used and the scenarios of the items
 * whose files changed come out as they say; else the one before stays.
 */
final class RulesInUse {
    private static final Pattern OF_ITEM = Pattern.compile("(?:.*/)?([A-Z]+-\\d+)-[^/]*");
    private static final int SHOWN = 5;

    private final Path folder;
    private final Path cache;
    private volatile Rulebook rulebook;
    private volatile String problem = "";
    /** Files that the rulebook in use was made of. */
    private String used;

    private String seen;

    RulesInUse(Path folder, Path cache) throws IOException, RulesBroken {
        this.folder = folder;
        this.cache = cache;
        this.used = Fingerprint.of(folder);
        this.seen = used;
        this.rulebook = Rulebook.load(folder, cache);
    }

    Rulebook rulebook() {
        return rulebook;
    }

    /** Why what lies in the folder is not in use; empty when it is. */
    String problem() {
        return problem;
    }

    /**
     * Looks whether files have changed, and takes them when they can be used. From one thread at a time.
     *
     * @return what to say of it; empty when nothing changed, or files changed while they were read
     */
    Optional<String> look() throws IOException {
        var now = Fingerprint.of(folder);
        if (now.equals(seen)) return Optional.empty();
        var refusal = "";
        Rulebook fresh = null;
        try {
            fresh = Rulebook.load(folder, cache);
            if (!fresh.hash().equals(rulebook.hash())) refusal = failing(fresh, changed(now));
        } catch (RulesBroken broken) {
            refusal = String.valueOf(broken.getMessage());
        } catch (RuntimeException broken) {
            refusal = "They can't be tried: " + broken;
        }
        // someone saves meanwhile: what was read may be half of the one and half of the other
        if (!Fingerprint.of(folder).equals(now)) return Optional.empty();
        seen = now;
        problem = refusal;
        if (fresh == null || !refusal.isEmpty())
            return Optional.of("The rules have changed but can't be used; those before stay in use:\n" + refusal);
        used = now;
        if (fresh.hash().equals(rulebook.hash())) return Optional.empty();
        rulebook = fresh;
        return Optional.of("The rules have changed and are in use from now.");
    }

    /** Whether something was saved that was not yet looked at. */
    boolean isBehind() throws IOException {
        return !Fingerprint.of(folder).equals(seen);
    }

    /** Items whose files differ from those in use; empty for all of them, when files changed that many share. */
    private Set<String> changed(String now) {
        var lines = new TreeSet<>(now.lines().toList());
        var before = used.lines().toList();
        var differing = new ArrayList<>(before);
        differing.removeAll(lines);
        before.forEach(lines::remove);
        differing.addAll(lines);
        var items = new TreeSet<String>();
        for (var line : differing) {
            var item = OF_ITEM.matcher(line.replace('\\', '/').split(" ", 2)[0]);
            if (!item.matches()) return Set.of();
            items.add(item.group(1));
        }
        return items;
    }

    /** What scenarios say against it; empty when all come out right. */
    private String failing(Rulebook fresh, Set<String> items) throws IOException, RulesBroken {
        var judged = new TreeSet<String>();
        fresh.items().forEach(item -> judged.add(item.id()));
        var failed = new ArrayList<String>();
        for (var scenario : Scenarios.read(folder, FactJson::read)) {
            if (!judged.contains(scenario.item()) || !items.isEmpty() && !items.contains(scenario.item())) continue;
            var result = scenario.run(fresh);
            if (!result.passed()) failed.add(said(scenario, result));
        }
        if (failed.size() <= SHOWN) return String.join("\n", failed);
        return String.join("\n", failed.subList(0, SHOWN)) + "\nand %d more scenarios".formatted(failed.size() - SHOWN);
    }

    private static String said(Scenario scenario, Scenario.Result result) {
        return "%s:%d  %s: '%s' comes out otherwise: %s"
                .formatted(
                        scenario.file(),
                        scenario.line(),
                        scenario.item(),
                        scenario.name(),
                        String.join("; ", result.differences()));
    }
}

package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Boot;
import tilsyn.fact.Fact;
import tilsyn.fact.PatchGap;
import tilsyn.fact.PatchLevel;
import tilsyn.fact.RebootPending;
import tilsyn.fact.RestartWait;
import tilsyn.fact.UpdateInstall;
import tilsyn.fact.UpdateInstall.Result;
import tilsyn.fact.UpdateState;
import tilsyn.fact.UpdateState.Update;

/** Security updates that are not in effect on a Windows host. */
final class Patches {
    private static final Set<String> CLOSES_HOLES = Set.of("exploited", "critical", "security");
    /** Defender's definitions and platform, and the removal tool: they come daily or monthly and need no restart. */
    private static final Set<String> NEED_NO_RESTART = Set.of("KB2267602", "KB4052623", "KB890830");

    /** The registry keys CBS RebootPending and WindowsUpdate RebootRequired, as scripts call them. */
    private static final Set<String> UPDATE_WAITS = Set.of("CBS", "CBServicing", "WindowsUpdate");

    private final String host;
    private final List<Fact> facts;
    private final List<UpdateState> states = new ArrayList<>();

    private Patches(String host, List<Fact> facts) {
        this.host = host;
        this.facts = facts;
        for (var fact : facts) if (fact instanceof UpdateState state && state.missing() != null) states.add(state);
        states.sort(Comparator.comparing(UpdateState::time).thenComparing(UpdateState::origin));
    }

    /** Empty when nothing states which updates are missing. */
    static List<Fact> of(String host, List<Fact> facts, List<Fact> boots, List<Fact> waits) {
        var patches = new Patches(host, facts);
        if (patches.states.isEmpty()) return List.of();
        var newest = patches.states.get(patches.states.size() - 1);
        Map<String, PatchGap> gaps = new TreeMap<>();
        patches.waiting(boots, waits, gaps);
        patches.missing(newest, gaps);
        var all = new ArrayList<Fact>(gaps.values());
        all.add(new PatchLevel(host, updates(newest).size(), newest.time(), List.of(newest), newest.origin()));
        return all;
    }

    private static List<Update> updates(UpdateState state) {
        return state.missing() == null ? List.of() : state.missing();
    }

    private void missing(UpdateState newest, Map<String, PatchGap> gaps) {
        for (var update : updates(newest)) {
            if (!CLOSES_HOLES.contains(update.category()) || isReplaced(update)) continue;
            var name = update.kb().isEmpty() ? update.title() : update.kb();
            gaps.put(
                    name,
                    new PatchGap(
                            host,
                            name,
                            update.category(),
                            released(update, newest),
                            false,
                            newest.time(),
                            List.of(newest),
                            newest.origin()));
        }
    }

    /** Whether the update that supersedes it is installed. */
    private boolean isReplaced(Update update) {
        if (update.supersededBy().isEmpty()) return false;
        for (var fact : facts) {
            if (fact instanceof UpdateInstall install
                    && install.result() == Result.INSTALLED
                    && install.item().equalsIgnoreCase(update.supersededBy())) return true;
            if (fact instanceof UpdateState state
                    && state.installed() != null
                    && state.installed().stream().anyMatch(other -> other.kb().equalsIgnoreCase(update.supersededBy())))
                return true;
        }
        return false;
    }

    /** What was installed since the last full start, while a restart is pending. */
    private void waiting(List<Fact> boots, List<Fact> waits, Map<String, PatchGap> gaps) {
        var started = Instant.MIN;
        for (var fact : boots)
            if (fact instanceof Boot boot && boot.full() && boot.time().isAfter(started)) started = boot.time();
        for (var fact : waits)
            if (fact instanceof RestartWait wait) {
                boolean explained = false;
                for (var other : facts)
                    if (other instanceof UpdateInstall install
                            && install.result() == Result.INSTALLED
                            && install.time().isAfter(started)
                            && install.item().startsWith("KB")
                            && !NEED_NO_RESTART.contains(install.item())) {
                        waits(wait, install, gaps);
                        explained = true;
                    }
                if (!explained && mayBeUpdate(wait)) unexplained(wait, gaps);
            }
    }

    /** Whether an update may be what waits: the statement names one of Windows' own places for that, or no reason at all. */
    private static boolean mayBeUpdate(RestartWait wait) {
        for (var fact : wait.basis())
            if (fact instanceof RebootPending statement
                    && (statement.reasons().isEmpty()
                            || statement.reasons().stream().anyMatch(UPDATE_WAITS::contains))) return true;
        return false;
    }

    /** An update waits for a restart, but no log at hand tells which: nobody knows how old it is. */
    private void unexplained(RestartWait wait, Map<String, PatchGap> gaps) {
        gaps.put("", new PatchGap(host, "", "security", null, true, wait.time(), List.of(wait), wait.origin()));
    }

    private void waits(RestartWait pending, UpdateInstall install, Map<String, PatchGap> gaps) {
        var known = known(install.item());
        var category = known == null ? "security" : known.category();
        if (!CLOSES_HOLES.contains(category)) return;
        gaps.put(
                install.item(),
                new PatchGap(
                        host,
                        install.item(),
                        category,
                        released(install.item()),
                        true,
                        pending.time(),
                        List.of(install, pending),
                        install.origin()));
    }

    /** As the list says; else as an earlier list did. */
    private @Nullable Instant released(Update update, UpdateState list) {
        return isDated(update, list) ? update.when() : released(update.kb());
    }

    private @Nullable Instant released(String kb) {
        for (var state : states)
            for (var update : updates(state))
                if (!kb.isEmpty() && update.kb().equalsIgnoreCase(kb) && isDated(update, state)) return update.when();
        return null;
    }

    /** Nobody is offered what is released later; up to a day may be a time zone that was mistaken. */
    private static boolean isDated(Update update, UpdateState list) {
        return update.when() != null && !update.when().isAfter(list.time().plus(Duration.ofDays(1)));
    }

    /** What an earlier list said of the update; the earliest that dates it. */
    private @Nullable Update known(String kb) {
        if (kb.isEmpty()) return null;
        Update undated = null;
        for (var state : states)
            for (var update : updates(state))
                if (update.kb().equalsIgnoreCase(kb)) {
                    if (isDated(update, state)) return update;
                    undated = update;
                }
        return undated;
    }
}

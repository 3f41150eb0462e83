package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tilsyn.fact.Fact;
import tilsyn.fact.InstallHistory;
import tilsyn.fact.InstallTrouble;
import tilsyn.fact.KeyLog;
import tilsyn.fact.PackageState;
import tilsyn.fact.UpdateInstall;
import tilsyn.fact.UpdateInstall.Result;
import tilsyn.fact.UpdateState;

/** What came of installing updates, and which of them come to no good end. */
final class Installs {
    private static final Duration LOOK_BACK = Duration.ofDays(35);
    private static final Duration FRESH = Duration.ofDays(7);
    /** {@code 2025-10 Cumulative Update for Windows 11 ... (KB...)}: month, and what stays the same in the next month. */
    private static final Pattern MONTHLY = Pattern.compile("(20\\d\\d-\\d\\d)\\b");

    private static final Pattern CHANGING =
            Pattern.compile("(?i)20\\d\\d-\\d\\d|\\(?KB ?\\d{6,7}\\)?|\\(\\d[\\d.]*\\)");

    private final String host;
    private final List<Fact> facts;
    private final Context context;

    private Installs(String host, List<Fact> facts, Context context) {
        this.host = host;
        this.facts = facts;
        this.context = context;
    }

    /** One history when a log tells of installations, and each update that is in trouble. */
    static List<Fact> of(String host, List<Fact> facts, List<Fact> keyLogs, Living living, Context context) {
        var installs = new Installs(host, facts, context);
        var attempts = installs.attempts();
        var all = new ArrayList<Fact>(installs.history(attempts, keyLogs, living));
        all.addAll(installs.troubles(attempts));
        return all;
    }

    /** Oldest first; at the same moment what went wrong is believed. */
    private List<UpdateInstall> attempts() {
        var attempts = new ArrayList<UpdateInstall>();
        for (var fact : facts)
            if (fact instanceof UpdateInstall install
                    && !install.time().isBefore(context.asOf().minus(LOOK_BACK))) attempts.add(install);
        attempts.sort(Comparator.comparing(UpdateInstall::time)
                .thenComparing(UpdateInstall::result)
                .thenComparing(UpdateInstall::origin));
        return attempts;
    }

    private List<Fact> history(List<UpdateInstall> attempts, List<Fact> keyLogs, Living living) {
        var from = context.asOf().minus(window());
        var basis = new ArrayList<Fact>();
        boolean alive = false;
        for (var fact : keyLogs)
            if (fact instanceof KeyLog log && log.tells().equals("stops")) {
                basis.add(log);
                if (living.is(log.source()) && !log.completeSince().isAfter(from)) alive = true;
            }
        if (!attempts.isEmpty()) {
            var newest = attempts.get(attempts.size() - 1);
            basis.add(newest);
            // a list of installations tells of all of them, the log beside it or not
            if (attempts.stream().anyMatch(attempt -> attempt.feed().equals("updates")) && living.is("updates"))
                alive = true;
        }
        if (basis.isEmpty()) return List.of();
        var cited = basis.get(basis.size() - 1);
        return List.of(new InstallHistory(
                host,
                alive,
                attempts.size(),
                clear(),
                basis.stream().map(Fact::time).max(Comparator.naturalOrder()).orElse(cited.time()),
                basis,
                cited.origin()));
    }

    /** Whether the newest statement of what is missing is fresh and says nothing is. */
    private boolean clear() {
        Fact newest = null;
        boolean none = false;
        for (var fact : facts) {
            Boolean says = null;
            if (fact instanceof UpdateState state && state.missing() != null)
                says = state.missing().isEmpty();
            if (fact instanceof PackageState state) says = state.pending().isEmpty();
            if (says == null || newest != null && fact.time().isBefore(newest.time())) continue;
            newest = fact;
            none = says;
        }
        return none && newest != null && !newest.time().isBefore(context.asOf().minus(FRESH));
    }

    private List<Fact> troubles(List<UpdateInstall> attempts) {
        Map<String, List<UpdateInstall>> byItem = new TreeMap<>();
        for (var attempt : attempts)
            byItem.computeIfAbsent(attempt.item(), item -> new ArrayList<>()).add(attempt);
        var troubles = new ArrayList<Fact>();
        byItem.forEach((item, own) -> {
            var newest = own.get(own.size() - 1);
            if (newest.result() == Result.INSTALLED || isReplaced(newest, attempts)) return;
            var failed = failures(own);
            if (newest.result() == Result.FAILED && failed.isEmpty()) return;
            // what never was installed can't have been rolled back
            if (newest.result() == Result.ROLLED_BACK
                    && own.stream().noneMatch(attempt -> attempt.result() == Result.INSTALLED)) return;
            var basis = new ArrayList<Fact>(failed);
            if (!basis.contains(newest)) basis.add(newest);
            troubles.add(new InstallTrouble(
                    host,
                    item,
                    newest.title(),
                    failed.size(),
                    newest.code().isEmpty() ? "-" : newest.code(),
                    newest.result().name().toLowerCase(Locale.ROOT),
                    brokenSince(own),
                    basis,
                    newest.origin()));
        });
        return troubles;
    }

    /** Failures within the window, after the last success. */
    private List<UpdateInstall> failures(List<UpdateInstall> own) {
        var from = context.asOf().minus(window());
        Instant success = Instant.MIN;
        for (var attempt : own) if (attempt.result() == Result.INSTALLED) success = attempt.time();
        var failures = new ArrayList<UpdateInstall>();
        for (var attempt : own)
            if (attempt.result() == Result.FAILED
                    && attempt.time().isAfter(success)
                    && !attempt.time().isBefore(from)) failures.add(attempt);
        return failures;
    }

    /** The newest attempt; of a package left half done, the first of the row of attempts that left it so. */
    private static Instant brokenSince(List<UpdateInstall> own) {
        int first = own.size() - 1;
        if (own.get(first).result() == Result.BROKEN)
            while (first > 0 && own.get(first - 1).result() == Result.BROKEN) first--;
        return own.get(first).time();
    }

    /** Whether a later month's update of the same kind was installed after it. */
    private static boolean isReplaced(UpdateInstall failed, List<UpdateInstall> attempts) {
        var month = month(failed.title());
        if (month.isEmpty()) return false;
        return attempts.stream()
                .anyMatch(other -> other.result() == Result.INSTALLED
                        && other.time().isAfter(failed.time())
                        && kind(other.title()).equals(kind(failed.title()))
                        && month(other.title()).compareTo(month) >= 0);
    }

    private static String month(String title) {
        var month = MONTHLY.matcher(title);
        return month.find() ? month.group(1) : "";
    }

    static String kind(String title) {
        return CHANGING.matcher(title)
                .replaceAll("")
                .replaceAll("\\s+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private Duration window() {
        return Duration.ofDays(Math.round(context.limit("UPD-04.fail_window_d", host)));
    }
}

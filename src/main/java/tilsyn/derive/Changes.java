package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tilsyn.fact.Attestation;
import tilsyn.fact.Boot;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.MaintenanceWindow;
import tilsyn.fact.UpdateChange;
import tilsyn.fact.UpdateInstall;
import tilsyn.fact.UpdateInstall.Result;

/** Installations of updates on a host and restarts for them, held against windows, freezes and emergency changes. */
final class Changes {
    private static final Duration LOOK_BACK = Duration.ofDays(35);
    private static final Duration AFTER_INSTALL = Duration.ofHours(24);
    private static final Duration AFTER_WORD = Duration.ofMinutes(30);
    private static final Duration EXCUSED_AFTER = Duration.ofHours(24);
    /** An emergency lies in sight of what it excuses. */
    private static final Duration EXCUSED_BEFORE = Duration.ofDays(7);

    private static final Pattern UPDATER = Pattern.compile(
            "(?i).*(?:trustedinstaller|svchost|usoclient|mousocoreworker|musnotification|wuauclt|unattended|dnf).*");
    private static final Set<String> WORK = Set.of("patch", "maintenance");
    /** Definitions of Defender come several times a day and change nothing that runs. */
    private static final Set<String> UNPLANNED = Set.of("KB2267602", "KB4052623", "KB890830");

    private final String host;
    private final List<Fact> facts;
    private final Context context;
    private final List<UpdateChange> changes = new ArrayList<>();

    private Changes(String host, List<Fact> facts, Context context) {
        this.host = host;
        this.facts = facts;
        this.context = context;
    }

    static List<Fact> of(String host, List<Fact> facts, List<Fact> boots, Context context) {
        var declared = context.hosts().get(host);
        if (declared == null || !declared.active()) return List.of();
        var changes = new Changes(host, facts, context);
        for (var fact : facts)
            if (fact instanceof UpdateInstall install
                    && install.result() == Result.INSTALLED
                    && !UNPLANNED.contains(install.item())) changes.add("install", install.item(), install);
        for (var fact : boots)
            if (fact instanceof Boot boot && !boot.unexpected() && changes.isForUpdates(boot))
                changes.add("restart", boot.initiatedBy(), boot);
        return List.copyOf(changes.changes);
    }

    /** Whether all of it lay in the host's patch window, or in work that was approved before. */
    static boolean inWindow(String host, List<Fact> facts, Context context, Instant from, Instant until) {
        return new Changes(host, facts, context).isInWindow(from, until);
    }

    private boolean isForUpdates(Boot boot) {
        for (var fact : boot.basis())
            if (fact instanceof LogEvent event
                    && event.signature().equals("boot.requested")
                    && UPDATER.matcher(event.data("param1")).matches()) return true;
        var stopped = boot.time().minus(boot.down());
        for (var fact : facts) {
            if (fact instanceof LogEvent event
                    && event.signature().equals("updates.auto")
                    && event.message().toLowerCase(java.util.Locale.ROOT).contains("rebooting")
                    && isWithin(event.time(), boot.time(), AFTER_WORD.plus(boot.down()))) return true;
            if (fact instanceof UpdateInstall install
                    && install.result() == Result.INSTALLED
                    && !UNPLANNED.contains(install.item())
                    && isWithin(install.time(), stopped, AFTER_INSTALL)
                    && !isOwnUser(boot.initiatedBy())) return true;
        }
        return false;
    }

    /** Who works at a workstation turns it off in the evening, whatever was installed that day. */
    private boolean isOwnUser(String who) {
        var declared = context.hosts().get(host);
        return declared != null
                && declared.is("workstation")
                && who.contains("\\")
                && !who.toUpperCase(java.util.Locale.ROOT).endsWith("\\SYSTEM");
    }

    private static boolean isWithin(Instant earlier, Instant later, Duration limit) {
        return !earlier.isAfter(later) && !earlier.isBefore(later.minus(limit));
    }

    private void add(String change, String object, Fact fact) {
        // it was asked for while the machine still ran
        var moment = fact instanceof Boot boot ? boot.time().minus(boot.down()) : fact.time();
        if (moment.isBefore(context.asOf().minus(LOOK_BACK))) return;
        var declared = context.hosts().get(host);
        changes.add(new UpdateChange(
                host,
                change,
                object,
                declared != null && declared.is("workstation"),
                windows().anyMatch(window -> window.purpose().equals("freeze") && window.holdsAt(moment)),
                isInWindow(moment, fact.time()),
                isExcused(moment),
                context.zone(),
                moment,
                List.of(fact),
                fact.origin()));
    }

    private Stream<MaintenanceWindow> windows() {
        return Stream.concat(facts.stream(), context.customer().stream())
                .filter(MaintenanceWindow.class::isInstance)
                .map(MaintenanceWindow.class::cast)
                .filter(window -> window.host().isEmpty() || window.host().equals(host));
    }

    private boolean isInWindow(Instant from, Instant until) {
        var declared = context.hosts().get(host);
        var weekly = declared == null ? null : WeeklyWindow.of(declared.patchWindow());
        if (weekly != null && weekly.holdsAt(from, context.zone()) && weekly.holdsAt(until, context.zone()))
            return true;
        return windows()
                .anyMatch(window -> WORK.contains(window.purpose())
                        && !window.approver().isBlank()
                        && (window.created() == null || !window.created().isAfter(from))
                        && window.holdsAt(from)
                        && window.holdsAt(until));
    }

    private boolean isExcused(Instant moment) {
        return Stream.concat(facts.stream(), context.customer().stream())
                .filter(Attestation.class::isInstance)
                .map(Attestation.class::cast)
                .filter(one -> one.form().equals("emergency_change")
                        && one.valid()
                        && (one.subjects().isEmpty() || one.subjects().contains(host)))
                .anyMatch(one -> !one.time().isBefore(moment.minus(EXCUSED_BEFORE))
                        && !one.time().isAfter(moment.plus(EXCUSED_AFTER)));
    }
}

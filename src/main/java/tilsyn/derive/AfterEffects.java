package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tilsyn.fact.AfterEffect;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.Level;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogEvent;
import tilsyn.fact.TicketState;
import tilsyn.fact.UnexpectedStop;
import tilsyn.fact.UpdateInstall;
import tilsyn.fact.UpdateInstall.Result;

/** What went wrong on a host in the days after updates were installed there. */
final class AfterEffects {
    private static final Duration LOOK_BACK = Duration.ofDays(35);
    private static final Duration TO_HANDLE = Duration.ofDays(7);
    private static final int USUAL_DAYS = 14;
    private static final int FEWEST_ERRORS = 10;

    private final String host;
    private final List<Fact> facts;
    private final Context context;
    private final Duration after;
    private final List<Fact> effects = new ArrayList<>();

    private AfterEffects(String host, List<Fact> facts, Context context) {
        this.host = host;
        this.facts = facts;
        this.context = context;
        this.after = Duration.ofHours(Math.round(context.limit("UPD-10.post_patch_h")));
    }

    static List<Fact> of(String host, List<Fact> facts, List<Fact> stops, Context context) {
        var effects = new AfterEffects(host, facts, context);
        for (var stop : stops)
            if (stop instanceof UnexpectedStop crash)
                effects.add(
                        "stop",
                        crash,
                        crash.time().minus(crash.down()),
                        !crash.rootCause().isEmpty());
        for (var fact : facts) {
            if (!(fact instanceof UpdateInstall install)) continue;
            if (install.result() == Result.ROLLED_BACK) effects.add("rolled_back", install, install.time(), false);
            if (install.result() == Result.INSTALLED
                    && !install.time().isBefore(context.asOf().minus(LOOK_BACK))) effects.errors(install);
        }
        return List.copyOf(effects.effects);
    }

    private void add(String effect, Fact fact, Instant moment, boolean explained) {
        if (moment.isBefore(context.asOf().minus(LOOK_BACK))) return;
        UpdateInstall cause = null;
        for (var other : facts)
            if (other instanceof UpdateInstall install
                    && install.result() == Result.INSTALLED
                    && !install.time().isAfter(moment)
                    && !install.time().isBefore(moment.minus(after))) cause = install;
        if (cause == null) return;
        effects.add(new AfterEffect(
                host,
                effect,
                cause.item(),
                Duration.between(cause.time(), moment),
                explained || isHandled(moment),
                0,
                moment,
                List.of(cause, fact),
                fact.origin()));
    }

    /** A root cause, or a ticket of the host that someone concluded on, within 7 days. */
    private boolean isHandled(Instant moment) {
        var limit = moment.plus(TO_HANDLE);
        return Stream.concat(facts.stream(), context.customer().stream()).anyMatch(fact -> {
            if (fact instanceof TicketState ticket)
                return ticket.host().equals(host)
                        && ticket.concluded()
                        && !ticket.time().isBefore(moment)
                        && !ticket.active().isAfter(limit);
            return fact instanceof Attestation attestation
                    && attestation.form().equals("root_cause")
                    && attestation.valid()
                    && attestation.subjects().contains(host)
                    && !attestation.time().isBefore(moment)
                    && !attestation.time().isAfter(limit);
        });
    }

    /** Errors a day since the installation against the usual number of the 14 days before. */
    private void errors(UpdateInstall install) {
        var until = install.time().plus(after);
        if (until.isAfter(context.asOf())) until = context.asOf();
        double days = Duration.between(install.time(), until).toHours() / 24.0;
        if (days < 1) return;
        var before = new long[USUAL_DAYS];
        long since = 0;
        for (var fact : facts) {
            long errors = errors(fact);
            if (errors == 0) continue;
            if (!fact.time().isBefore(install.time()) && fact.time().isBefore(until)) since += errors;
            long ago =
                    Math.floorDiv(Duration.between(fact.time(), install.time()).toMinutes(), 1_440L);
            if (fact.time().isBefore(install.time()) && ago < USUAL_DAYS) before[(int) ago] += errors;
        }
        Arrays.sort(before);
        double usual = (before[USUAL_DAYS / 2 - 1] + before[USUAL_DAYS / 2]) / 2.0;
        double factor = since / days / Math.max(usual, 1);
        if (since < FEWEST_ERRORS || factor < 1) return;
        effects.add(new AfterEffect(
                host,
                "errors",
                install.item(),
                after,
                false,
                factor,
                install.time(),
                List.of(install),
                install.origin()));
    }

    private static long errors(Fact fact) {
        if (fact instanceof LogCount count) return isError(count.level()) ? count.count() : 0;
        return fact instanceof LogEvent event && isError(event.level()) ? 1 : 0;
    }

    private static boolean isError(Level level) {
        return level == Level.ERROR || level == Level.CRITICAL;
    }
}

package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Attestation;
import tilsyn.fact.Boot;
import tilsyn.fact.Fact;
import tilsyn.fact.UnexpectedStop;

/** Unexpected stops with what people have found out about them. */
final class Stops {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration ABOUT = Duration.ofHours(12);

    private Stops() {}

    static List<Fact> of(String host, List<Fact> facts, List<Fact> boots, Context context) {
        var unexpected = new ArrayList<Boot>();
        for (var fact : boots) if (fact instanceof Boot boot && boot.unexpected()) unexpected.add(boot);
        var causes = context.attestations("root_cause", host, facts);
        var stops = new ArrayList<Fact>();
        for (var boot : unexpected) {
            var cause = cause(boot, unexpected, causes, context);
            var basis = new ArrayList<Fact>();
            basis.add(boot);
            if (cause != null) basis.add(cause);
            stops.add(new UnexpectedStop(
                    host,
                    boot.time(),
                    boot.down(),
                    inMonth(boot, unexpected),
                    Workdays.between(context.day(boot.time()), context.today()),
                    cause == null ? "" : cause.no(),
                    basis,
                    boot.origin()));
        }
        return stops;
    }

    private static int inMonth(Boot first, List<Boot> stops) {
        var until = first.time().plus(MONTH);
        return (int) stops.stream()
                .filter(stop ->
                        !stop.time().isBefore(first.time()) && !stop.time().isAfter(until))
                .count();
    }

    /** The one that names the stop's time or date; without either, the first filed after it and before the next stop. */
    private static @Nullable Attestation cause(Boot stop, List<Boot> stops, List<Attestation> causes, Context context) {
        for (var cause : causes) {
            var about = cause.about();
            if (about == null ? isNext(stop, stops, cause.time()) : isAbout(stop, about, context)) return cause;
        }
        return null;
    }

    private static boolean isAbout(Boot stop, Instant about, Context context) {
        return context.day(about).equals(context.day(stop.time()))
                || Duration.between(about, stop.time()).abs().compareTo(ABOUT) <= 0;
    }

    private static boolean isNext(Boot stop, List<Boot> stops, Instant filed) {
        return !filed.isBefore(stop.time())
                && stops.stream()
                        .noneMatch(other -> other.time().isAfter(stop.time())
                                && !other.time().isAfter(filed));
    }
}

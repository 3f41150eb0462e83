package tilsyn.fact;

import java.util.List;

/** A fact that Tilsyn computed from other facts; it can be followed back to them. */
public sealed interface Derived extends Fact
        permits Arrivals,
                AutoUpdateStreak,
                Boot,
                FrictionThread,
                HostVerdict,
                KeyLog,
                LogonPattern,
                PackageWait,
                RecordSequence,
                RestartWait,
                SeenDays,
                Sighting,
                SourceHeartbeat,
                TalkRhythm,
                UnexpectedStop,
                UnknownHost,
                VolumeTrend {
    /** The facts it rests on, so that a citation never ends at a computed value. */
    List<Fact> basis();

    @Override
    default Kind kind() {
        return Kind.DERIVED;
    }
}

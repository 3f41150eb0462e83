package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tilsyn.fact.Fact;
import tilsyn.fact.VolumeTrend;
import tilsyn.fact.VolumeUsage;

/** Where volumes are heading, by the slope of Theil and Sen, which a few odd days can't bend. */
final class Trends {
    private static final Duration LOOK_BACK = Duration.ofDays(28);
    private static final double JUMP = 0.10;
    private static final double SECONDS_PER_DAY = 86_400.0;

    /** Standard deviations on either side of the mean that hold 95 % of a normal distribution. */
    private static final double NINETY_FIVE = 1.96;

    private Trends() {}

    /** One for each volume, by name. */
    static List<Fact> of(String host, List<Fact> facts, Context context) {
        return of(host, facts, context.asOf(), context.zone());
    }

    static List<Fact> of(String host, List<Fact> facts, Instant asOf, ZoneId zone) {
        var trends = new ArrayList<Fact>();
        daily(facts, asOf.minus(LOOK_BACK), zone)
                .forEach((volume, days) -> trends.add(trend(host, volume, sinceJump(List.copyOf(days.values())))));
        return trends;
    }

    /** The last sample of each day, by volume. */
    static SortedMap<String, SortedMap<LocalDate, VolumeUsage>> daily(List<Fact> facts, Instant from, ZoneId zone) {
        var volumes = new TreeMap<String, SortedMap<LocalDate, VolumeUsage>>();
        for (var fact : facts)
            if (fact instanceof VolumeUsage usage && !usage.time().isBefore(from))
                volumes.computeIfAbsent(usage.volume(), volume -> new TreeMap<>())
                        .merge(usage.time().atZone(zone).toLocalDate(), usage, Trends::later);
        return volumes;
    }

    private static VolumeUsage later(VolumeUsage one, VolumeUsage other) {
        int order = one.time().compareTo(other.time());
        // of two sizes stated for the same moment the fuller is believed
        if (order == 0) order = Long.compare(other.free(), one.free());
        return order >= 0 ? one : other;
    }

    private static List<VolumeUsage> sinceJump(List<VolumeUsage> samples) {
        for (int at = samples.size() - 1; at > 0; at--) {
            var sample = samples.get(at);
            var before = samples.get(at - 1);
            if (isJump(before.size(), sample.size(), sample) || isJump(before.free(), sample.free(), sample))
                return samples.subList(at, samples.size());
        }
        return samples;
    }

    private static boolean isJump(long before, long after, VolumeUsage sample) {
        return Math.abs(after - before) > JUMP * sample.size();
    }

    /** Change of free space a day over such samples, since the last jump; oldest first. */
    static double perDay(List<VolumeUsage> samples) {
        return Slope.of(sinceJump(samples)).middle;
    }

    private static VolumeTrend trend(String host, String volume, List<VolumeUsage> samples) {
        var newest = samples.get(samples.size() - 1);
        var slope = Slope.of(samples);
        double perDay = slope.middle;
        return new VolumeTrend(
                host,
                volume,
                newest.size(),
                newest.free(),
                samples.size(),
                perDay,
                slope.low,
                slope.high,
                perDay < 0 ? newest.free() / -perDay : null,
                samples.get(0).time(),
                newest.time(),
                samples.size() == 1 ? List.of(newest) : List.of(newest, samples.get(0)),
                newest.origin());
    }

    /**
     * The median of the slopes between all pairs of samples, in bytes a day, and the interval around it, by the ranks that
     * Sen (1968) takes from the variance of Kendall's statistic; with few samples it is all there is.
     */
    private record Slope(double low, double middle, double high) {
        static Slope of(List<VolumeUsage> samples) {
            int count = samples.size();
            if (count < 2) return new Slope(0, 0, 0);
            var slopes = slopes(samples);
            int half = slopes.length / 2;
            double middle = slopes.length % 2 == 1 ? slopes[half] : (slopes[half - 1] + slopes[half]) / 2;
            double spread = NINETY_FIVE * Math.sqrt(count * (count - 1) * (2.0 * count + 5) / 18);
            int low = (int) Math.floor((slopes.length - spread) / 2) - 1;
            int high = (int) Math.ceil((slopes.length + spread) / 2);
            return new Slope(slopes[Math.max(0, low)], middle, slopes[Math.min(slopes.length - 1, high)]);
        }

        /** Ascending. */
        private static double[] slopes(List<VolumeUsage> samples) {
            int count = samples.size();
            var slopes = new double[count * (count - 1) / 2];
            int at = 0;
            for (int from = 0; from < count; from++)
                for (int until = from + 1; until < count; until++) {
                    var earlier = samples.get(from);
                    var later = samples.get(until);
                    double days = Duration.between(earlier.time(), later.time()).toSeconds() / SECONDS_PER_DAY;
                    slopes[at++] = (later.free() - earlier.free()) / days;
                }
            Arrays.sort(slopes);
            return slopes;
        }
    }
}

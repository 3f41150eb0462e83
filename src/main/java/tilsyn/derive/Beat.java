package tilsyn.derive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Whether something happens by the clock, as machines do, rather than when someone feels like it. */
final class Beat {
    private static final int AT_LEAST = 4;
    private static final double SHARE = 0.75;
    private static final long RETRIES_MINUTES = 10;

    private Beat() {}

    /**
     * Whether at least three quarters of the intervals are alike, to a twentieth and at most five minutes. What comes in
     * clusters of retries is judged by the clusters.
     */
    static boolean isRegular(Collection<Instant> moments) {
        var minutes = moments.stream()
                .map(moment -> moment.getEpochSecond() / 60)
                .distinct()
                .sorted()
                .toList();
        return isEven(minutes) || isEven(clusters(minutes));
    }

    private static boolean isEven(List<Long> minutes) {
        var gaps = new ArrayList<Long>();
        for (int at = 1; at < minutes.size(); at++) gaps.add(minutes.get(at) - minutes.get(at - 1));
        if (gaps.size() < AT_LEAST) return false;
        var sorted = gaps.stream().sorted().toList();
        long usual = sorted.get(sorted.size() / 2);
        long off = usual < 5 ? 0 : Math.min(5, Math.max(1, usual / 20));
        long alike = gaps.stream().filter(gap -> Math.abs(gap - usual) <= off).count();
        return alike >= SHARE * gaps.size();
    }

    /** First minutes of stretches without a pause of more than ten minutes. */
    private static List<Long> clusters(List<Long> minutes) {
        var first = new ArrayList<Long>();
        long before = Long.MIN_VALUE;
        for (long minute : minutes) {
            if (first.isEmpty() || minute - before > RETRIES_MINUTES) first.add(minute);
            before = minute;
        }
        return first;
    }
}

package tilsyn.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.LogCount;

/**
 * How a count of several inputs comes about: what one input says is summed, and of what two inputs say the larger counts,
 * minute by minute, as they show the same events. All feeds that go on are one input: an event comes by one of them.
 *
 * @param input the input that is being read
 * @param before what inputs before it say
 * @param own what it has said so far
 * @param live what feeds have said so far
 */
record Merging(long input, List<Integer> before, List<Integer> own, List<Integer> live) {
    private static final List<Integer> NONE = Collections.nCopies(60, 0);

    /**
     * @param text as {@link #text()} gave it; null when only {@code first} has counted
     * @param feed whether that is a feed
     */
    static Merging of(@Nullable String text, long first, boolean feed, LogCount count) {
        if (text == null)
            return feed
                    ? new Merging(-1, NONE, NONE, count.minutes())
                    : new Merging(first, NONE, count.minutes(), NONE);
        var parts = text.split(";", -1);
        return new Merging(
                Long.parseLong(parts[0]),
                minutes(parts[1]),
                minutes(parts[2]),
                parts.length > 3 ? minutes(parts[3]) : NONE);
    }

    Merging plus(long from, List<Integer> minutes) {
        if (from == input) return new Merging(input, before, each(own, minutes, Merging::added), live);
        return new Merging(from, each(before, own, Math::max), minutes, live);
    }

    Merging plusLive(List<Integer> minutes) {
        return new Merging(input, before, own, each(live, minutes, Merging::added));
    }

    List<Integer> merged() {
        return each(each(before, own, Math::max), live, Math::max);
    }

    String text() {
        return input + ";" + text(before) + ";" + text(own) + (live.equals(NONE) ? "" : ";" + text(live));
    }

    static List<Integer> larger(List<Integer> one, List<Integer> other) {
        return each(one, other, Math::max);
    }

    static List<Integer> sum(List<Integer> one, List<Integer> other) {
        return each(one, other, Merging::added);
    }

    private static List<Integer> each(
            List<Integer> one, List<Integer> other, java.util.function.IntBinaryOperator operator) {
        var both = new ArrayList<Integer>(60);
        for (int i = 0; i < 60; i++) both.add(operator.applyAsInt(one.get(i), other.get(i)));
        return both;
    }

    /** Stops at the largest number rather than running over it. */
    private static int added(int one, int other) {
        return (int) Math.min(Integer.MAX_VALUE, (long) one + other);
    }

    private static String text(List<Integer> minutes) {
        return minutes.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Integer> minutes(String text) {
        return Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
    }

    /** The count of both: larger per minute, first origin and last. */
    static LogCount of(LogCount one, LogCount other, List<Integer> minutes) {
        var first = one.origin().compareTo(other.origin()) <= 0 ? one.origin() : other.origin();
        var last = one.last().compareTo(other.last()) >= 0 ? one.last() : other.last();
        return new LogCount(
                one.host(),
                one.channel(),
                one.provider(),
                one.signature(),
                one.template(),
                one.key(),
                one.level(),
                one.hour(),
                minutes,
                first,
                last);
    }
}

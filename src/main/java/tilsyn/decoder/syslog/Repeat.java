package tilsyn.decoder.syslog;

import org.jspecify.annotations.Nullable;

/**
 * A line that stands for several equal ones: {@code last message repeated 3 times}, or
 * {@code message repeated 3 times: [ the message]}.
 *
 * @param times how many more there were, at most {@value #MOST}
 * @param message the message repeated; empty when it is that of the line before
 */
record Repeat(int times, String message) {
    static final int MOST = 10_000;

    private static final String LAST = "last message repeated ";
    private static final String THIS = "message repeated ";

    /** What the message repeats, or null when it is one of its own. */
    static @Nullable Repeat of(String message) {
        var bare = message.startsWith("--- ") ? message.substring(4) : message;
        boolean last = bare.startsWith(LAST);
        if (!last && !bare.startsWith(THIS)) return null;
        int at = last ? LAST.length() : THIS.length();
        int times = 0;
        int from = at;
        for (; at < bare.length() && bare.charAt(at) >= '0' && bare.charAt(at) <= '9'; at++)
            times = Math.min(MOST, times * 10 + bare.charAt(at) - '0');
        if (at == from || !bare.startsWith(" time", at)) return null;
        if (last) return new Repeat(times, "");
        int open = bare.indexOf('[', at);
        if (open < 0 || !bare.endsWith("]")) return null;
        return new Repeat(times, bare.substring(open + 1, bare.length() - 1).strip());
    }
}

package tilsyn.rule;

import java.time.Duration;
import java.util.regex.Pattern;

/** Lengths of time as cards give them: {@code 30h}, {@code 7d}, {@code 15min}. */
final class Spans {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6}) ?(min|h|d)");

    private Spans() {}

    static Duration read(Entry entry) {
        var span = SPAN.matcher(entry.text());
        if (!span.matches()) {
            entry.problem("'%s' is no length of time. Expected such as 30h, 7d or 15min.".formatted(entry.text()));
            return Duration.ZERO;
        }
        long number = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}

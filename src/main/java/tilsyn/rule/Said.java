package tilsyn.rule;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.rule.Match;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.verdict.Finding;
import tilsyn.verdict.Reason;

/** Hears what clauses say in one session, and cites the facts that each had matched. */
final class Said extends DefaultAgendaEventListener implements Say {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    /** Days beyond which a span can only have been reckoned from the beginning of time. */
    private static final long LONGEST_SPAN = 36_500;

    private final ZoneId zone;
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable Match match;

    Said(ZoneId zone) {
        this.zone = zone;
    }

    List<Finding> findings() {
        return findings;
    }

    @Override
    public void beforeMatchFired(BeforeMatchFiredEvent event) {
        match = event.getMatch();
    }

    @Override
    public void fail(String object, Object... values) {
        say(null, object, values);
    }

    @Override
    public void warn(String object, Object... values) {
        say(null, object, values);
    }

    @Override
    public void noEvidence(Reason reason, String object, Object... values) {
        say(reason, object, values);
    }

    private void say(@Nullable Reason reason, String object, Object... values) {
        if (match == null) throw new IllegalStateException("nothing fires");
        var rule = match.getRule().getName().split(" ", 3);
        if (!rule[0].equals(Unit.item(match.getRule().getPackageName())))
            throw new IllegalStateException("a rule speaks for another item, %s".formatted(rule[0]));
        var named = new TreeMap<String, String>();
        for (int i = 0; i + 1 < values.length; i += 2) named.put(String.valueOf(values[i]), shown(values[i + 1]));
        findings.add(new Finding(rule[0], rule[1], object, named, reason, cited(match.getObjects())));
    }

    static List<Fact> cited(Collection<?> matched) {
        var facts = new TreeSet<>(Facts.ORDER);
        for (var object : matched)
            if (object instanceof Fact fact) facts.add(fact);
            else if (object instanceof Collection<?> collected)
                for (var element : collected) if (element instanceof Fact fact) facts.add(fact);
        return List.copyOf(facts);
    }

    String shown(@Nullable Object value) {
        if (value == null) return "";
        // the beginning of time stands for "never"
        if (value instanceof Instant instant && instant.getEpochSecond() <= 0) return "";
        // registers state days, which begin at midnight
        if (value instanceof Instant instant) {
            var local = instant.atZone(zone);
            return local.toLocalTime().equals(LocalTime.MIDNIGHT)
                    ? local.toLocalDate().toString()
                    : MINUTES.format(local);
        }
        if (value instanceof Duration duration) return duration.toDays() > LONGEST_SPAN ? "" : shown(duration);
        if (value instanceof Double || value instanceof Float || value instanceof BigDecimal)
            return shown(((Number) value).doubleValue());
        if (value instanceof Collection<?> values)
            return values.stream().map(this::shown).collect(Collectors.joining(", "));
        return value.toString();
    }

    /** With at most two decimals, the same everywhere. */
    private static String shown(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) return "";
        var rounded = BigDecimal.valueOf(number).setScale(2, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** In the largest unit of which there are at least two or three: {@code 49 h}, {@code 13 d}, {@code 25 min}. */
    private static String shown(Duration duration) {
        if (duration.toHours() >= 72) return duration.toDays() + " d";
        if (duration.toMinutes() >= 120) return duration.toHours() + " h";
        return duration.toMinutes() + " min";
    }
}

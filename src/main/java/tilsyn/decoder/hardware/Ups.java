package tilsyn.decoder.hardware;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Quantity;
import tilsyn.fact.Origin;
import tilsyn.fact.UpsState;
import tilsyn.fact.UpsState.State;

/** What is gathered of one UPS until all of it is read. Of words that contradict each other the worse counts. */
final class Ups {
    private static final Pattern DATE = Pattern.compile("((?:19|20)\\d\\d)[-/](\\d\\d)[-/](\\d\\d)");
    private static final int OLDEST_YEAR = 1995;
    private static final int MOST_TROUBLES = 20;

    String name = "";
    String nativeState = "";

    @Nullable
    Double charge;

    @Nullable
    Duration runtime;

    @Nullable
    Double load;

    @Nullable
    Boolean testPassed;

    @Nullable
    Instant tested;

    @Nullable
    LocalDate batteryDate;

    private State state = State.UNKNOWN;
    private boolean online;
    private boolean unknown;
    private boolean low;
    private boolean replace;
    private final List<String> troubles = new ArrayList<>();

    void online() {
        online = true;
    }

    /** On battery, in bypass or off: of several the last in this order. */
    void state(State told) {
        if (state == State.UNKNOWN || told.compareTo(state) > 0) state = told;
    }

    void lowBattery() {
        low = true;
    }

    void replaceBattery() {
        replace = true;
    }

    void trouble(String words) {
        if (troubles.size() < MOST_TROUBLES && !troubles.contains(words)) troubles.add(words);
    }

    /** A word that nobody knows makes of no UPS a healthy one. */
    void unknown(String word) {
        unknown = true;
        trouble(word);
    }

    UpsState at(String host, Instant time, Origin origin) {
        var told = state != State.UNKNOWN ? state : online && !unknown ? State.ON_LINE : State.UNKNOWN;
        return new UpsState(
                host,
                name,
                told,
                nativeState,
                low,
                replace,
                troubles,
                charge,
                runtime,
                load,
                testPassed,
                tested,
                batteryDate,
                time,
                origin);
    }

    static @Nullable Duration duration(@Nullable String number, int seconds) {
        var amount = Quantity.number(number);
        return amount == null || amount < 0 || amount > 1e7 ? null : Duration.ofSeconds(Math.round(amount * seconds));
    }

    /** Only with the year first, as nobody can tell days from months otherwise; null for what no battery is as old as. */
    static @Nullable LocalDate date(String text) {
        var date = DATE.matcher(text.strip());
        if (!date.matches()) return null;
        try {
            var day = LocalDate.of(
                    Integer.parseInt(date.group(1)), Integer.parseInt(date.group(2)), Integer.parseInt(date.group(3)));
            return day.getYear() < OLDEST_YEAR ? null : day;
        } catch (DateTimeException none) {
            return null;
        }
    }
}

package tilsyn.decoder.syslog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tilsyn.fact.Level;

/** What a trap's name tells, as MIBs compose it: {@code upsReturnFromLowBattery}. */
final class TrapName {
    /** Those of standards, and of the commonest UPS cards, where no MIB was at hand to name them. */
    private static final Map<String, String> NUMBERS = Map.ofEntries(
            Map.entry("1.3.6.1.6.3.1.1.5.1", "coldStart"),
            Map.entry("1.3.6.1.6.3.1.1.5.2", "warmStart"),
            Map.entry("1.3.6.1.6.3.1.1.5.3", "linkDown"),
            Map.entry("1.3.6.1.6.3.1.1.5.4", "linkUp"),
            Map.entry("1.3.6.1.6.3.1.1.5.5", "authenticationFailure"),
            Map.entry("1.3.6.1.2.1.33.2.1", "upsTrapOnBattery"),
            Map.entry("1.3.6.1.2.1.33.2.0.1", "upsTrapOnBattery"),
            Map.entry("1.3.6.1.4.1.318.0.5", "upsOnBattery"),
            Map.entry("1.3.6.1.4.1.318.0.7", "lowBattery"),
            Map.entry("1.3.6.1.4.1.318.0.9", "powerRestored"));

    private static final Set<String> USUAL = Set.of("coldstart", "warmstart", "linkup");
    private static final Set<String> NOT_URGENT = Set.of("authenticationfailure");
    private static final Set<String> GOOD =
            Set.of("restored", "return", "returned", "cleared", "passed", "normal", "recovered", "reestablished");
    private static final Set<String> BAD =
            Set.of("failed", "failure", "fault", "faulty", "overload", "critical", "depleted", "exhausted", "broken");
    private static final List<String> BAD_TOGETHER = List.of(
            "over temp", "low battery", "battery low", "replace battery", "needs replac", "shut down", "shutdown");

    private TrapName() {}

    /** The last part of what names it; numbers that nobody named as they are. */
    static String of(String trap) {
        var bare = trap.startsWith(".") ? trap.substring(1) : trap;
        if (bare.startsWith("iso.")) bare = "1" + bare.substring(3);
        var known = NUMBERS.get(bare);
        return known != null ? known : bare.substring(bare.lastIndexOf(':') + 1);
    }

    /** A name that tells neither trouble nor its end is a warning: it is for a person to look at. */
    static Level level(String name) {
        var together = name.replace(" ", "").toLowerCase(Locale.ROOT);
        if (USUAL.contains(together)) return Level.INFO;
        if (NOT_URGENT.contains(together)) return Level.WARNING;
        var spaced = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        var words = Arrays.asList(spaced.split("[^a-z]+"));
        boolean denied = words.contains("not") || words.contains("no") || words.contains("un");
        if (words.stream().anyMatch(GOOD::contains)) return denied ? Level.WARNING : Level.INFO;
        boolean bad =
                words.stream().anyMatch(BAD::contains) || BAD_TOGETHER.stream().anyMatch(spaced::contains);
        return bad && !denied ? Level.ERROR : Level.WARNING;
    }
}

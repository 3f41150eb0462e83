package tilsyn.verdict;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What rules and feeds call things, as people say it in each language. */
final class Vocabulary {
    /** Placeholders whose values are words of a rule or names of feeds, rather than what was read. */
    private static final Set<String> SPOKEN = Set.of("state", "status", "pattern", "account", "source", "by");

    private static final Pattern FEED = Pattern.compile("(windows|backup):(.+)");

    private static final Map<String, Words> WORDS = Map.ofEntries(
            entry("off", new Words("off", "av")),
            entry("real-time off", new Words("off", "av")),
            entry("service stopped", new Words("stopped", "stanset")),
            entry("passive", new Words("passive", "i passiv modus")),
            entry("tamper protection off", new Words("tamper protection is off", "manipulasjonsbeskyttelsen er av")),
            entry("degraded", new Words("degraded", "svekket")),
            entry("failed", new Words("failed", "sviktet")),
            entry("flapping", new Words("unsteady", "ustabil")),
            entry("missing", new Words("missing", "borte")),
            entry("slow", new Words("too slow", "for treg")),
            entry("beat", new Words("at regular intervals", "i jevn takt")),
            entry("burst", new Words("many in a short time", "mange på kort tid")),
            entry("spray", new Words("against many accounts", "mot mange kontoer")),
            entry("break-in", new Words("followed by a success", "fulgt av en vellykket pålogging")),
            entry("lock-outs", new Words("locked out", "utestengt")),
            entry("*", new Words("several", "flere")),
            entry("syslog", new Words("the system log", "systemloggen")),
            entry("sensors", new Words("the feed of sensor readings", "kilden for sensormålinger")),
            entry("raid", new Words("the feed of RAID states", "kilden for RAID-status")),
            entry("disks", new Words("the feed of disk health", "kilden for disktilstand")),
            entry("antivirus", new Words("the feed of antivirus status", "kilden for antivirusstatus")),
            entry("updates", new Words("the feed of update status", "kilden for oppdateringsstatus")),
            entry("volumes", new Words("the feed of free disk space", "kilden for ledig diskplass")),
            entry("guests", new Words("the list of virtual machines", "listen over virtuelle maskiner")));

    private Vocabulary() {}

    /** @param name of the placeholder that has the value */
    static Words of(String name, String value) {
        // versions stay as they are, though they look like numbers
        if (name.contains("version")) return Words.same(value);
        if (!SPOKEN.contains(name)) return Words.value(value);
        var feed = FEED.matcher(value);
        if (feed.matches())
            return feed.group(1).equals("windows")
                    ? new Words("the Windows log " + feed.group(2), "Windows-loggen " + feed.group(2))
                    : new Words("the backup log of " + feed.group(2), "backuploggen fra " + feed.group(2));
        return WORDS.getOrDefault(value, Words.value(value));
    }
}

package tilsyn.verdict;

import static java.util.Map.entry;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What rules and feeds call things, as people say it in each language. */
final class Vocabulary {
    /** Placeholders whose values are words of a rule or names of feeds, rather than what was read. */
    private static final Set<String> SPOKEN = Set.of(
            "state", "status", "pattern", "account", "source", "by", "attribute", "problem", "change", "part", "class");

    /** Those whose values are put together of words and numbers. */
    private static final Set<String> COMPOSED = Set.of("attribute", "status", "problem");

    private static final Pattern FEED = Pattern.compile("(windows|backup):(.+)");

    /** Of which nobody wants to know a fraction. */
    private static final Pattern MANY_DAYS = Pattern.compile("\\d{2,9}\\.\\d+");

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
            entry("SUCCESS", new Words("succeeded", "vellykket")),
            entry("WARNING", new Words("succeeded with warnings", "vellykket med advarsler")),
            entry("FAILED", new Words("failed", "feilet")),
            entry("CANCELLED", new Words("cancelled", "avbrutt")),
            entry("RUNNING", new Words("still running", "fortsatt i gang")),
            entry("UNKNOWN", new Words("unknown", "ukjent")),
            entry("CRASH", new Words("only as after a power cut", "bare som etter strømbrudd")),
            entry("*", new Words("several", "flere")),
            entry("group", new Words("group", "gruppe")),
            entry("service", new Words("service", "tjeneste")),
            entry("audit", new Words("audit policy", "revisjon")),
            entry("workstation", new Words("workstations", "arbeidsstasjoner")),
            entry("server", new Words("servers", "servere")),
            entry("psu", new Words("power supply", "strømforsyning")),
            entry("fan", new Words("fan", "vifte")),
            entry("battery", new Words("battery", "batteri")),
            entry("syslog", new Words("the system log", "systemloggen")),
            entry("sensors", new Words("the feed of sensor readings", "kilden for sensormålinger")),
            entry("raid", new Words("the feed of RAID states", "kilden for RAID-status")),
            entry("disks", new Words("the feed of disk health", "kilden for disktilstand")),
            entry("antivirus", new Words("the feed of antivirus status", "kilden for antivirusstatus")),
            entry("updates", new Words("the feed of update status", "kilden for oppdateringsstatus")),
            entry("volumes", new Words("the feed of free disk space", "kilden for ledig diskplass")),
            entry("guests", new Words("the list of virtual machines", "listen over virtuelle maskiner")),
            entry("ups", new Words("the feed of UPS states", "kilden for UPS-status")),
            entry("memory", new Words("the feed of memory errors", "kilden for minnefeil")));

    private static final Map<String, String> TOOLS =
            Map.of("veeam", "Veeam", "wsb", "Windows Server Backup", "borg", "BorgBackup");

    /** Parts of what rules and disks say, in the order in which they are looked for. */
    private static final List<Words> PARTS = List.of(
            new Words("state ", "tilstand "),
            new Words("SMART says FAILED", "SMART melder feil"),
            new Words("failure predicted", "varsler at den vil svikte"),
            new Words("NVMe critical warning", "kritisk NVMe-varsel"),
            new Words("reallocated sectors", "omplasserte sektorer"),
            new Words("media errors", "mediefeil"),
            new Words("pending sectors", "ventende sektorer"),
            new Words("reported uncorrectable", "meldte ulesbare sektorer"),
            new Words("offline uncorrectable", "ulesbare sektorer"),
            new Words(" pending", " ventende sektorer"),
            new Words("spare ", "reserve "),
            new Words(" below ", " under "),
            new Words(" used", " brukt"),
            new Words("last self-test ", "siste selvtest for "),
            new Words("approver = requested_by", "godkjent av den som ba om det"),
            new Words("approver_role: ", "godkjent av rollen "),
            new Words("approver: –", "ingen har godkjent det"),
            new Words("reason: –", "uten begrunnelse"),
            new Words("expires: –", "uten sluttdato"),
            new Words("expired ", "utløp for "),
            new Words("expires in ", "utløper om "),
            new Words("granted for ", "gitt for "),
            new Words("lasts ", "varer "),
            new Words("set up after ", "satt opp etter "),
            new Words(" days ago", " dager siden"),
            new Words(" days", " dager"),
            new Words(", at most ", ", høyst "));

    private static final Map<String, Words> UNKNOWN = Map.of(
            "account", new Words("accounts that are not named", "kontoer som ikke er navngitt"),
            "user", new Words("someone who is not named", "noen som ikke er navngitt"),
            "next_window", new Words("the next agreed window", "neste avtalte vindu"),
            "due", new Words("the agreed date", "avtalt frist"),
            "model", new Words("the machine", "maskinen"),
            "serial", new Words("on its label", "på etiketten"),
            "suggested_links", new Words("other findings", "andre funn"));

    private Vocabulary() {}

    /** What stands where a text names something that nobody knows. */
    static Words unknown(String name) {
        return UNKNOWN.getOrDefault(name, new Words("(not known)", "(ikke kjent)"));
    }

    /** @param name of the placeholder that has the value */
    static Words of(String name, String value) {
        // versions stay as they are, though they look like numbers
        if (name.contains("version")) return Words.same(value);
        if (name.equals("days") && MANY_DAYS.matcher(value).matches()) return Words.same(rounded(value));
        if (!SPOKEN.contains(name)) return Words.value(value);
        var feed = FEED.matcher(value);
        if (feed.matches())
            return feed.group(1).equals("windows")
                    ? new Words("the Windows log " + feed.group(2), "Windows-loggen " + feed.group(2))
                    : backupLog(TOOLS.getOrDefault(feed.group(2), feed.group(2)));
        var word = WORDS.get(value);
        if (word != null) return word;
        return COMPOSED.contains(name) ? new Words(value, translated(value)) : Words.value(value);
    }

    private static String rounded(String number) {
        return new BigDecimal(number).setScale(0, RoundingMode.HALF_UP).toPlainString();
    }

    private static Words backupLog(String tool) {
        return new Words("the backup log of " + tool, "backuploggen fra " + tool);
    }

    private static String translated(String value) {
        var translated = value;
        for (var part : PARTS) translated = translated.replace(part.en(), part.nb());
        return translated;
    }
}

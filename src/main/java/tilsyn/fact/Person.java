package tilsyn.fact;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a name in a register is a person's (R4), rather than a service account's or nobody's in particular. */
public final class Person {
    private static final Set<String> NOBODY = Set.of(
            "admin",
            "administrator",
            "all",
            "alle",
            "auto",
            "automatic",
            "automatisk",
            "avdeling",
            "avdelingen",
            "backup",
            "bot",
            "cron",
            "department",
            "drift",
            "driften",
            "driftsavdelingen",
            "driftsteamet",
            "helpdesk",
            "ingen",
            "it",
            "job",
            "jobb",
            "konsulent",
            "konsulenten",
            "konto",
            "monitor",
            "monitoring",
            "noen",
            "noone",
            "operator",
            "root",
            "service",
            "servicedesk",
            "support",
            "system",
            "task",
            "team",
            "teamet",
            "technician",
            "tekniker",
            "teknikeren",
            "ukjent",
            "unknown",
            "user",
            "vakt",
            "vakten",
            "veeam");
    private static final Pattern ACCOUNT = Pattern.compile("(?i)(svc|srv|sa|gmsa|adm)[-_.].*|.*\\$|.*\\\\.*");

    private Person() {}

    public static boolean isNamed(String who) {
        if (ACCOUNT.matcher(who).matches()) return false;
        for (var word : who.toLowerCase(Locale.ROOT).split("[^\\p{L}]+"))
            if (!word.isEmpty() && !NOBODY.contains(word)) return true;
        return false;
    }
}

package tilsyn.decoder;

import java.util.Locale;

/** What formats are grouped by; each family has a route. */
public enum Family {
    SYSLOG,
    WINDOWS,
    BACKUP,
    HARDWARE,
    ANTIVIRUS,
    UPDATES,
    REGISTER;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package tilsyn.fact;

/** How bad a log event calls itself, from numbers or a table of words, never from message text (R11). */
public enum Level {
    CRITICAL,
    ERROR,
    WARNING,
    INFO,
    DEBUG,
    /** The source gave none: an audit record, or a syslog file without priorities. */
    NONE;

    public boolean atLeast(Level other) {
        return this != NONE && ordinal() <= other.ordinal();
    }

    /** From a syslog severity, 0 (emergency) to 7 (debug), RFC 5424 section 6.2.1. */
    public static Level ofSyslog(int severity) {
        return switch (severity) {
            case 0, 1, 2 -> CRITICAL;
            case 3 -> ERROR;
            case 4 -> WARNING;
            case 5, 6 -> INFO;
            case 7 -> DEBUG;
            default -> NONE;
        };
    }

    /** From a Windows event's numeric level, 1 (critical) to 5 (verbose); 0 is "log always" and says nothing. */
    public static Level ofWindows(int level) {
        return switch (level) {
            case 1 -> CRITICAL;
            case 2 -> ERROR;
            case 3 -> WARNING;
            case 4 -> INFO;
            case 5 -> DEBUG;
            default -> NONE;
        };
    }
}

package tilsyn.cli;

/** What the shell gets to know. */
final class ExitCode {
    static final int FINE = 0;
    static final int FINDINGS = 1;
    static final int USAGE = 2;
    static final int RULES_OR_ROUTES = 3;
    static final int INCOMPLETE = 4;
    static final int INTEGRITY = 5;
    static final int OUR_FAULT = 70;

    private ExitCode() {}
}

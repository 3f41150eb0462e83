package tilsyn.cli;

/** The call names something that isn't there or can't be used; the message says what would be right. */
final class UsageProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageProblem(String message) {
        super(message);
    }
}

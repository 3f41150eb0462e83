package tilsyn.source;

/** A file that can't be taken, and why; it ends in the route {@code rejected}. */
final class NotTaken extends Exception {
    private final String reason;

    NotTaken(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}

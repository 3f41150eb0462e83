package tilsyn.trace;

/** The trace that Tilsyn keeps is not as it wrote it, or can't be written; the message says what and where. */
public final class TraceBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TraceBroken(String message) {
        super(message);
    }

    TraceBroken(String message, Throwable cause) {
        super(message, cause);
    }
}

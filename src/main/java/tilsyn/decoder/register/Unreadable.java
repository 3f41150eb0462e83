package tilsyn.decoder.register;

/** A file whose notation is broken, with the line where reading stopped. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;

    Unreadable(int line, String message) {
        super(message);
        this.line = line;
    }

    int line() {
        return line;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}

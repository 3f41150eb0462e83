package tilsyn.cli;

/** Something Tilsyn kept is not as it wrote it; the message says what and where. */
final class Damaged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Damaged(String message) {
        super(message);
    }
}

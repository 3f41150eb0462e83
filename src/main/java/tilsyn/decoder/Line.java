package tilsyn.decoder;

/**
 * One line of text, without its end.
 *
 * @param number 1-based
 * @param offset in bytes from the start of the file
 * @param whole false when it was longer than {@link Lines#LIMIT} and {@code text} holds only its beginning
 */
public record Line(long number, long offset, String text, boolean whole) {}

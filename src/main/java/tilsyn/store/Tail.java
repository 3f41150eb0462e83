package tilsyn.store;

/**
 * How far a growing file was read.
 *
 * @param file as it is configured
 * @param headBytes how many of its first bytes {@code head} is the SHA-256 of
 * @param bytes read, to the end of a line
 * @param lines read
 */
public record Tail(String file, int headBytes, String head, long bytes, long lines) {}

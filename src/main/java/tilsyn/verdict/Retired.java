package tilsyn.verdict;

import java.time.LocalDate;

/**
 * An item that is judged no more. Its card, clauses and scenarios stay where they are, so that everyone can read what was
 * asked for, until when, and why no longer.
 *
 * @param file path of the card, beginning with {@code rules/}
 */
public record Retired(String id, Words title, String file, LocalDate when, String who, String why) {}

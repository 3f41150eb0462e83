package tilsyn.rule;

/**
 * A parameter as people who may set it want to see it.
 *
 * @param standard the card's value; where roles have values of their own, each with its role
 * @param range {@code 0–24}, or empty
 * @param level who may set it: {@code no} one, for a {@code customer}, or for a {@code host} too
 */
public record Limit(String name, String standard, String unit, String range, String level) {}

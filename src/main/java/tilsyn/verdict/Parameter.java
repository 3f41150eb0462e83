package tilsyn.verdict;

/**
 * The value a rule works with, and where it comes from (R12).
 *
 * @param name as rules ask for it; {@code name.workstation} style variants are resolved before
 * @param value a number, a duration's number in {@code unit}, a list joined by commas, or true and false
 * @param origin {@code default}, {@code customer} or {@code host}, with who and when for the latter two
 */
public record Parameter(String name, String value, String unit, String origin) {}

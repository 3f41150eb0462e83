package tilsyn.verdict;

/** How much an item weighs in the score of its area (checklist section 0.5). */
public enum Severity {
    CRITICAL(10),
    HIGH(6),
    MEDIUM(3),
    LOW(1);

    private final int weight;

    Severity(int weight) {
        this.weight = weight;
    }

    public int weight() {
        return weight;
    }
}

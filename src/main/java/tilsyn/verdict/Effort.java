package tilsyn.verdict;

/** How much work it usually is to put an item right; what protects more for less work comes first (checklist section 4). */
public enum Effort {
    /** Up to two hours. */
    S(1),
    /** Up to a day. */
    M(2),
    /** More than a day, or it needs a purchase. */
    L(4);

    private final int share;

    Effort(int share) {
        this.share = share;
    }

    /** What a suggestion's weight is divided by. */
    public int share() {
        return share;
    }
}

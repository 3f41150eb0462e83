package tilsyn.rule;

/** A rule that threw, ran without end, or said too much. It is our fault, never the customer's. */
final class RuleFault extends Exception {
    private static final long serialVersionUID = 1;

    private final String item;
    private final boolean overdue;

    private RuleFault(String item, boolean overdue, String what) {
        super(what);
        this.item = item;
        this.overdue = overdue;
    }

    /** @param item whose rule it was; empty when nobody knows */
    static RuleFault of(String item, String what) {
        return new RuleFault(item, false, what);
    }

    static RuleFault unknown(String what) {
        return new RuleFault("", false, what);
    }

    /** @param item whose rule it was; empty when nobody knows */
    static RuleFault overdue(String item, String what) {
        return new RuleFault(item, true, what);
    }

    String item() {
        return item;
    }

    /** Whether it took too long. */
    boolean overdue() {
        return overdue;
    }
}

package tilsyn.rule;

/** A rule that threw, ran without end, or said too much. It is our fault, never the customer's. */
final class RuleFault extends Exception {
    private static final long serialVersionUID = 1;

    private final String item;

    /** @param item whose rule it was */
    RuleFault(String item, String what) {
        super(what);
        this.item = item;
    }

    String item() {
        return item;
    }
}

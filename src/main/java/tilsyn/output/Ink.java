package tilsyn.output;

import tilsyn.verdict.Outcome;

/** Colour on a terminal that has it; every sign is readable without. */
public enum Ink {
    COLOUR,
    PLAIN;

    public String bold(String text) {
        return in("1", text);
    }

    public String dim(String text) {
        return in("2", text);
    }

    public String of(Outcome outcome, String text) {
        return switch (outcome) {
            case PASS -> in("32", text);
            case WARN -> in("33", text);
            case FAIL -> in("1;31", text);
            case NO_EVIDENCE -> in("7;90", text);
            case NOT_APPLICABLE -> in("2", text);
        };
    }

    private String in(String code, String text) {
        return this == PLAIN ? text : "\u001B[" + code + "m" + text + "\u001B[0m";
    }
}

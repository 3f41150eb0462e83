package tilsyn.rule;

/** A text as YAML takes it on one line, whatever is in it. */
final class Quoted {
    private Quoted() {}

    static String of(String text) {
        return "'"
                + text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\uFEFF]+", " ")
                        .strip()
                        .replace("'", "''") + "'";
    }
}

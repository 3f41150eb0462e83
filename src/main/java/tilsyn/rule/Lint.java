package tilsyn.rule;

import java.util.List;

final class Lint {
    static final String VERSION = "1";

    private Lint() {}

    static void check(Card card, Unit unit, List<Problem> problems) {}
}

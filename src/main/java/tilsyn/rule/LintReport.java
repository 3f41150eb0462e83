package tilsyn.rule;

import java.util.List;

/** Takes down what is wrong in one clause file. */
record LintReport(String file, List<Problem> problems) {
    void add(int line, String text) {
        add(line, text, "");
    }

    void add(int line, String text, String maybe) {
        var problem = new Problem(file, Math.max(1, line), text, maybe);
        if (!problems.contains(problem)) problems.add(problem);
    }
}

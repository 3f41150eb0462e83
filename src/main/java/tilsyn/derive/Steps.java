package tilsyn.derive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plain part of regular expressions, run without going back: fixed text, runs of a class of characters, optional and
 * alternative fixed texts, and groups of these. Each step takes the most it can get, which is what RE2/J prefers too; so
 * when all steps succeed the answer is RE2/J's, and when one fails after there was a choice, RE2/J has to say. That is about
 * ten times as fast as asking RE2/J for every line of a busy program.
 */
final class Steps {
    enum Answer {
        YES,
        NO,
        UNSURE
    }

    private sealed interface Step {}

    private record Text(String text) implements Step {}

    /** One of the texts, in this order; an empty one when the text may be missing. */
    private record Texts(List<String> texts) implements Step {}

    /** Characters of a class, at least so many. */
    private record Run(boolean[] ascii, boolean others, int least, int most) implements Step {
        boolean holds(char c) {
            return c < 128 ? ascii[c] : others;
        }
    }

    private record Begin(int group) implements Step {}

    private record End(int group) implements Step {}

    private final Step[] steps;
    private final boolean anchored;
    private final boolean toTheEnd;
    private final String start;
    private final List<String> names;

    private Steps(List<Step> steps, boolean anchored, boolean toTheEnd, String start, List<String> names) {
        this.steps = steps.toArray(Step[]::new);
        this.anchored = anchored;
        this.toTheEnd = toTheEnd;
        this.start = start;
        this.names = List.copyOf(names);
    }

    /** Null when the pattern is not plain enough. */
    static @Nullable Steps of(String pattern) {
        try {
            return new Reader(pattern).steps();
        } catch (NotPlain other) {
            return null;
        }
    }

    /** Names of the groups, in the order of the pattern. */
    List<String> names() {
        return names;
    }

    boolean anchored() {
        return anchored;
    }

    /** @param groups gets the text of each group, when the answer is yes */
    Answer match(String text, @Nullable String[] groups) {
        int at = anchored ? 0 : text.indexOf(start);
        if (at < 0) return Answer.NO;
        var begun = new int[names.size()];
        boolean choice = !anchored;
        for (var step : steps) {
            if (step instanceof Text fixed) {
                if (!text.startsWith(fixed.text, at)) return choice ? Answer.UNSURE : Answer.NO;
                at += fixed.text.length();
            } else if (step instanceof Texts texts) {
                int length = first(texts.texts, text, at);
                if (length < 0) return choice ? Answer.UNSURE : Answer.NO;
                choice = true;
                at += length;
            } else if (step instanceof Run run) {
                int from = at;
                while (at < text.length() && at - from < run.most && run.holds(text.charAt(at))) at++;
                if (at - from < run.least) return choice ? Answer.UNSURE : Answer.NO;
                choice |= run.least != run.most;
            } else if (step instanceof Begin begin) {
                begun[begin.group] = at;
            } else if (step instanceof End end) {
                groups[end.group] = text.substring(begun[end.group], at);
            }
        }
        return !toTheEnd || at == text.length() ? Answer.YES : choice ? Answer.UNSURE : Answer.NO;
    }

    /** Length of the first that stands there, or -1. */
    private static int first(List<String> texts, String text, int at) {
        for (int i = 0; i < texts.size(); i++)
            if (text.startsWith(texts.get(i), at)) return texts.get(i).length();
        return -1;
    }

    private static final class NotPlain extends Exception {
        private static final long serialVersionUID = 1;

        NotPlain() {
            super(null, null, false, false);
        }
    }

    /** Takes a pattern apart. */
    private static final class Reader {
        private final String pattern;
        private int at;
        private final List<Step> steps = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        Reader(String pattern) {
            this.pattern = pattern;
        }

        Steps steps() throws NotPlain {
            boolean anchored = skip("^");
            boolean toTheEnd = false;
            int open = -1;
            while (at < pattern.length()) {
                char c = pattern.charAt(at);
                if (skip("(?P<")) {
                    if (open >= 0) throw new NotPlain();
                    flush();
                    int close = pattern.indexOf('>', at);
                    open = names.size();
                    names.add(pattern.substring(at, close));
                    at = close + 1;
                    steps.add(new Begin(open));
                } else if (c == ')' && open >= 0) {
                    at++;
                    flush();
                    if (quantified()) throw new NotPlain();
                    steps.add(new End(open));
                    open = -1;
                } else if (skip("(?:")) {
                    flush();
                    steps.add(new Texts(alternatives()));
                } else if (c == '$' && at == pattern.length() - 1) {
                    at++;
                    toTheEnd = true;
                } else {
                    one();
                }
            }
            flush();
            if (open >= 0) throw new NotPlain();
            var first = steps.isEmpty() ? null : steps.get(0);
            var start = first instanceof Text fixed ? fixed.text : "";
            if (!anchored && start.isEmpty()) throw new NotPlain();
            return new Steps(steps, anchored, toTheEnd, start, names);
        }

        /** A character or class, with what says how often. */
        private void one() throws NotPlain {
            var run = characters();
            char literal = single;
            if (!quantified()) {
                if (run == null) text.append(literal);
                else {
                    flush();
                    steps.add(new Run(run.ascii, run.others, 1, 1));
                }
                return;
            }
            if (run == null) {
                var ascii = new boolean[128];
                if (literal >= 128) throw new NotPlain();
                ascii[literal] = true;
                run = new Run(ascii, false, 1, 1);
            }
            flush();
            char times = pattern.charAt(at++);
            if (times == '{' || quantified()) throw new NotPlain();
            steps.add(new Run(run.ascii, run.others, times == '+' ? 1 : 0, times == '?' ? 1 : Integer.MAX_VALUE));
        }

        private char single;

        /** The class that stands here, or null for a single character, which is then {@link #single}. */
        private @Nullable Run characters() throws NotPlain {
            char c = pattern.charAt(at++);
            if (c == '.') return run(true, "\n");
            if (c == '[') return bracketed();
            if ("()|^$*+?{".indexOf(c) >= 0) throw new NotPlain();
            if (c != '\\') {
                single = c;
                return null;
            }
            if (at == pattern.length()) throw new NotPlain();
            c = pattern.charAt(at++);
            if (c == 'S') return run(true, " \t\n\r\f");
            if (c == 's') return run(false, " \t\n\r\f");
            if (Character.isLetterOrDigit(c)) throw new NotPlain();
            single = c;
            return null;
        }

        private static Run run(boolean not, String characters) {
            var ascii = new boolean[128];
            Arrays.fill(ascii, not);
            for (int i = 0; i < characters.length(); i++) ascii[characters.charAt(i)] = !not;
            return new Run(ascii, not, 1, 1);
        }

        /** {@code [0-9a-f]}, {@code [^\s,]}. */
        private Run bracketed() throws NotPlain {
            boolean not = skip("^");
            var inside = new boolean[128];
            boolean first = true;
            while (at < pattern.length() && (pattern.charAt(at) != ']' || first)) {
                first = false;
                char c = pattern.charAt(at++);
                if (c == '[') throw new NotPlain();
                if (c == '\\') {
                    c = pattern.charAt(at++);
                    if (c == 's') {
                        for (char space : " \t\n\r\f".toCharArray()) inside[space] = true;
                        continue;
                    }
                    if (Character.isLetterOrDigit(c)) throw new NotPlain();
                }
                if (c >= 128) throw new NotPlain();
                char last = c;
                if (at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
                    last = pattern.charAt(at + 1);
                    if (last >= 128 || last == '\\' || last == '[') throw new NotPlain();
                    at += 2;
                }
                for (char each = c; each <= last; each++) inside[each] = true;
            }
            if (at++ >= pattern.length()) throw new NotPlain();
            if (not) for (int i = 0; i < 128; i++) inside[i] = !inside[i];
            return new Run(inside, not, 1, 1);
        }

        /** {@code (?:one|other)} or {@code (?:maybe )?} behind its opening. */
        private List<String> alternatives() throws NotPlain {
            var texts = new ArrayList<String>();
            var one = new StringBuilder();
            while (true) {
                if (at == pattern.length()) throw new NotPlain();
                if (skip("|")) {
                    texts.add(one.toString());
                    one.setLength(0);
                } else if (skip(")")) {
                    texts.add(one.toString());
                    break;
                } else {
                    if (characters() != null || quantified()) throw new NotPlain();
                    one.append(single);
                }
            }
            if (!quantified()) return texts;
            if (!skip("?") || quantified()) throw new NotPlain();
            texts.add("");
            return texts;
        }

        private boolean quantified() {
            return at < pattern.length() && "*+?{".indexOf(pattern.charAt(at)) >= 0;
        }

        private boolean skip(String wanted) {
            if (!pattern.startsWith(wanted, at)) return false;
            at += wanted.length();
            return true;
        }

        private void flush() {
            if (text.isEmpty()) return;
            steps.add(new Text(text.toString()));
            text.setLength(0);
        }
    }
}

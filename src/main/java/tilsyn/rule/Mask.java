package tilsyn.rule;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tilsyn.verdict.Words;

/**
 * One kind of secret or personal data, as {@code masking.yaml} lists it.
 *
 * @param near lower case; a text without any of them is not looked at; empty for all texts
 * @param checked whether what matches must be a national identity number
 * @param findings whether it is hidden in findings too, and not in source lines alone
 * @param then how it goes on in the lines after; null when it ends with its line
 */
record Mask(
        String name,
        Words says,
        List<String> near,
        List<Pattern> patterns,
        boolean checked,
        boolean findings,
        @Nullable Then then) {
    static final String SECRET = "secret";

    /**
     * What of the lines after belongs to a secret that began before.
     *
     * @param until what ends it
     * @param lines how many there are at most, whatever stands between them
     */
    record Then(List<Pattern> patterns, Pattern until, int lines) {
        Then {
            patterns = List.copyOf(patterns);
        }
    }

    Mask {
        near = List.copyOf(near);
        patterns = List.copyOf(patterns);
    }

    /** What stands in place of what it hides. */
    String mark() {
        return "[masked: " + name + "]";
    }

    String over(String text) {
        if (checked ? !NationalId.near(text) : !isNear(text)) return text;
        var masked = text;
        for (var pattern : patterns) masked = over(pattern, masked, this::hides);
        return masked;
    }

    /** Whether the secret begins in this line and doesn't end in it. */
    boolean begins(String line) {
        if (then == null || !isNear(line)) return false;
        int last = -1;
        for (var pattern : patterns) {
            var matcher = pattern.matcher(line);
            while (matcher.find()) last = Math.max(last, matcher.start());
        }
        return last >= 0 && !then.until().matcher(line).find(last);
    }

    /** What of a line after it is a part of it. */
    void parts(String line, Set<String> parts) {
        if (then == null) return;
        for (var pattern : then.patterns()) {
            var matcher = pattern.matcher(line);
            while (matcher.find()) parts.add(secret(pattern, matcher));
        }
    }

    /** Hides what is known to be a part of it. */
    String later(String line, Predicate<String> part) {
        if (then == null) return line;
        var masked = line;
        for (var pattern : then.patterns()) masked = over(pattern, masked, match -> part.test(secret(pattern, match)));
        return masked;
    }

    private static String secret(Pattern pattern, Matcher matcher) {
        return pattern.namedGroups().containsKey(SECRET) ? matcher.group(SECRET) : matcher.group();
    }

    private boolean isNear(String text) {
        if (near.isEmpty()) return true;
        // most lines are told apart by this, without being copied
        if (near.stream().noneMatch(word -> text.contains(tail(word)))) return false;
        var lower = text.toLowerCase(Locale.ROOT);
        return near.stream().anyMatch(lower::contains);
    }

    /** What of it has no case, at its end. */
    private static String tail(String word) {
        int letters = word.length();
        while (letters > 0 && !Character.isLetter(word.charAt(letters - 1))) letters--;
        return word.substring(letters);
    }

    private String over(Pattern pattern, String text, Predicate<Matcher> hides) {
        var matcher = pattern.matcher(text);
        boolean named = pattern.namedGroups().containsKey(SECRET);
        var masked = new StringBuilder();
        int done = 0;
        while (matcher.find()) {
            int start = named ? matcher.start(SECRET) : matcher.start();
            int end = named ? matcher.end(SECRET) : matcher.end();
            if (start < done || start == end || !hides.test(matcher)) continue;
            masked.append(text, done, start).append(mark());
            done = end;
        }
        return done == 0 ? text : masked.append(text, done, text.length()).toString();
    }

    private boolean hides(Matcher matcher) {
        return !checked || NationalId.is(matcher.group());
    }
}

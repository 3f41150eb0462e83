package tilsyn.rule;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import tilsyn.verdict.Words;

/**
 * One kind of secret or personal data, as {@code masking.yaml} lists it.
 *
 * @param near lower case; a text without any of them is not looked at; empty for all texts
 * @param checked whether what matches must be a national identity number
 * @param findings whether it is hidden in findings too, and not in source lines alone
 */
record Mask(String name, Words says, List<String> near, List<Pattern> patterns, boolean checked, boolean findings) {
    static final String SECRET = "secret";

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
        for (var pattern : patterns) masked = over(pattern, masked);
        return masked;
    }

    private boolean isNear(String text) {
        if (near.isEmpty()) return true;
        var lower = text.toLowerCase(Locale.ROOT);
        return near.stream().anyMatch(lower::contains);
    }

    private String over(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        boolean named = pattern.namedGroups().containsKey(SECRET);
        var masked = new StringBuilder();
        int done = 0;
        while (matcher.find()) {
            int start = named ? matcher.start(SECRET) : matcher.start();
            int end = named ? matcher.end(SECRET) : matcher.end();
            if (start < done || start == end || !hides(matcher)) continue;
            masked.append(text, done, start).append(mark());
            done = end;
        }
        return done == 0 ? text : masked.append(text, done, text.length()).toString();
    }

    private boolean hides(Matcher matcher) {
        return !checked || NationalId.is(matcher.group());
    }
}

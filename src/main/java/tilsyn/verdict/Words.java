package tilsyn.verdict;

import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The same said in English and in Norwegian bokmål. */
public record Words(String en, String nb) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");

    /** Names and numbers, which are the same in both. */
    public static Words same(String text) {
        return new Words(text, text);
    }

    /** @param language {@code en} or {@code nb} */
    public String in(String language) {
        return language.equals("en") ? en : nb;
    }

    /** With each {@code {placeholder}} filled; one that has no value reads as not known. */
    public Words with(Map<String, Words> values) {
        return new Words(
                fill(
                        en,
                        name -> values.getOrDefault(name, new Words("(not known)", ""))
                                .en()),
                fill(
                        nb,
                        name -> values.getOrDefault(name, new Words("", "(ikke kjent)"))
                                .nb()));
    }

    private static String fill(String text, Function<String, String> value) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value.apply(match.group(1))));
    }
}

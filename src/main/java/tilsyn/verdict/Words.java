package tilsyn.verdict;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The same said in English and in Norwegian bokmål. */
public record Words(String en, String nb) {
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,12}\\.\\d{1,2}");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9}) (min|h|d)");
    private static final Pattern LOCAL_TIME = Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)(?: (\\d\\d:\\d\\d))?");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");

    /** Stands where there is nothing to name, such as no serial number or no open finding. */
    static final Words NONE = new Words("–", "–");

    /** Names and numbers, which are the same in both. */
    public static Words same(String text) {
        return new Words(text, text);
    }

    /**
     * A number, moment or length of time as each language writes it: {@code 12.6} and {@code 12,6}, {@code 2025-10-23 22:41}
     * and {@code 23.10.2025 kl. 22:41}, {@code 49 h} is {@code 49 hours} and {@code 49 timer}. Other text is the same in both.
     */
    public static Words value(String text) {
        if (DECIMAL.matcher(text).matches()) return new Words(text, text.replace('.', ','));
        var span = SPAN.matcher(text);
        if (span.matches()) return span(span.group(1), span.group(2));
        var local = LOCAL_TIME.matcher(text);
        if (!local.matches()) return same(text);
        var day = local.group(3) + "." + local.group(2) + "." + local.group(1);
        return new Words(text, local.group(4) == null ? day : day + " kl. " + local.group(4));
    }

    /** What a finding is about, as people say it: a feed by its name, all else as it is. */
    public static Words thing(String object) {
        return Vocabulary.of("source", object);
    }

    private static Words span(String number, String unit) {
        boolean one = number.equals("1");
        return switch (unit) {
            case "min" -> new Words(number + (one ? " minute" : " minutes"), number + (one ? " minutt" : " minutter"));
            case "h" -> new Words(number + (one ? " hour" : " hours"), number + (one ? " time" : " timer"));
            default -> new Words(number + (one ? " day" : " days"), number + (one ? " dag" : " dager"));
        };
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
                        name -> values.getOrDefault(name, Vocabulary.unknown(name))
                                .en()),
                fill(
                        nb,
                        name -> values.getOrDefault(name, Vocabulary.unknown(name))
                                .nb()));
    }

    /** Whether there is a value for each placeholder. */
    public boolean filledBy(Set<String> names) {
        return Stream.of(en, nb)
                .flatMap(text -> PLACEHOLDER.matcher(text).results())
                .allMatch(placeholder -> names.contains(placeholder.group(1)));
    }

    private static String fill(String text, Function<String, String> value) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value.apply(match.group(1))));
    }
}

package tilsyn.rule;

/** Norwegian national identity numbers: eleven digits, the first six a day, the last two made of the others. */
final class NationalId {
    private static final int[] FIRST = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
    private static final int[] SECOND = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};

    private NationalId() {}

    /** Whether anything in the text could be one: eleven digits, with or without a space behind the sixth. */
    static boolean near(String text) {
        int digits = 0;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter >= '0' && letter <= '9') digits++;
            else if (letter != ' ' || digits != 6) digits = 0;
            if (digits == 11) return true;
        }
        return false;
    }

    /**
     * Whether the digits of the text are one: a fødselsnummer, a D-number (day + 40), an H-number (month + 40) or a made-up
     * one for tests (month + 80, and + 65 where those are used up).
     */
    static boolean is(String text) {
        var digits = text.replace(" ", "");
        return digits.length() == 11 && isDay(digits) && sum(digits, FIRST) % 11 == 0 && sum(digits, SECOND) % 11 == 0;
    }

    private static boolean isDay(String digits) {
        int day = Integer.parseInt(digits.substring(0, 2));
        int month = Integer.parseInt(digits.substring(2, 4));
        int plain = day > 40 ? day - 40 : day;
        return plain >= 1
                && plain <= 31
                && (within(month, 1) || within(month, 41) || within(month, 66) || within(month, 81));
    }

    private static boolean within(int month, int first) {
        return month >= first && month < first + 12;
    }

    private static int sum(String digits, int[] weights) {
        int sum = 0;
        for (int at = 0; at < weights.length; at++) sum += weights[at] * (digits.charAt(at) - '0');
        return sum;
    }
}

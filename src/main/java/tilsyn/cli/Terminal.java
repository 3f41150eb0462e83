package tilsyn.cli;

import tilsyn.output.Ink;

/** What the launcher found out about the terminal; a pipe has neither colour nor a progress bar. */
final class Terminal {
    private static final int WITHOUT = 100;

    private Terminal() {}

    static boolean isOne() {
        return Boolean.getBoolean("tilsyn.terminal");
    }

    /** Whether a person sits there who can be asked. */
    static boolean asks() {
        return isOne() && System.console() != null;
    }

    /** What the person answers; nothing when there is no more to read. */
    static String ask(String question) {
        var console = System.console();
        var answer = console == null ? null : console.readLine("%s", question);
        return answer == null ? "" : answer.strip();
    }

    static int width() {
        int columns = Integer.getInteger("tilsyn.columns", 0);
        return columns > 0 ? columns : WITHOUT;
    }

    /** @param wanted {@code always}, {@code never}, or {@code auto}: on a terminal unless NO_COLOR is set */
    static Ink ink(String wanted) {
        boolean colour = switch (wanted) {
            case "always" -> true;
            case "never" -> false;
            default -> isOne() && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        };
        return colour ? Ink.COLOUR : Ink.PLAIN;
    }
}

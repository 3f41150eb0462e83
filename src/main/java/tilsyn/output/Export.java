package tilsyn.output;

import java.util.List;
import tilsyn.verdict.Words;

/**
 * How to get evidence that is missing.
 *
 * @param title what it is
 * @param command the exact command or menu that writes it
 * @param items checklist items it feeds
 * @param written whether people write it, such as an inventory; else a machine does
 */
public record Export(Words title, Words command, List<String> items, boolean written) {
    public Export {
        items = List.copyOf(items);
    }

    /** Whether it is a command, and not a description of what another program should write. */
    boolean exact() {
        return !command.en().startsWith("export ");
    }

    /** What to do, in one line: {@code Kjør: df -P ...}, {@code Skriv scopes.yaml: ...}. */
    public String advice(String language) {
        var said = command.in(language);
        if (command.en().startsWith("write ")) return (language.equals("en") ? "Write " : "Skriv ") + behindWord(said);
        if (command.en().startsWith("export "))
            return (language.equals("en") ? "Export " : "Eksporter ") + behindWord(said);
        return (language.equals("en") ? "Run: " : "Kjør: ") + said;
    }

    private static String behindWord(String said) {
        return said.substring(said.indexOf(' ') + 1);
    }
}

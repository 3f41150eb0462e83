package tilsyn.output;

import java.util.List;

/**
 * How to get evidence that is missing.
 *
 * @param title what it is
 * @param command the exact command or menu that writes it
 * @param items checklist items it feeds
 * @param written whether people write it, such as an inventory; else a machine does
 */
public record Export(String title, String command, List<String> items, boolean written) {
    public Export {
        items = List.copyOf(items);
    }

    /** Whether it is a command, and not a description of what another program should write. */
    boolean exact() {
        return !command.startsWith("export ");
    }

    /** What to do, in one line: {@code Kjør: df -P ...}, {@code Skriv scopes.yaml: ...}. */
    String advice(String language) {
        boolean english = language.equals("en");
        if (command.startsWith("write ")) return (english ? "Write " : "Skriv ") + command.substring(6);
        if (command.startsWith("export ")) return (english ? "Export " : "Eksporter ") + command.substring(7);
        return (english ? "Run: " : "Kjør: ") + command;
    }
}

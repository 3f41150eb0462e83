package tilsyn.output;

import java.util.List;

/**
 * How to get evidence that is missing.
 *
 * @param title what it is
 * @param command the exact command or menu that writes it
 * @param items checklist items it feeds
 */
public record Export(String title, String command, List<String> items) {
    public Export {
        items = List.copyOf(items);
    }
}

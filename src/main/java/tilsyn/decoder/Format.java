package tilsyn.decoder;

import java.util.List;

/**
 * What an administrator needs to know of a format.
 *
 * @param id short and stable, such as {@code smartctl-json}
 * @param title what it is, in English
 * @param export the exact command or menu that writes it; {@code HOST} stands for the host's name
 * @param items the checklist items it feeds
 */
public record Format(String id, Family family, String title, String export, List<String> items) {
    public Format {
        items = List.copyOf(items);
    }
}

package tilsyn.decoder.backup;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Table;

/** What cells say in tables of backup jobs and restore points that scripts write. */
final class Cells {
    private Cells() {}

    static String form(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "full" -> "full";
            case "incremental", "increment" -> "incremental";
            case "differential" -> "differential";
            case "copy", "offsite", "sync" -> "copy";
            default -> "";
        };
    }

    static long bytes(String text, Table table) {
        var bytes = Quantity.bytes(text, table.decimalComma(), 1000);
        return bytes == null ? -1 : bytes;
    }

    static List<String> list(String text) {
        return Arrays.stream(text.split("\\|", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }
}

package tilsyn.decoder.updates;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.UpdateInstall;

/** What an entry of the Windows Update Agent's history means, by its numbers; their names in English are read, too. */
final class WindowsHistory {
    private static final Pattern KB = Pattern.compile("(?i)\\bKB ?(\\d{6,7})\\b");

    private WindowsHistory() {}

    /**
     * Null when it neither installed nor failed to, such as what is under way.
     *
     * @param operation 1 for an installation, 2 when it is taken off
     * @param code 2 succeeded, 3 succeeded with errors, 4 failed, 5 aborted
     */
    static UpdateInstall.@Nullable Result result(String operation, String code) {
        boolean off =
                operation.equals("2") || operation.toLowerCase(Locale.ROOT).contains("uninstall");
        return switch (code.toLowerCase(Locale.ROOT)) {
            case "2", "succeeded" -> off ? UpdateInstall.Result.ROLLED_BACK : UpdateInstall.Result.INSTALLED;
            case "3", "succeededwitherrors", "4", "failed", "5", "aborted" -> off ? null : UpdateInstall.Result.FAILED;
            default -> null;
        };
    }

    /** The KB number with letters that a title names, else the title. */
    static String item(String title) {
        var kb = KB.matcher(title.length() > 1_000 ? title.substring(0, 1_000) : title);
        return kb.find() ? "KB" + kb.group(1) : title;
    }

    /** An error's code as hex, whatever it was written as; empty when it is none. */
    static String code(String hresult) {
        var text = hresult.strip();
        if (text.isEmpty() || text.equals("0") || text.length() > 20) return "";
        if (!text.matches("-?\\d{1,11}")) return text;
        return "0x%08X".formatted((int) Long.parseLong(text));
    }
}

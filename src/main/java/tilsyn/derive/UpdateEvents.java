package tilsyn.derive;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tilsyn.fact.AutoUpdateRun;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.UpdateInstall;
import tilsyn.fact.UpdateInstall.Result;
import tilsyn.fact.UpdateScan;

/** Searches for updates and installations of them, as logs tell. */
final class UpdateEvents {
    private static final Pattern KB = Pattern.compile("(?i)\\bKB ?(\\d{6,7})\\b");
    private static final Pattern CODE = Pattern.compile("(?i)\\b0x[0-9a-f]{8}\\b");
    private static final int MOST = 4_000;
    /** WindowsUpdateClient 23: an update was taken off; 24 and those from 212 on tell of attempts at it. */
    private static final int TAKEN_OFF = 23;

    private UpdateEvents() {}

    static List<Fact> of(String host, List<Fact> facts) {
        var told = new ArrayList<Fact>();
        for (var fact : facts) {
            if (fact instanceof LogEvent event) read(host, event, told);
            if (fact instanceof AutoUpdateRun run) read(host, run, told);
        }
        return told;
    }

    private static void read(String host, LogEvent event, List<Fact> told) {
        switch (event.signature()) {
            case "update.searched", "update.check-failed" ->
                told.add(new UpdateScan(
                        host,
                        event.time(),
                        event.signature().equals("update.searched"),
                        code(event),
                        event.source(),
                        event.origin()));
            case "update.installed" -> install(host, event, Result.INSTALLED, told);
            case "update.failed" -> install(host, event, Result.FAILED, told);
            case "update.component-failed" -> install(host, event, Result.FAILED, told);
            case "update.removed" -> {
                if (event.eventId() == TAKEN_OFF) install(host, event, Result.ROLLED_BACK, told);
            }
            case "updates.auto" -> automatic(host, event, told);
            default -> {}
        }
    }

    private static void install(String host, LogEvent event, Result result, List<Fact> told) {
        var title = title(event);
        var kb = KB.matcher(title);
        var item = kb.find() ? "KB" + kb.group(1) : title;
        if (!item.isBlank())
            told.add(new UpdateInstall(
                    host, event.time(), item, title, result, code(event), event.source(), event.origin()));
    }

    private static void automatic(String host, LogEvent event, List<Fact> told) {
        var text = event.message();
        boolean good =
                text.startsWith("All upgrades installed") || text.startsWith("The following updates have been applied");
        boolean bad = text.startsWith("Installing the upgrades failed") || text.startsWith("Failed to apply updates");
        if (good || bad)
            told.add(new UpdateInstall(
                    host,
                    event.time(),
                    event.provider().startsWith("dnf") ? "dnf-automatic" : "unattended-upgrades",
                    "",
                    good ? Result.INSTALLED : Result.FAILED,
                    "",
                    event.source(),
                    event.origin()));
    }

    private static void read(String host, AutoUpdateRun run, List<Fact> told) {
        if (run.good() && run.detail().startsWith("No packages found")) return;
        told.add(new UpdateInstall(
                host,
                run.time(),
                run.tool(),
                "",
                run.good() ? Result.INSTALLED : Result.FAILED,
                "",
                run.source(),
                run.origin()));
    }

    /** The field that names a KB, or the one for the title; exports without fields have it in the message. */
    private static String title(LogEvent event) {
        var named = event.data("updateTitle").isEmpty() ? event.data("PackageIdentifier") : event.data("updateTitle");
        if (!named.isEmpty()) return cut(named);
        for (var value : event.data().values()) if (KB.matcher(cut(value)).find()) return cut(value);
        var text = cut(event.message());
        var kb = KB.matcher(text);
        if (!kb.find()) return "";
        // the message's words are of any language, the update's name stands at its end
        int colon = text.lastIndexOf(": ", kb.start());
        return colon < 0 ? text : text.substring(colon + 2);
    }

    private static String code(LogEvent event) {
        for (var name : List.of("errorCode", "ErrorCode"))
            if (!event.data(name).isEmpty()) return cut(event.data(name));
        for (var value : event.data().values()) {
            var code = CODE.matcher(cut(value));
            if (code.matches()) return code.group();
        }
        var code = CODE.matcher(cut(event.message()));
        return code.find() ? code.group() : "";
    }

    private static String cut(String text) {
        return text.length() > MOST ? text.substring(0, MOST) : text;
    }
}

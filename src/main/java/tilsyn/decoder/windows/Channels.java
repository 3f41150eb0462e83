package tilsyn.decoder.windows;

import java.util.Locale;
import java.util.Map;

/** The channel of events whose export names none: by the file's name, else by who wrote the event. */
final class Channels {
    static final String UNKNOWN = "unknown";

    private static final String DEFENDER = "Microsoft-Windows-Windows Defender/Operational";
    private static final String BACKUP = "Microsoft-Windows-Backup";

    private static final Map<String, String> BY_WORD = Map.ofEntries(
            Map.entry("system", "System"),
            Map.entry("application", "Application"),
            Map.entry("applikasjon", "Application"),
            Map.entry("program", "Application"),
            Map.entry("anwendung", "Application"),
            Map.entry("security", "Security"),
            Map.entry("sikkerhet", "Security"),
            Map.entry("sicherheit", "Security"),
            Map.entry("setup", "Setup"),
            Map.entry("defender", DEFENDER),
            Map.entry("backup", BACKUP),
            Map.entry("vmms", "Microsoft-Windows-Hyper-V-VMMS-Admin"),
            Map.entry("veeam", "Veeam Backup"));

    private static final Map<String, String> BY_PROVIDER = Map.ofEntries(
            Map.entry("microsoft-windows-security-auditing", "Security"),
            Map.entry("microsoft-windows-kernel-general", "System"),
            Map.entry("microsoft-windows-kernel-power", "System"),
            Map.entry("microsoft-windows-kernel-boot", "System"),
            Map.entry("microsoft-windows-windowsupdateclient", "System"),
            Map.entry("microsoft-windows-ntfs", "System"),
            Map.entry("microsoft-windows-wer-systemerrorreporting", "System"),
            Map.entry("microsoft-windows-whea-logger", "System"),
            Map.entry("microsoft-windows-time-service", "System"),
            Map.entry("eventlog", "System"),
            Map.entry("user32", "System"),
            Map.entry("disk", "System"),
            Map.entry("service control manager", "System"),
            Map.entry("application error", "Application"),
            Map.entry("application hang", "Application"),
            Map.entry("esent", "Application"),
            Map.entry("vss", "Application"),
            Map.entry("mr_monitor", "Application"),
            Map.entry("msiinstaller", "Application"),
            Map.entry("microsoft-windows-servicing", "Setup"),
            Map.entry("microsoft-windows-windows defender", DEFENDER),
            Map.entry("microsoft-windows-backup", BACKUP),
            Map.entry("microsoft-windows-printservice", "Microsoft-Windows-PrintService/Admin"),
            Map.entry("microsoft-windows-hyper-v-vmms", "Microsoft-Windows-Hyper-V-VMMS-Admin"),
            Map.entry("veeam mp", "Veeam Backup"));

    private Channels() {}

    /** From the last word of the path that names one, the file before its folders; empty when none does. */
    static String ofFile(String path) {
        var parts = path.toLowerCase(Locale.ROOT).split("[/!]");
        for (int depth = parts.length - 1; depth >= 0; depth--)
            for (var word : parts[depth].split("[^\\p{L}]+")) {
                var channel = BY_WORD.get(word);
                if (channel != null) return channel;
            }
        return "";
    }

    static String ofProvider(String provider) {
        return BY_PROVIDER.getOrDefault(provider.toLowerCase(Locale.ROOT), UNKNOWN);
    }
}

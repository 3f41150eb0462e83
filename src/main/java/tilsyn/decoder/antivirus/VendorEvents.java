package tilsyn.decoder.antivirus;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tilsyn.fact.AvDetection;
import tilsyn.fact.AvStatus;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/**
 * What antivirus products of Sophos, ESET, Trend Micro and Bitdefender say in CEF or LEEF, beside the event itself: finds, and
 * that protection is on or off. Decided on vendor, event id and fields; another vendor's event says nothing here.
 */
public final class VendorEvents {
    private static final List<String> THREAT = List.of(
            "threat",
            "Threat Name",
            "threatName",
            "Threat name",
            "BitdefenderGZMalwareName",
            "malwareName",
            "virusName");
    private static final List<String> PATH =
            List.of("filePath", "objectUri", "Object URI", "fname", "fileName", "request", "TrendMicroDsMalwareTarget");
    private static final List<String> ACTION = List.of("act", "actionTaken", "Action taken", "action");
    private static final List<String> HASH = List.of("fileHash", "sha256", "hash", "BitdefenderGZHash");
    private static final List<String> ID = List.of("id", "deviceExternalId", "externalId", "BitdefenderGZDetectionId");
    private static final List<String> HOST = List.of(
            "dvchost", "dhost", "deviceName", "endpointName", "BitdefenderGZComputerFQDN", "shost", "identHostName");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private VendorEvents() {}

    /** Of an event whose data hold {@code vendor}, {@code product}, {@code event} and {@code name} beside the extension. */
    public static List<Fact> of(LogEvent event) {
        return of(
                event.data("vendor"),
                event.data("product"),
                event.data("event"),
                event.data(),
                event.host(),
                event.time(),
                event.origin());
    }

    /**
     * @param event the class or signature id of the header
     * @param values of the extension; the header's {@code name} among them
     * @param host that the syslog header names, which may be a console's; the extension's own goes before it
     */
    public static List<Fact> of(
            String vendor,
            String product,
            String event,
            Map<String, String> values,
            String host,
            Instant time,
            Origin origin) {
        var at = first(values, HOST);
        var where = at.isEmpty() ? host : at;
        return switch (vendor.toLowerCase(Locale.ROOT)) {
            case "sophos" -> sophos(product, event, values, where, time, origin);
            case "eset" -> eset(product, event, values, where, time, origin);
            case "trend micro" -> trend(product, event, values, where, time, origin);
            case "bitdefender" -> bitdefender(product, event, values, where, time, origin);
            default -> List.of();
        };
    }

    private static List<Fact> sophos(
            String product, String event, Map<String, String> values, String host, Instant time, Origin origin) {
        if (event.endsWith("::SavDisabled") || event.endsWith("::SavEnabled"))
            return List.of(status(host, time, "Sophos", event.endsWith("::SavEnabled"), origin));
        boolean find = event.contains("::Threat::")
                || event.contains("::CoreDetection")
                || event.contains("::CoreClean")
                || event.contains("::CoreRestor")
                || event.contains("::HmpaExploit");
        if (!find) return List.of();
        var last = event.substring(event.lastIndexOf(':') + 1);
        return found(values, first(values, THREAT), last, "Sophos", host, time, origin);
    }

    private static List<Fact> eset(
            String product, String event, Map<String, String> values, String host, Instant time, Origin origin) {
        var threat = first(values, THREAT);
        boolean find = values.getOrDefault("cat", "").toLowerCase(Locale.ROOT).contains("threat") || !threat.isEmpty();
        if (!find || threat.isEmpty()) return List.of();
        var action = first(values, ACTION);
        var handled = values.getOrDefault("threatHandled", values.getOrDefault("Threat handled", ""));
        boolean not = handled.equalsIgnoreCase("false") || handled.equals("0");
        return found(values, threat, not ? "unresolved " + action : action, "ESET", host, time, origin);
    }

    private static List<Fact> trend(
            String product, String event, Map<String, String> values, String host, Instant time, Origin origin) {
        boolean apex = event.startsWith("AV:");
        boolean deep = event.length() == 7 && (event.startsWith("400000") || event.startsWith("400001"));
        if (!apex && !deep) return List.of();
        var named = first(values, THREAT);
        var action = first(values, ACTION);
        return found(
                values,
                named.isEmpty() ? values.getOrDefault("name", "") : named,
                apex ? event.substring("AV:".length()) : action,
                "Trend Micro " + product,
                host,
                time,
                origin);
    }

    private static List<Fact> bitdefender(
            String product, String event, Map<String, String> values, String host, Instant time, Origin origin) {
        var module = values.getOrDefault("BitdefenderGZModule", "");
        if (!module.equals("av") && first(values, THREAT).isEmpty()) return List.of();
        return found(values, first(values, THREAT), first(values, ACTION), "Bitdefender", host, time, origin);
    }

    private static List<Fact> found(
            Map<String, String> values,
            String threat,
            String action,
            String product,
            String host,
            Instant time,
            Origin origin) {
        var hash = first(values, HASH);
        return List.of(new AvDetection(
                host,
                time,
                product.strip(),
                threat.isEmpty() ? "unnamed" : threat,
                severity(values.getOrDefault("severity", "")),
                first(values, PATH),
                SHA256.matcher(hash).matches() ? hash.toLowerCase(Locale.ROOT) : "",
                Threats.state(action),
                action,
                first(values, ID),
                origin));
    }

    private static AvStatus status(String host, Instant time, String product, boolean realTime, Origin origin) {
        return new AvStatus(host, time, product, "", null, realTime, null, "", null, null, null, null, origin);
    }

    private static String severity(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "low", "medium", "high" ->
                word.equalsIgnoreCase("medium") ? "moderate" : word.toLowerCase(Locale.ROOT);
            case "critical", "severe" -> "severe";
            default -> "";
        };
    }

    private static String first(Map<String, String> values, List<String> keys) {
        for (var key : keys) {
            var value = values.getOrDefault(key, "");
            if (!value.isEmpty()) return value;
        }
        return "";
    }
}

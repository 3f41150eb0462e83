package tilsyn.decoder.updates;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Sink;
import tilsyn.fact.RebootPending;

/** Reads statements whether a restart is waiting, as JSON: one a machine, or a list. */
public final class RestartJsonDecoder implements Decoder {
    private static final String[] PENDING = {"pending", "RebootPending", "IsRebootPending"};
    private static final List<String> FLAGS =
            List.of("CBServicing", "WindowsUpdate", "CCMClient", "PendComputerRename", "PendFileRename");

    @Override
    public Format format() {
        return new Format(
                "restart-pending-json",
                Family.UPDATES,
                "Whether a restart is waiting (PowerShell, JSON)",
                "$r=@(); if(Test-Path 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\RebootPending')"
                        + "{$r+='CBS'}; if(Test-Path 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update"
                        + "\\RebootRequired'){$r+='WindowsUpdate'}; [pscustomobject]@{host=$env:COMPUTERNAME;time=(Get-Date -Format o);"
                        + "pending=$r.Count -gt 0;reasons=$r} | ConvertTo-Json > reboot-HOST-$(Get-Date -f yyyyMMddTHHmm).json",
                List.of("UPD-03"));
    }

    @Override
    public boolean recognises(Head head) {
        for (var key : PENDING)
            if (Json.hasKeys(head, key, "host")
                    || Json.hasKeys(head, key, "reasons")
                    || Json.hasKeys(head, key, "Computer")) return true;
        return false;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        var file = Dating.of(input);
        Json.each(input, sink, (record, line) -> {
            var origin = input.origin(line, -1, record.toString());
            var stated = record.has("time") ? record.get("time") : record.get("stated_at");
            var time = stated == null ? file : dates.start(stated);
            var pending = pending(record);
            var since = dates.start(record.get("since"));
            if (time == null
                    || pending == null
                    || since == null && !Json.text(record.get("since")).isEmpty())
                sink.rejected(origin, "expected a time, pending true or false, and since when");
            else
                sink.fact(new RebootPending(
                        host(record),
                        time.instant(),
                        pending,
                        since == null ? null : since.instant(),
                        reasons(record),
                        time.on(origin)));
        });
    }

    private static @Nullable Boolean pending(JsonNode record) {
        for (var key : PENDING) if (record.has(key)) return Json.flag(record.get(key));
        return null;
    }

    private static String host(JsonNode record) {
        for (var key : List.of("host", "PSComputerName", "ComputerName", "Computer")) {
            var name = Json.text(record.get(key));
            if (!name.isEmpty()) return name;
        }
        return "";
    }

    private static List<String> reasons(JsonNode record) {
        var reasons = new ArrayList<String>();
        var said = record.path("reasons");
        if (said.isTextual()) for (var reason : said.textValue().split("[|,;]")) add(reasons, reason);
        for (var reason : said) add(reasons, Json.text(reason));
        for (var flag : FLAGS) if (Boolean.TRUE.equals(Json.flag(record.get(flag)))) reasons.add(flag);
        return reasons;
    }

    private static void add(List<String> reasons, String reason) {
        if (!reason.isBlank() && reasons.size() < 50) reasons.add(reason.strip());
    }
}

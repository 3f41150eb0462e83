package tilsyn.decoder.updates;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
import tilsyn.fact.Origin;
import tilsyn.fact.UpdateState;
import tilsyn.fact.UpdateState.Update;

/** Reads what the Windows Update Agent finds missing ({@code IsInstalled=0}), as ConvertTo-Json writes it. */
public final class WindowsUpdateJsonDecoder implements Decoder {
    private static final int MOST = 5_000;
    private static final Map<String, String> CATEGORIES = Map.of(
            "0fa1201d-4330-4fa8-8ae9-b877473b6441", "security",
            "e6cf1350-c01b-414d-a61f-263d14d133b4", "critical",
            "e0789628-ce08-4437-be74-2495b842f43b", "definition");

    @Override
    public Format format() {
        return new Format(
                "windows-updates-json",
                Family.UPDATES,
                "Missing Windows updates (Windows Update Agent, JSON)",
                "(New-Object -ComObject Microsoft.Update.Session).CreateUpdateSearcher().Search('IsInstalled=0').Updates |"
                        + " select Title,@{n='KBArticleIDs';e={@($_.KBArticleIDs)}},MsrcSeverity,LastDeploymentChangeTime,"
                        + "@{n='CategoryIDs';e={@($_.Categories|%{$_.CategoryID})}} | ConvertTo-Json"
                        + " > updates-HOST-$(Get-Date -f yyyyMMddTHHmm).json",
                List.of("UPD-02", "UPD-04"));
    }

    @Override
    public boolean recognises(Head head) {
        return Json.hasKeys(head, "Title", "KBArticleIDs") || Json.hasKeys(head, "Title", "UpdateID");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        var time = Dating.of(input);
        Map<String, List<Update>> hosts = new TreeMap<>();
        Map<String, Origin> places = new TreeMap<>();
        Json.each(input, sink, (record, line) -> {
            var origin = input.origin(line, -1, record.toString());
            var host = Json.text(record.get("PSComputerName"));
            if (Json.text(record.get("Title")).isEmpty()) {
                sink.rejected(origin, "expected an update with a title");
                return;
            }
            var updates = hosts.computeIfAbsent(host, name -> new ArrayList<>());
            if (updates.size() >= MOST || hosts.size() > MOST)
                sink.rejected(origin, "more than %d updates".formatted(MOST));
            else updates.add(update(record, dates));
            if (places.putIfAbsent(host, origin) != null) sink.ignored("a further row of the same list");
        });
        hosts.forEach((host, updates) -> sink.fact(new UpdateState(
                host, time.instant(), updates, null, time.on(places.getOrDefault(host, input.origin(1, -1, ""))))));
    }

    private static Update update(JsonNode record, Dates dates) {
        var title = Json.text(record.get("Title"));
        var released = dates.start(record.get("LastDeploymentChangeTime"));
        return new Update(kb(record, title), title, category(record), released == null ? null : released.instant());
    }

    private static String kb(JsonNode record, String title) {
        var ids = record.path("KBArticleIDs");
        var id = Json.text(ids.isArray() && !ids.isEmpty() ? ids.get(0) : ids);
        return Kb.of(id, title);
    }

    private static String category(JsonNode record) {
        for (var id : record.path("CategoryIDs")) {
            var known = category(Json.text(id));
            if (known != null) return known;
        }
        // Microsoft rates what closes a hole, and nothing else
        return Json.text(record.get("MsrcSeverity")).isEmpty() ? "other" : "security";
    }

    private static @Nullable String category(String id) {
        return CATEGORIES.get(id.toLowerCase(Locale.ROOT));
    }
}

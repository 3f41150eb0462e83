package tilsyn.decoder.updates;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Sink;
import tilsyn.fact.GuestList;
import tilsyn.fact.GuestList.Guest;
import tilsyn.fact.Origin;

/** Reads {@code Get-VM | ConvertTo-Json} of Hyper-V, whose states are numbers unless the export names them. */
public final class GuestJsonDecoder implements Decoder {
    private static final int MOST = 20_000;
    private static final Map<String, String> STATES = Map.of(
            "1", "Other", "2", "Running", "3", "Off", "4", "Stopping", "6", "Saved", "9", "Paused", "10", "Starting");

    @Override
    public Format format() {
        return new Format(
                "guests-json",
                Family.UPDATES,
                "Virtual machines of a hypervisor (Get-VM, JSON)",
                "Get-VM | select Name,State,ComputerName,VMId | ConvertTo-Json > guests-HOST-$(Get-Date -f yyyyMMddTHHmm).json",
                List.of("AGR-01", "BCK-02"));
    }

    @Override
    public boolean recognises(Head head) {
        return Json.hasKeys(head, "State", "VMName")
                || Json.hasKeys(head, "State", "Name", "VMId")
                || Json.hasKeys(head, "State", "Name", "ComputerName");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var time = Dating.of(input);
        Map<String, List<Guest>> hosts = new TreeMap<>();
        Map<String, Origin> places = new TreeMap<>();
        var overflown = new boolean[1];
        Json.each(input, sink, (record, line) -> {
            var origin = input.origin(line, -1, raw(record));
            var name = Json.text(record.has("Name") ? record.get("Name") : record.get("VMName"));
            if (name.isEmpty()) {
                sink.rejected(origin, "expected a virtual machine with a name");
                return;
            }
            var host = Json.text(record.get("ComputerName"));
            var guests = hosts.computeIfAbsent(host, key -> new ArrayList<>());
            if (guests.size() >= MOST || hosts.size() > MOST) overflown[0] = true;
            else guests.add(new Guest(name, state(record.get("State"))));
            if (places.putIfAbsent(host, origin) != null) sink.ignored("a further row of the same list");
        });
        places.forEach((host, origin) -> {
            if (overflown[0]) sink.rejected(origin, "more than %d virtual machines".formatted(MOST));
            else sink.fact(new GuestList(host, time.instant(), hosts.getOrDefault(host, List.of()), time.on(origin)));
        });
    }

    private static String state(JsonNode state) {
        var said = Json.text(state != null && state.isObject() ? state.get("Value") : state);
        return STATES.getOrDefault(said, said);
    }

    private static String raw(JsonNode record) {
        var raw = new StringBuilder();
        for (var key : List.of("Name", "VMName", "State", "ComputerName", "VMId"))
            if (record.has(key))
                raw.append('"')
                        .append(key)
                        .append("\":")
                        .append(record.get(key))
                        .append(' ');
        return raw.toString().strip();
    }
}

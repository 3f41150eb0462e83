package tilsyn.decoder.antivirus;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.Origin;

/** Reads {@code Get-MpComputerStatus} as PowerShell shows it on the screen: a key and its value a line. */
public final class DefenderListDecoder implements Decoder {
    private static final Pattern FIELD = Pattern.compile("([A-Z]\\w{2,60})\\s*: ?(.*)");
    private static final int MOST_FIELDS = 200;

    @Override
    public Format format() {
        return new Format(
                "defender-status-list",
                Family.ANTIVIRUS,
                "Microsoft Defender status (Get-MpComputerStatus, text)",
                "Get-MpComputerStatus > defender-HOST-$(Get-Date -f yyyyMMddTHHmm).txt   (daily)",
                List.of("AV-01", "AV-02", "AV-03"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary() || head.firstChar() == '{' || head.firstChar() == '[') return false;
        return head.lines(80).stream()
                .anyMatch(line -> line.startsWith("RealTimeProtectionEnabled ")
                        && FIELD.matcher(line).matches());
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var file = Dating.of(input);
        var dates = Dates.of(input);
        ObjectNode fields = null;
        Line first = null;
        var raw = new StringBuilder();
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var field = line.text().length() > 5_000 ? null : FIELD.matcher(line.text());
                if (field == null || !field.matches()) {
                    if (!line.text().isBlank()) continue;
                    status(fields, first, raw, file, dates, input, sink);
                    fields = null;
                    continue;
                }
                if (fields == null) {
                    fields = JsonNodeFactory.instance.objectNode();
                    first = line;
                    raw.setLength(0);
                }
                if (raw.length() < Origin.RAW_LIMIT) raw.append(line.text()).append('\n');
                var value = field.group(2).strip();
                if (!value.isEmpty() && fields.size() < MOST_FIELDS) fields.put(field.group(1), value);
            }
        }
        status(fields, first, raw, file, dates, input, sink);
    }

    private static void status(
            @Nullable ObjectNode fields,
            @Nullable Line first,
            StringBuilder raw,
            When file,
            Dates dates,
            Input input,
            Sink sink) {
        if (fields == null || first == null) return;
        var origin = input.origin(first.number(), first.offset(), raw.toString().strip());
        var status = new DefenderStatus(fields, dates).at(file, origin);
        if (status == null) sink.rejected(origin, "expected the fields of Get-MpComputerStatus");
        else sink.fact(status);
    }
}

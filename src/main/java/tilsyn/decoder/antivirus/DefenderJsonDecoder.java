package tilsyn.decoder.antivirus;

import java.io.IOException;
import java.util.List;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Sink;

/** Reads {@code Get-MpComputerStatus | ConvertTo-Json}, of one machine or a list of them. */
public final class DefenderJsonDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "defender-status-json",
                Family.ANTIVIRUS,
                "Microsoft Defender status (Get-MpComputerStatus, JSON)",
                "Get-MpComputerStatus | ConvertTo-Json > defender-HOST-$(Get-Date -f yyyyMMddTHHmm).json   (daily)",
                List.of("AV-01", "AV-02", "AV-03"));
    }

    @Override
    public boolean recognises(Head head) {
        return Json.hasKeys(head, "RealTimeProtectionEnabled") || Json.hasKeys(head, "AntivirusSignatureLastUpdated");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var file = Dating.of(input);
        var dates = Dates.of(input);
        Json.each(input, sink, (record, line) -> {
            var origin = input.origin(line, -1, record.toString());
            var status = new DefenderStatus(record, dates).at(file, origin);
            if (status == null) sink.rejected(origin, "expected the fields of Get-MpComputerStatus");
            else sink.fact(status);
        });
    }
}

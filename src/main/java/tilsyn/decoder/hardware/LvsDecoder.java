package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.fact.RaidArray;

/** Reads LVM's {@code lvs}: raid and mirror volumes by their attributes (lvs(8)) and how far they are copied. */
public final class LvsDecoder implements Decoder {
    private static final Pattern HEADING = Pattern.compile("\\s*LV\\s+(?:VG\\s+)?Attr\\s.*Cpy%Sync.*");
    private static final Pattern ROW = Pattern.compile(
            "\\s*(\\S{1,128})\\s+(?:(\\S{1,128})\\s+)?([-rRmMiIeElocsStTVvpDP][-wrRW][-acilnAC!][-m][-aspdtSIvimXcC][-oX][-mtsruvC][-z][-prmwXsTC][-k])(?:\\s(.*))?");
    private static final Pattern COPIED = Pattern.compile("(?<!\\S)(\\d{1,3}[.,]\\d\\d)(?!\\S)");

    @Override
    public Format format() {
        return new Format(
                "lvs",
                Family.HARDWARE,
                "LVM volumes (lvs)",
                "lvs -a -o lv_name,vg_name,lv_attr,copy_percent,lv_health_status,devices > lvs-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-01"));
    }

    @Override
    public boolean recognises(Head head) {
        return RaidReport.isMarked(head, line -> HEADING.matcher(line).matches());
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        new Report(input, sink).read();
    }

    private static final class Report extends RaidReport {
        Report(Input input, Sink sink) {
            super(input, sink);
        }

        @Override
        void line(Line line, String text) {
            if (HEADING.matcher(text).matches()) return;
            var row = text.length() > 1_000 ? null : ROW.matcher(text.stripTrailing());
            if (row == null || !row.matches()) {
                rejected(line, "expected a volume, as lvs prints it");
                return;
            }
            var attributes = row.group(3);
            if (row.group(1).startsWith("[") || "rRmM".indexOf(attributes.charAt(0)) < 0) {
                sink.ignored("no raid or mirror of its own");
                return;
            }
            var volume = volume(row.group(2) == null ? row.group(1) : row.group(2) + "/" + row.group(1), line);
            if (volume == null) return;
            var copied = COPIED.matcher(row.group(4) == null ? "" : row.group(4));
            var percent = copied.find() ? Quantity.number(copied.group(1).replace(',', '.')) : null;
            boolean whole = percent != null && percent >= 100;
            char health = attributes.charAt(8);
            volume.level = "rR".indexOf(attributes.charAt(0)) >= 0 ? "raid" : "mirror";
            volume.says(
                    switch (health) {
                        case '-', 'w', 'm' ->
                            attributes.charAt(4) != 'a' || percent == null
                                    ? RaidArray.State.UNKNOWN
                                    : whole ? RaidArray.State.OPTIMAL : RaidArray.State.DEGRADED;
                        case 'p', 'r' -> RaidArray.State.DEGRADED;
                        default -> RaidArray.State.UNKNOWN;
                    },
                    attributes);
            if (health == 'm') volume.mismatches = 1;
            if (!whole && (health == '-' || health == 'w')) volume.rebuild = percent;
        }
    }
}

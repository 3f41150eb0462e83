package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.fact.RaidArray;

/** Reads {@code container list} of afacli, which the aacraid controllers of Adaptec, Dell and HP had before arcconf. */
public final class AfacliDecoder implements Decoder {
    private static final Pattern CONTAINER = Pattern.compile(" {0,4}(\\d{1,3}) {1,6}([A-Z][\\w-]{2,7}) .*");
    private static final Pattern MEMBER =
            Pattern.compile(".{0,60}\\b(\\d{1,2}:\\d{1,3}:\\d{1,3}) {1,4}\\S{1,10}: {0,6}\\S{1,10} (.{0,8})(.*)");
    private static final Pattern REBUILD = Pattern.compile(".{0,20}\\bRebuild {1,4}(\\d{1,3}(?:\\.\\d)?)%.*");

    @Override
    public Format format() {
        return new Format(
                "afacli",
                Family.HARDWARE,
                "Adaptec, Dell or HP controller of before arcconf by afacli",
                "afacli, then: open afa0; container list /full   (log on to a file first: logfile start afa-HOST.txt)",
                List.of("HW-01"));
    }

    @Override
    public boolean recognises(Head head) {
        return RaidReport.isMarked(
                head,
                line -> line.contains("Executing: container list") || line.startsWith("Label Type   Size   Ctr Size"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        new Report(input, sink).read();
    }

    private static final class Report extends RaidReport {
        private @Nullable Volume volume;

        Report(Input input, Sink sink) {
            super(input, sink);
        }

        @Override
        void line(Line line, String text) {
            var member = MEMBER.matcher(text);
            if (!member.matches()) return;
            var container = CONTAINER.matcher(text);
            if (container.matches()) {
                volume = shown("container " + container.group(1), line);
                if (volume != null) volume.level = level(container.group(2));
            }
            if (volume == null) return;
            volume.member(isNormal(member.group(2)));
            worse(volume, member.group(2).strip());
            var rebuild = REBUILD.matcher(member.group(3));
            if (rebuild.matches()) {
                worse(volume, "Rebuild");
                volume.rebuild = Quantity.number(rebuild.group(1));
            }
        }
    }

    private static boolean isNormal(String word) {
        return word.strip().equals("Normal");
    }

    private static void worse(Volume volume, String word) {
        var state = switch (word) {
            case "Normal" -> RaidArray.State.OPTIMAL;
            case "UnProt", "Unprot", "Rebuild", "Build" -> RaidArray.State.DEGRADED;
            default -> RaidArray.State.UNKNOWN;
        };
        if (volume.nativeState.isEmpty() || volume.state == RaidArray.State.OPTIMAL) volume.says(state, word);
    }

    private static String level(String type) {
        return switch (type) {
            case "Mirror" -> "raid1";
            case "Stripe" -> "raid0";
            default -> type.toLowerCase(Locale.ROOT).replace("-", "");
        };
    }
}

package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.fact.VolumeUsage;

/** Reads {@code df}, with or without {@code -P}, {@code -T}, {@code -B1}, {@code -k} and {@code -h}. Free is what users may still write. */
public final class DfDecoder implements Decoder {
    private static final Pattern BLOCKS = Pattern.compile("(\\d{1,10})([KMGT]?)B?-blocks");
    private static final Pattern USED = Pattern.compile("(\\d{1,3}%|-)");

    @Override
    public Format format() {
        return new Format(
                "df",
                Family.HARDWARE,
                "Free space of file systems (df)",
                "df -P -B1 > df-HOST-$(date +%Y%m%dT%H%M).txt   (daily)",
                List.of("OPS-03", "BCK-03"));
    }

    @Override
    public boolean recognises(Head head) {
        return !head.binary() && head.lines(3).stream().anyMatch(DfDecoder::isHeading);
    }

    private static boolean isHeading(String line) {
        return (line.startsWith("Filesystem") || line.startsWith("Filsystem"))
                && (BLOCKS.matcher(line).find() || line.contains(" Size ") || line.contains(" Størrelse "))
                && (line.contains("Mounted on") || line.contains("Montert p"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var time = Dating.of(input);
        long block = 0;
        boolean typed = false;
        var begun = "";
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text();
                if (text.isBlank()) continue;
                if (isHeading(text)) {
                    block = block(text);
                    typed = text.contains(" Type ");
                    sink.ignored("heading");
                    continue;
                }
                var whole = (begun + " " + text).strip();
                begun = "";
                if (text.length() > 4_000 || block == 0) {
                    sink.rejected(input.origin(line), "expected a line below df's heading");
                    continue;
                }
                var fields = Arrays.asList(whole.split("\\s+"));
                if (fields.size() == 1) {
                    begun = whole;
                    continue;
                }
                int used = used(fields);
                if (used < 3 + (typed ? 1 : 0) || used + 1 >= fields.size()) {
                    sink.rejected(
                            input.origin(line),
                            "expected a file system, its size, used, free, per cent and where it is mounted");
                    continue;
                }
                var mount = String.join(" ", fields.subList(used + 1, fields.size()));
                var device = fields.get(0);
                var size = size(fields.get(used - 3), block);
                var free = size(fields.get(used - 1), block);
                if (Mounts.isElsewhere(device, typed ? fields.get(1) : "", mount)) sink.ignored("not on a disk");
                else if (size == null || free == null || size <= 0 || free > size)
                    sink.rejected(input.origin(line), "expected a size and the free space within it");
                else sink.fact(new VolumeUsage("", mount, size, free, time.instant(), time.on(input.origin(line))));
            }
        }
    }

    private static int used(List<String> fields) {
        for (int at = 3; at < fields.size(); at++)
            if (USED.matcher(fields.get(at)).matches()
                    && fields.size() > at + 1
                    && fields.get(at + 1).startsWith("/")) return at;
        return -1;
    }

    /** 1 where each size has its own unit. */
    private static long block(String heading) {
        var blocks = BLOCKS.matcher(heading);
        if (!blocks.find()) return 1;
        int power = "KMGT".indexOf(blocks.group(2)) + 1;
        return Long.parseLong(blocks.group(1)) * (blocks.group(2).isEmpty() ? 1 : 1L << 10 * power);
    }

    private static @org.jspecify.annotations.Nullable Long size(String text, long block) {
        long count = Quantity.count(text);
        if (count < 0) return Quantity.bytes(text, text.indexOf(',') >= 0, 1024);
        return Quantity.bytes((double) count * block, 0, 1024);
    }
}

package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
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

/**
 * Reads {@code dmsetup status} of LVM's raid and mirror volumes: a letter a leg, {@code A} in step, {@code a} catching up,
 * {@code D} dead, and how far they are.
 */
public final class DeviceMapperDecoder implements Decoder {
    private static final Pattern RAID = Pattern.compile("(\\S{1,200}): \\d{1,18} \\d{1,18} raid (\\S{1,20}) (\\d{1,4})"
            + " ([AaD-]{1,200}) (\\d{1,18})/(\\d{1,18}) (\\w{1,20}) (\\d{1,18})\\b.*");
    private static final Pattern MIRROR = Pattern.compile("(\\S{1,200}): \\d{1,18} \\d{1,18} (mirror) (\\d{1,4})"
            + " (?:\\d{1,5}:\\d{1,5} ){1,32}(\\d{1,18})/(\\d{1,18}) \\d ([AaDSRU]{1,32})\\b.*");
    private static final Pattern OTHER =
            Pattern.compile("(\\S{1,200}): \\d{1,18} \\d{1,18} [a-z][a-z0-9-]{1,30}(?: .*)?");

    @Override
    public Format format() {
        return new Format(
                "dmsetup-status",
                Family.HARDWARE,
                "LVM raid and mirror volumes (dmsetup status)",
                "dmsetup status > dmsetup-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-01"));
    }

    @Override
    public boolean recognises(Head head) {
        return RaidReport.isMarked(
                head,
                line -> RAID.matcher(line).matches() || MIRROR.matcher(line).matches());
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
            var bare = text.strip();
            var raid = RAID.matcher(bare);
            var mirror = MIRROR.matcher(bare);
            if (raid.matches()) volume(raid, raid.group(4), raid.group(5), raid.group(6), raid.group(7), line);
            else if (mirror.matches()) volume(mirror, mirror.group(6), mirror.group(4), mirror.group(5), "", line);
            else if (bare.startsWith("#") || OTHER.matcher(bare).matches()) sink.ignored("no raid or mirror");
            else rejected(line, "expected a device, as dmsetup status prints it");
        }

        private void volume(Matcher said, String legs, String done, String of, String action, Line line) {
            var volume = volume(said.group(1), line);
            if (volume == null) return;
            volume.level = said.group(2);
            volume.members = Integer.parseInt(said.group(3));
            volume.ok = (int) legs.chars().filter(leg -> leg == 'A').count();
            boolean dead = legs.chars().anyMatch(leg -> leg != 'A' && leg != 'a');
            long in = Quantity.count(done);
            long whole = Quantity.count(of);
            boolean inStep = volume.ok == volume.members && in == whole;
            boolean working = !dead && !action.equals("idle") && !action.equals("frozen");
            volume.says(
                    volume.ok == 0
                            ? RaidArray.State.FAILED
                            : inStep || action.equals("check") && !dead
                                    ? RaidArray.State.OPTIMAL
                                    : RaidArray.State.DEGRADED,
                    (legs + " " + action).strip());
            if (working && whole > 0) volume.rebuild = Math.round(1000.0 * Math.min(in, whole) / whole) / 10.0;
            if (!action.isEmpty()) volume.mismatches = Quantity.count(said.group(8));
        }
    }
}

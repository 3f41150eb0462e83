package tilsyn.source;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Decoders;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.fact.FileRead;
import tilsyn.store.Intake;

/** Pours what arrives by itself into the store, decoded as a file of the same content would be. */
public final class Pouring {
    private static final Decoder SYSLOG = Decoders.all().stream()
            .filter(decoder -> decoder.format().id().equals("syslog-frames"))
            .findFirst()
            .orElseThrow();

    private final Intake intake;
    private final ZoneId zone;
    private final String zoneNote;
    private final UnaryOperator<Sink> between;
    private final SequenceIds numbers;

    /**
     * @param zone of local times
     * @param between makes for each input what stands between its decoder and the store
     * @param numbers looks for those that are missing
     */
    public Pouring(Intake intake, ZoneId zone, String zoneNote, UnaryOperator<Sink> between, SequenceIds numbers) {
        this.intake = intake;
        this.zone = zone;
        this.zoneNote = zoneNote;
        this.between = between;
        this.numbers = numbers;
    }

    /**
     * Reads batches of one feed, received on one day, in one transaction.
     *
     * @param batches in the order they came, and at least one
     * @return what became of all that the peer sent that day
     */
    public FileRead batches(List<Batch> batches) {
        var first = batches.get(0);
        long bytes = batches.stream().mapToLong(batch -> batch.bytes().length).sum();
        var arrival = intake.batch(first.feed(), bytes, first.received());
        var sink = numbers.watching(first.route(), first.peer(), between.apply(arrival));
        var counted = new Counted(first.host().isEmpty() ? sink : new Certified(sink, first.host()));
        var problem = "";
        for (var batch : batches) {
            var input = new Input(
                    batch.feed(),
                    () -> new ByteArrayInputStream(batch.bytes()),
                    "",
                    batch.received(),
                    batch.received(),
                    zone,
                    zoneNote);
            var broken = counted.take(SYSLOG, input);
            if (broken.isEmpty()) continue;
            counted.rejected(input.origin(0, -1, ""), broken);
            problem = broken;
        }
        counted.end();
        return arrival.done(SYSLOG.format().id(), first.route(), problem);
    }

    /**
     * Reads lines of a growing file, or of a topic, in one transaction, with how far it is read.
     *
     * @return what became of all that was read of it that day
     */
    public FileRead chunk(Tails.Chunk chunk, Instant received) {
        var input = new Input(
                chunk.feed(),
                () -> new ByteArrayInputStream(chunk.bytes()),
                "",
                received,
                received,
                zone,
                zoneNote,
                chunk.from().lines(),
                chunk.from().bytes());
        var arrival = intake.batch(chunk.feed(), chunk.bytes().length, received);
        arrival.read(chunk.to());
        var counted = new Counted(between.apply(arrival));
        if (!chunk.lost().isEmpty()) counted.rejected(input.origin(0, -1, ""), chunk.lost());
        var decoder = chunk.format();
        String problem;
        if (decoder == null) {
            problem = "of no format that is read line by line";
            for (long line = chunk.from().lines(); line < chunk.to().lines(); line++)
                counted.rejected(input.origin(line - chunk.from().lines() + 1, -1, ""), problem);
        } else {
            problem = counted.take(decoder, input);
            if (!problem.isEmpty()) counted.rejected(input.origin(0, -1, ""), problem);
        }
        counted.end();
        return arrival.done(decoder == null ? "" : decoder.format().id(), chunk.route(), problem);
    }

    /**
     * Reads a whole file; whatever the decoder does, it is accounted for.
     *
     * @param name what origins call it
     * @param route what brought it
     * @return what became of it; of a zip, of each file in it
     */
    public List<FileRead> file(Path path, String name, String route, Instant received) {
        var settings = new Settings(path, zone, zoneNote, received);
        var read = new ArrayList<FileRead>();
        new Contents(settings, Progress.NONE, Bounds.USUAL).each(delivery -> {
            try {
                var decoder = delivery.recognised(Decoders::of);
                var found = delivery.input().orElseThrow();
                int entry = found.file().indexOf('!');
                var input = new Input(
                        entry < 0 ? name : name + found.file().substring(entry),
                        found.opener(),
                        found.sha256(),
                        found.modified(),
                        found.received(),
                        found.zone(),
                        found.zoneNote());
                var arrival = intake.begin(input.file(), input.sha256(), delivery.bytes(), received);
                var counted = new Counted(between.apply(arrival));
                var problem = counted.take(decoder, input);
                if (!problem.isEmpty()) counted.rejected(delivery.whole(received), problem);
                counted.end();
                read.add(arrival.done(decoder.format().id(), route, problem));
            } catch (NotTaken refused) {
                var arrival = intake.begin(name, delivery.sha256(), delivery.bytes(), received);
                if (delivery.isEmpty()) arrival.ignored(refused.reason());
                else arrival.rejected(delivery.whole(received), refused.reason());
                read.add(arrival.done(delivery.format(), route, refused.reason()));
            }
        });
        return read;
    }
}

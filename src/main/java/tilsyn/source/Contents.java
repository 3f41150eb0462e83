package tilsyn.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;

/** All files of a folder, zip or single file, unpacked, one after the other; also those that can't be read, with why. */
final class Contents {
    private final Settings settings;
    private final Progress progress;
    private final Bounds bounds;
    private final AtomicLong expanded = new AtomicLong();

    Contents(Settings settings, Progress progress, Bounds bounds) {
        this.settings = settings;
        this.progress = progress;
        this.bounds = bounds;
    }

    /** Hands over each file; it may be read until {@code each} returns. */
    void each(Consumer<Delivery> each) {
        var files = Folder.list(settings.input(), bounds);
        var meter = new Meter(
                progress,
                files.size(),
                files.stream().mapToLong(Folder.Listed::bytes).sum());
        for (var file : files) {
            meter.begin(file.name());
            read(file, meter, met -> each.accept(delivery(met)));
            meter.done(file.bytes());
        }
        meter.end();
    }

    private void read(Folder.Listed file, Meter meter, Consumer<Met> each) {
        var refused = file.refused();
        if (refused != null) {
            each.accept(new Met.Unreadable(file.name(), refused));
            return;
        }
        var bytes = meter.over(() -> Folder.open(file.path()));
        try {
            byte[] magic;
            try (var in = bytes.open()) {
                magic = in.readNBytes(4);
            }
            if (Zip.is(magic)) new Zip(bounds, settings.zone(), expanded).read(file.name(), file.path(), 1, each);
            else {
                var opener = Gzip.is(magic) ? Gzip.opener(bytes, file.bytes(), bounds, expanded) : bytes;
                each.accept(new Met.Readable(file.name(), bytes, opener, file.modified(), -1, file.bytes()));
            }
        } catch (IOException broken) {
            each.accept(new Met.Unreadable(file.name(), "can't be read: " + Folder.said(broken)));
        }
    }

    private Delivery delivery(Met met) {
        if (met instanceof Met.Unreadable unreadable) return Delivery.unreadable(met.name(), unreadable.reason());
        var file = (Met.Readable) met;
        var crc = new CRC32();
        try (var in = new DigestInputStream(new CheckedInputStream(file.packed().open(), crc), sha256())) {
            long bytes = in.transferTo(java.io.OutputStream.nullOutputStream());
            if (file.crc() >= 0 && file.crc() != crc.getValue())
                return Delivery.unreadable(met.name(), "damaged: its checksum is not the one that the zip states");
            var hash = HexFormat.of().formatHex(in.getMessageDigest().digest());
            var input = new Input(
                    file.name(),
                    file.opener(),
                    hash,
                    file.modified(),
                    settings.received(),
                    settings.zone(),
                    settings.zoneNote());
            return Delivery.of(input, bytes, head(input));
        } catch (IOException broken) {
            return Delivery.unreadable(met.name(), "can't be read: " + Folder.said(broken));
        }
    }

    /** Of a file that is cut off, what can be read is worth reading. */
    private static Head head(Input input) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (InputStream in = input.open()) {
            var buffer = new byte[8192];
            for (int read = in.read(buffer); read > 0 && bytes.size() < Head.LIMIT; read = in.read(buffer))
                bytes.write(buffer, 0, Math.min(read, Head.LIMIT - bytes.size()));
        } catch (IOException broken) {
            if (bytes.size() == 0) throw broken;
        }
        return Head.of(input.file(), bytes.toByteArray());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}

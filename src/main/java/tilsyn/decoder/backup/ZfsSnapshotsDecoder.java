package tilsyn.decoder.backup;

import java.io.IOException;
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
import tilsyn.fact.RestorePoint;

/** Reads {@code zfs list -t snapshot -Hp -o name,used,creation}: snapshots, which lie on the pool they are of. */
public final class ZfsSnapshotsDecoder implements Decoder {
    private static final Pattern ROW =
            Pattern.compile("([\\w./:-]{1,255})@([\\w.:-]{1,255})\\t(\\d{1,18})\\t(\\d{9,10})");
    private static final int LONGEST = 600;

    @Override
    public Format format() {
        return new Format(
                "zfs-snapshots",
                Family.BACKUP,
                "ZFS snapshots (zfs list)",
                "zfs list -t snapshot -Hp -o name,used,creation > zfs-snapshots-HOST-$(date +%Y%m%dT%H%M).tsv",
                List.of("BCK-06"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        var first = head.lines(1);
        return !first.isEmpty()
                && first.get(0).length() <= LONGEST
                && ROW.matcher(first.get(0)).matches();
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var listed = Dating.of(input);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (line.text().isBlank()) continue;
                var row = line.text().length() > LONGEST ? null : ROW.matcher(line.text());
                var made =
                        row == null || !row.matches() ? null : Epochs.when(Quantity.number(row.group(4)), row.group(4));
                if (row == null || made == null)
                    sink.rejected(input.origin(line), "expected a snapshot's name, used bytes and seconds since 1970");
                else
                    sink.fact(new RestorePoint(
                            "",
                            "zfs",
                            row.group(1),
                            row.group(2),
                            "",
                            RestorePoint.State.COMPLETE,
                            "listed",
                            made.instant(),
                            -1,
                            List.of(row.group(1)),
                            row.group(1).contains("/")
                                    ? row.group(1).substring(0, row.group(1).indexOf('/'))
                                    : row.group(1),
                            listed.instant(),
                            listed.on(input.origin(line))));
            }
        }
    }
}

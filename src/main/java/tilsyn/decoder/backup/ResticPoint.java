package tilsyn.decoder.backup;

import java.util.List;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Input;
import tilsyn.decoder.When;
import tilsyn.fact.Origin;
import tilsyn.fact.RestorePoint;

/** A snapshot that some list of restic's shows. */
final class ResticPoint {
    private ResticPoint() {}

    /** Whole in itself, whatever its run could not read. */
    static RestorePoint of(
            String host, String id, When made, long bytes, List<String> paths, Input input, Origin origin) {
        var listed = Dating.of(input);
        return new RestorePoint(
                host,
                "restic",
                "restic",
                id,
                "",
                RestorePoint.State.COMPLETE,
                "listed",
                made.instant(),
                bytes,
                paths,
                "",
                listed.instant(),
                listed.on(origin));
    }
}

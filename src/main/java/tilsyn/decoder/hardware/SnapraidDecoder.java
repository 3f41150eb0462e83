package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.IntegrityCheck;
import tilsyn.fact.IntegrityCheck.Result;

/**
 * Reads {@code snapraid check}, {@code scrub}, {@code status} and {@code diff}. A status knows only of errors that a scrub has
 * met, so that it proves nothing while parts were never scrubbed; a sync checks nothing.
 */
public final class SnapraidDecoder implements Decoder {
    private static final Pattern ERRORS =
            Pattern.compile("\\s*(\\d{1,12}) (errors|(?:file |io |data )?errors|unrecoverable errors)");
    private static final Pattern UNSCRUBBED = Pattern.compile("(\\d{1,3})% of the array is not scrubbed\\.");
    private static final Pattern DANGER = Pattern.compile("DANGER! In the array there are (\\d{1,12}) errors!.*");

    @Override
    public Format format() {
        return new Format(
                "snapraid",
                Family.HARDWARE,
                "SnapRAID (snapraid scrub, check, status, diff)",
                "(snapraid scrub; snapraid status; snapraid diff) > snapraid-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("OPS-05"));
    }

    @Override
    public boolean recognises(Head head) {
        return !head.binary()
                && head.lines(6).stream()
                        .anyMatch(line -> line.startsWith("Loading state from ") && line.contains("snapraid.content"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var said = new Said(Dating.of(input), input, sink);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next())
                if (line.text().length() < 1_000) said.line(line, line.text().strip());
        }
        said.told();
    }

    private static final class Said {
        private final When time;
        private final Input input;
        private final Sink sink;
        private @Nullable Cited cited;
        private String check = "snapraid";
        private long errors = -1;
        private long lost = -1;
        private long unscrubbed;
        private @Nullable Result result;
        private String words = "";

        Said(When time, Input input, Sink sink) {
            this.time = time;
            this.input = input;
            this.sink = sink;
        }

        void line(Line line, String text) {
            if (text.startsWith("Self test...") || text.startsWith("Loading state from ") && cited == null) {
                told();
                cited = new Cited(line);
                return;
            }
            var counted = ERRORS.matcher(text);
            var scrubbed = UNSCRUBBED.matcher(text);
            var danger = DANGER.matcher(text);
            if (text.equals("Checking...") || text.equals("Scrubbing..."))
                check = "snapraid " + (text.startsWith("C") ? "check" : "scrub");
            else if (text.equals("Syncing...")) check = "snapraid sync";
            else if (text.equals("SnapRAID status report:")) check = "snapraid status";
            else if (text.equals("Comparing...")) check = "snapraid diff";
            else if (counted.matches()) {
                if (counted.group(2).startsWith("unrecoverable")) lost = Quantity.count(counted.group(1));
                else errors = Math.max(0, errors) + Quantity.count(counted.group(1));
                says(Result.DAMAGED, text, line);
            } else if (scrubbed.matches()) unscrubbed = Quantity.count(scrubbed.group(1));
            else if (danger.matches()) {
                errors = Quantity.count(danger.group(1));
                says(Result.DAMAGED, text, line);
            } else if (text.equals("Everything OK") || text.equals("No error detected.")) {
                errors = 0;
                says(Result.CLEAN, text, line);
            } else if (text.equals("There are differences!")) says(Result.UNKNOWN, text, line);
        }

        private void says(Result told, String text, Line line) {
            result = told;
            words = words.isEmpty() ? text : words + ", " + text;
            if (cited == null) cited = new Cited(line);
            cited.add(line);
        }

        /** Zero errors counted are none; what was never scrubbed was not looked at. */
        void told() {
            var judged = result;
            if (judged == Result.DAMAGED && errors <= 0 && lost <= 0) judged = Result.CLEAN;
            if (judged == Result.CLEAN && check.equals("snapraid status") && unscrubbed > 0) judged = Result.UNKNOWN;
            if (cited != null && (judged == null || check.equals("snapraid sync") && judged == Result.CLEAN))
                sink.ignored(check + " says nothing of errors that it looked for");
            else if (cited != null && judged != null)
                sink.fact(new IntegrityCheck(
                        "", check, "snapraid", judged, errors, words, time.instant(), cited.on(time, input)));
            cited = null;
            check = "snapraid";
            errors = lost = -1;
            unscrubbed = 0;
            result = null;
            words = "";
        }
    }
}

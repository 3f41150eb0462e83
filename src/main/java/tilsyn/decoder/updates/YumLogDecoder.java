package tilsyn.decoder.updates;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.LocalTimes;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.UpdateInstall;

/**
 * Reads {@code yum.log}, whose times have no year, and dnf's {@code dnf.rpm.log}: each package put in. What failed neither says.
 */
public final class YumLogDecoder implements Decoder {
    private static final Pattern YUM = Pattern.compile(
            "([A-Z][a-z]{2}) {1,2}(\\d{1,2}) (\\d\\d):(\\d\\d):(\\d\\d) (Installed|Updated|Erased|Obsoleted|Dep-Installed): (\\S{1,300})(?: .{0,300})?");
    private static final Pattern DNF = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:[+-]\\d{4}|Z)) (?:SUBDEBUG|INFO) (Install(?:ed)?|Upgraded?|Erased?|Obsoleted?|Downgraded?|Cleanup|Reinstalled): (\\S{1,300})");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final int LONGEST = 1_000;

    @Override
    public Format format() {
        return new Format(
                "yum-log",
                Family.UPDATES,
                "Packages put in by yum or dnf (yum.log, dnf.rpm.log)",
                "cp /var/log/dnf.rpm.log dnf-rpm-HOST.log   (CentOS 7: /var/log/yum.log)",
                List.of("UPD-04"));
    }

    @Override
    public boolean recognises(Head head) {
        return !head.binary()
                && head.lines(20).stream()
                        .anyMatch(line -> line.length() <= LONGEST
                                && (YUM.matcher(line.strip()).matches()
                                        || DNF.matcher(line.strip()).matches()));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        var times = new LocalTimes(input, false);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text().strip();
                if (text.isEmpty()) continue;
                var yum = text.length() > LONGEST ? null : YUM.matcher(text);
                var dnf = text.length() > LONGEST ? null : DNF.matcher(text);
                boolean old = yum != null && yum.matches();
                if (!old && (dnf == null || !dnf.matches())) {
                    if (text.matches("\\d{4}-\\d\\d-\\d\\dT.{0,900}")) sink.ignored("says nothing of a package");
                    else sink.rejected(input.origin(line), "expected a time, what was done, and a package");
                    continue;
                }
                var said = old ? yum : dnf;
                if (said == null) continue;
                var time = old ? yearless(said, times) : dates.start(said.group(1));
                var done = said.group(old ? 6 : 2);
                if (time == null) sink.rejected(input.origin(line), "expected a time that there is");
                else if (!putsIn(done)) sink.ignored("a package that was taken off");
                else
                    sink.fact(new UpdateInstall(
                            "",
                            time.instant(),
                            said.group(old ? 7 : 3),
                            "",
                            UpdateInstall.Result.INSTALLED,
                            "",
                            "updates",
                            time.on(input.origin(line))));
            }
        }
    }

    /** dnf says Upgrade of what comes and Upgraded of what goes; yum says Updated of what comes. */
    private static boolean putsIn(String done) {
        return switch (done) {
            case "Installed", "Install", "Dep-Installed", "Updated", "Upgrade", "Reinstalled" -> true;
            default -> false;
        };
    }

    private static @Nullable When yearless(Matcher said, LocalTimes times) {
        int month = MONTHS.indexOf(said.group(1)) + 1;
        int second = Integer.parseInt(said.group(3)) * 3600
                + Integer.parseInt(said.group(4)) * 60
                + Integer.parseInt(said.group(5));
        Instant at = month == 0 ? null : times.at(-1, month, Integer.parseInt(said.group(2)), second, 0);
        return at == null ? null : new When(at, said.group().substring(0, said.end(5)), times.note());
    }
}

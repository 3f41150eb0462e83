package tilsyn.derive;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.AvStatus;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;

/**
 * Defender's hourly health report, event 1151, as a status. States are parameter messages, {@code %%901} for enabled and
 * {@code %%902} for disabled; times are UTC in United States form.
 */
final class DefenderReports {
    private static final int HEALTH_REPORT = 1151;
    private static final DateTimeFormatter US = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("M/d/uuuu h:mm:ss a")
            .toFormatter(Locale.US);

    private DefenderReports() {}

    static List<AvStatus> of(String host, List<Fact> facts) {
        var statuses = new ArrayList<AvStatus>();
        for (var fact : facts)
            if (fact instanceof LogEvent event
                    && event.signature().equals("av.health")
                    && event.eventId() == HEALTH_REPORT) statuses.add(status(host, event));
        return statuses;
    }

    private static AvStatus status(String host, LogEvent event) {
        return new AvStatus(
                host,
                event.time(),
                "Microsoft Defender Antivirus",
                "",
                null,
                state(event.data("RTP state")),
                null,
                event.data("AV security intelligence version"),
                created(event),
                time(event.data("Last quick scan end time")),
                time(event.data("Last full scan end time")),
                null,
                event.origin());
    }

    private static @Nullable Boolean state(String text) {
        return switch (text.strip()) {
            case "%%901", "Enabled" -> true;
            case "%%902", "Disabled" -> false;
            default -> null;
        };
    }

    private static @Nullable Instant created(LogEvent event) {
        var stated = time(event.data("AV security intelligence creation time"));
        if (stated != null) return stated;
        var age = event.data("Last AV security intelligence age").strip();
        return age.matches("\\d{1,4}") ? event.time().minus(Duration.ofDays(Long.parseLong(age))) : null;
    }

    /** Null for what is no time and for 1601, which means never. */
    private static @Nullable Instant time(String text) {
        try {
            var time = LocalDateTime.parse(text.replace("\u200E", "").strip(), US);
            return time.getYear() < 1990 ? null : time.toInstant(ZoneOffset.UTC);
        } catch (DateTimeException none) {
            return null;
        }
    }
}

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
 * Defender's reports of its own health as statuses: event 1150, that it is up and running, and the hourly 1151, which tells
 * of real-time protection and definitions. States are parameter messages, {@code %%901} for enabled and {@code %%902} for
 * disabled; times are UTC in United States form.
 */
final class DefenderReports {
    static final String PRODUCT = "Microsoft Defender Antivirus";

    private static final int RUNNING = 1150;
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
                    && (event.eventId() == RUNNING || event.eventId() == HEALTH_REPORT))
                statuses.add(status(host, event));
        return statuses;
    }

    private static AvStatus status(String host, LogEvent event) {
        return new AvStatus(
                host,
                event.time(),
                PRODUCT,
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

    /** As stated, else by the stated age. */
    private static @Nullable Instant created(LogEvent event) {
        var stated = time(event.data("AV security intelligence creation time"));
        if (stated != null) return stated;
        for (var name : List.of("Last AV security intelligence age", "AV signature age")) {
            var age = event.data(name).strip();
            if (age.matches("\\d{1,4}")) return event.time().minus(Duration.ofDays(Long.parseLong(age)));
        }
        return null;
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

package tilsyn.output;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Picture;
import tilsyn.verdict.Words;

/**
 * Amounts over days, from zero up, drawn on {@value #WIDTH} by {@value #HEIGHT}.
 *
 * @param says what is to be seen, in one sentence
 * @param top the amount at the upper edge
 * @param band corners of where the forecast may lie; empty without one
 */
public record ReportCurve(
        String title, String says, String top, String first, String last, List<Line> lines, String band) {
    static final int WIDTH = 700;
    static final int HEIGHT = 140;

    /** Most volumes drawn, those full first; and most jobs, those that shrink most. */
    private static final int MOST_VOLUMES = 4;

    private static final int MOST_JOBS = 3;

    /** How far ahead a forecast is drawn, and how far it is put in words. */
    private static final int DRAWN = 45;

    private static final int TOLD = 730;

    /** Share of free space below which a volume is drawn in any case. */
    private static final double LITTLE = 0.2;

    /** Room above the highest point. */
    private static final double ROOM = 1.08;

    /** @param points as SVG wants them */
    public record Line(String style, String says, String points) {}

    static List<ReportCurve> spaces(Results results) {
        var today = results.assessment()
                .asOf()
                .atZone(results.assessment().customer().zone())
                .toLocalDate();
        var all = results.pictures().stream()
                .filter(Picture.FreeSpace.class::isInstance)
                .map(Picture.FreeSpace.class::cast)
                .sorted(Comparator.comparing(
                                Picture.FreeSpace::full, Comparator.nullsLast(Comparator.<LocalDate>naturalOrder()))
                        .thenComparingDouble(ReportCurve::freeShare)
                        .thenComparing(Picture.FreeSpace::host)
                        .thenComparing(Picture.FreeSpace::volume))
                .toList();
        var telling = all.stream().filter(space -> isTelling(space, today)).toList();
        return (telling.isEmpty() ? all.stream().limit(1) : telling.stream().limit(MOST_VOLUMES))
                .map(space -> of(space, today, results.language()))
                .toList();
    }

    /** Whether there is more to see than a level line high above zero. */
    private static boolean isTelling(Picture.FreeSpace space, LocalDate today) {
        var full = space.full();
        return freeShare(space) < LITTLE || full != null && !full.isAfter(today.plusDays(TOLD));
    }

    static List<ReportCurve> sizes(Results results) {
        return results.pictures().stream()
                .filter(Picture.Sizes.class::isInstance)
                .map(Picture.Sizes.class::cast)
                .sorted(Comparator.comparingDouble(ReportCurve::growth)
                        .thenComparing(Picture.Sizes::host)
                        .thenComparing(Picture.Sizes::job))
                .limit(MOST_JOBS)
                .map(sizes -> of(sizes, results.language()))
                .toList();
    }

    private static double freeShare(Picture.FreeSpace space) {
        return (double) newest(space.free()) / space.size();
    }

    private static double growth(Picture.Sizes sizes) {
        return (double) newest(sizes.full()) / oldest(sizes.full());
    }

    private static long newest(SortedMap<LocalDate, Long> amounts) {
        return amounts.getOrDefault(amounts.lastKey(), 0L);
    }

    private static long oldest(SortedMap<LocalDate, Long> amounts) {
        return amounts.getOrDefault(amounts.firstKey(), 0L);
    }

    private static ReportCurve of(Picture.FreeSpace space, LocalDate today, String language) {
        var from = space.free().lastKey();
        long free = newest(space.free());
        var horizon = today.plusDays(DRAWN);
        var scale = Scale.of(space.free().firstKey(), horizon, List.of(space.free()));
        var lines = new ArrayList<Line>();
        lines.add(
                new Line("measured", new Words("free space", "ledig plass").in(language), scale.points(space.free())));
        var full = space.full();
        var band = "";
        if (full != null) {
            lines.add(new Line(
                    "forecast",
                    new Words("if it goes on like that", "om det fortsetter slik").in(language),
                    scale.point(from, free) + " " + scale.falling(from, free, space.perDay(), horizon)));
            band = scale.point(from, free) + " " + scale.falling(from, free, space.perDayLow(), horizon) + " "
                    + scale.falling(from, free, space.perDayHigh(), horizon);
        }
        return new ReportCurve(
                new Words(
                                "Free space on " + space.volume() + ", " + space.host(),
                                "Ledig plass på " + space.volume() + ", " + space.host())
                        .in(language),
                says(space, from, free, language),
                Phrases.bytes(scale.top, language),
                Phrases.date(space.free().firstKey(), language),
                Phrases.date(horizon, language),
                lines,
                band);
    }

    private static String says(Picture.FreeSpace space, LocalDate from, long free, String language) {
        var now = new Words(
                "%s free of %s.".formatted(Phrases.bytes(free, "en"), Phrases.bytes(space.size(), "en")),
                "%s ledig av %s.".formatted(Phrases.bytes(free, "nb"), Phrases.bytes(space.size(), "nb")));
        return now.in(language) + " " + heading(space, from, free, language).in(language);
    }

    private static Words heading(Picture.FreeSpace space, LocalDate from, long free, String language) {
        if (space.perDay() >= 0) return new Words("It is not getting less.", "Det blir ikke mindre.");
        var full = space.full();
        if (full == null)
            return new Words(
                    "It goes up and down too much to say where it is heading.",
                    "Det går for mye opp og ned til å si hvor det bærer.");
        if (full.isAfter(from.plusDays(TOLD)))
            return new Words(
                    "At today's growth it lasts for more than two years.", "Med dagens vekst holder det i over to år.");
        var earliest = Phrases.date(empty(from, free, space.perDayLow()), language);
        var latest = Phrases.date(empty(from, free, space.perDayHigh()), language);
        var date = Phrases.date(full, language);
        return earliest.equals(latest)
                ? new Words("Full around " + date + " at today's growth.", "Full rundt " + date + " med dagens vekst.")
                : new Words(
                        "Full around %s at today's growth, most likely between %s and %s."
                                .formatted(date, earliest, latest),
                        "Full rundt %s med dagens vekst, mest trolig mellom %s og %s."
                                .formatted(date, earliest, latest));
    }

    private static LocalDate empty(LocalDate from, long free, double perDay) {
        return from.plusDays(Math.min(36_500, Math.round(free / -perDay)));
    }

    private static ReportCurve of(Picture.Sizes sizes, String language) {
        var first = sizes.full().firstKey();
        var last = sizes.full().lastKey();
        var used = sizes.used();
        boolean compared = used.size() > 1;
        if (compared && used.firstKey().isBefore(first)) first = used.firstKey();
        if (compared && used.lastKey().isAfter(last)) last = used.lastKey();
        var scale = Scale.of(first, last, compared ? List.of(sizes.full(), used) : List.of(sizes.full()));
        var lines = new ArrayList<Line>();
        lines.add(new Line(
                "measured",
                new Words("what full runs read", "det fulle kjøringer leste").in(language),
                scale.points(sizes.full())));
        if (compared)
            lines.add(new Line(
                    "beside",
                    new Words("what is used on the machine", "det som er brukt på maskinen").in(language),
                    scale.points(used)));
        return new ReportCurve(
                new Words(
                                "Size of the full backup " + sizes.job() + ", " + sizes.host(),
                                "Størrelsen på full backup " + sizes.job() + ", " + sizes.host())
                        .in(language),
                says(sizes, compared ? used : null).in(language),
                Phrases.bytes(scale.top, language),
                Phrases.date(first, language),
                Phrases.date(last, language),
                lines,
                "");
    }

    private static Words says(Picture.Sizes sizes, @Nullable SortedMap<LocalDate, Long> used) {
        var full = sizes.full();
        var read = new Words(
                "The newest full run read %s, the oldest here %s."
                        .formatted(Phrases.bytes(newest(full), "en"), Phrases.bytes(oldest(full), "en")),
                "Den nyeste fulle kjøringen leste %s, den eldste her %s."
                        .formatted(Phrases.bytes(newest(full), "nb"), Phrases.bytes(oldest(full), "nb")));
        if (used == null) return read;
        return new Words(
                read.en()
                        + " On the machine %s are used, before that %s."
                                .formatted(Phrases.bytes(newest(used), "en"), Phrases.bytes(oldest(used), "en")),
                read.nb()
                        + " På maskinen er %s brukt, mot %s før."
                                .formatted(Phrases.bytes(newest(used), "nb"), Phrases.bytes(oldest(used), "nb")));
    }

    /** Days to the right, amounts upwards from zero. */
    private record Scale(LocalDate first, double days, double top) {
        static Scale of(LocalDate first, LocalDate last, List<SortedMap<LocalDate, Long>> drawn) {
            double highest = 1;
            for (var amounts : drawn) for (var amount : amounts.values()) highest = Math.max(highest, amount);
            return new Scale(first, Math.max(1, ChronoUnit.DAYS.between(first, last)), highest * ROOM);
        }

        String points(SortedMap<LocalDate, Long> amounts) {
            var points = new ArrayList<String>();
            amounts.forEach((day, amount) -> points.add(point(day, amount)));
            return String.join(" ", points);
        }

        String point(LocalDate day, double amount) {
            return point(ChronoUnit.DAYS.between(first, day), amount);
        }

        /** Where a fall of so much a day ends: at zero, or at the horizon. */
        String falling(LocalDate from, double amount, double perDay, LocalDate horizon) {
            double until = ChronoUnit.DAYS.between(from, horizon);
            double empty = perDay < 0 ? amount / -perDay : Double.MAX_VALUE;
            double ahead = Math.min(until, empty);
            return point(ChronoUnit.DAYS.between(first, from) + ahead, amount + perDay * ahead);
        }

        private String point(double day, double amount) {
            return String.format(
                    Locale.ROOT, "%.1f,%.1f", WIDTH * day / days, HEIGHT * (1 - Math.max(0, amount) / top));
        }
    }
}

package tilsyn.derive;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;

/**
 * The Norwegian working calendar (R14): Monday to Friday without public holidays, the movable ones reckoned from Easter.
 * Holidays as in lov om helligdager og helligdagsfred (1995) and lov om 1. og 17. mai (1947).
 */
public final class Workdays {
    private static final Set<MonthDay> FIXED =
            Set.of(MonthDay.of(1, 1), MonthDay.of(5, 1), MonthDay.of(5, 17), MonthDay.of(12, 25), MonthDay.of(12, 26));

    private Workdays() {}

    public static boolean isWorkday(LocalDate date) {
        return date.getDayOfWeek() != DayOfWeek.SATURDAY && date.getDayOfWeek() != DayOfWeek.SUNDAY && !isHoliday(date);
    }

    /** Working days after {@code from} up to and including {@code until}; 0 when {@code until} is not later. */
    public static int between(LocalDate from, LocalDate until) {
        return (int) from.plusDays(1)
                .datesUntil(until.isAfter(from) ? until.plusDays(1) : from.plusDays(1))
                .filter(Workdays::isWorkday)
                .count();
    }

    /** Days in July and in the Christmas weeks, Monday of Christmas Eve's week to Sunday of New Year's Day's. */
    static boolean isHolidaySeason(LocalDate date) {
        if (date.getMonthValue() == 7) return true;
        int winter = date.getMonthValue() >= 7 ? date.getYear() : date.getYear() - 1;
        var first = LocalDate.of(winter, 12, 24).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var last = LocalDate.of(winter + 1, 1, 1).with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
        return !date.isBefore(first) && !date.isAfter(last);
    }

    static boolean isHoliday(LocalDate date) {
        if (FIXED.contains(MonthDay.from(date))) return true;
        long fromEaster = date.toEpochDay() - easter(date.getYear()).toEpochDay();
        // skjærtorsdag, langfredag, påskedagene, Kristi himmelfart, pinsedagene
        return fromEaster == -3
                || fromEaster == -2
                || fromEaster == 0
                || fromEaster == 1
                || fromEaster == 39
                || fromEaster == 49
                || fromEaster == 50;
    }

    /** Easter Sunday of the Gregorian calendar, after Butcher's algorithm (Nature, 20 April 1876). */
    static LocalDate easter(int year) {
        int golden = year % 19;
        int century = year / 100;
        int inCentury = year % 100;
        int epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (inCentury / 4) - epact - inCentury % 4) % 7;
        int correction = (golden + 11 * epact + 22 * weekday) / 451;
        int marchDays = epact + weekday - 7 * correction + 114;
        return LocalDate.of(year, marchDays / 31, marchDays % 31 + 1);
    }
}

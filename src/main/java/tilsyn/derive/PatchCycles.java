package tilsyn.derive;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;

/** Update months as Microsoft counts them: from the second Tuesday of a month to the day before the next. */
final class PatchCycles {
    private PatchCycles() {}

    static LocalDate patchTuesday(YearMonth month) {
        return month.atDay(1).with(TemporalAdjusters.dayOfWeekInMonth(2, DayOfWeek.TUESDAY));
    }

    /** The update month in which a day falls. */
    static YearMonth of(LocalDate day) {
        var month = YearMonth.from(day);
        return day.isBefore(patchTuesday(month)) ? month.minusMonths(1) : month;
    }
}

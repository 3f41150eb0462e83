package tilsyn.decoder.windows;

import org.jspecify.annotations.Nullable;

/** In which order a file writes day, month and year; one order for the whole file (R11). */
enum DateOrder {
    DAY_FIRST("day.month.year"),
    MONTH_FIRST("month/day/year"),
    YEAR_FIRST("year-month-day"),
    /** Nothing in the file tells. */
    UNDECIDED("");

    private final String words;

    DateOrder(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    int day(CultureTime time) {
        return switch (this) {
            case MONTH_FIRST -> time.middle();
            case YEAR_FIRST -> time.right();
            default -> time.left();
        };
    }

    int month(CultureTime time) {
        return this == MONTH_FIRST ? time.left() : time.middle();
    }

    int year(CultureTime time) {
        return this == YEAR_FIRST ? time.left() : time.right();
    }

    /** Looks at all times of a file and then says which order they have, and whether the newest stands first. */
    static final class Ballot {
        private boolean yearFirst;
        private boolean points;
        private boolean leftIsDay;
        private boolean middleIsDay;
        private boolean unpaddedHalfDays;
        private boolean different;
        private @Nullable CultureTime before;
        private final int[] rising = new int[3];
        private final int[] falling = new int[3];

        void add(CultureTime time) {
            yearFirst |= time.yearFirst();
            points |= time.separator() != '/';
            leftIsDay |= time.left() > 12;
            middleIsDay |= time.middle() > 12;
            unpaddedHalfDays |= time.unpadded() && time.halfDay();
            different |= time.left() != time.middle();
            for (var order : new DateOrder[] {DAY_FIRST, MONTH_FIRST, YEAR_FIRST}) {
                if (before == null) break;
                long change = time.asIf(order) - before.asIf(order);
                if (change > 0) rising[order.ordinal()]++;
                if (change < 0) falling[order.ordinal()]++;
            }
            before = time;
        }

        /**
         * By the year in front; by a number no month has; by points and dashes, between which no culture writes the month
         * first; by which order lets the file run one way; by {@code M/d/yyyy} unpadded with AM and PM, as en-US writes it.
         */
        DateOrder order() {
            if (yearFirst) return YEAR_FIRST;
            if (leftIsDay && middleIsDay) return UNDECIDED;
            if (leftIsDay || points) return middleIsDay ? UNDECIDED : DAY_FIRST;
            if (middleIsDay) return MONTH_FIRST;
            if (!different) return DAY_FIRST;
            boolean dayRuns = runsOneWay(DAY_FIRST);
            boolean monthRuns = runsOneWay(MONTH_FIRST);
            if (dayRuns != monthRuns) return dayRuns ? DAY_FIRST : MONTH_FIRST;
            return unpaddedHalfDays ? MONTH_FIRST : UNDECIDED;
        }

        private boolean runsOneWay(DateOrder order) {
            return rising[order.ordinal()] == 0 || falling[order.ordinal()] == 0;
        }

        boolean newestFirst() {
            var order = order();
            return order != UNDECIDED && falling[order.ordinal()] > rising[order.ordinal()];
        }
    }
}

package tilsyn.fact;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The numbers behind a picture of the report. A day of which nothing is known is missing, never zero. Sizes in bytes. */
public sealed interface Picture {
    String host();

    /**
     * How a backup job's nights went, the oldest first.
     *
     * @param lastGood start of the newest run that ended well; null when none of these nights had one
     */
    record Nights(
            String host,
            String job,
            List<Night> nights,
            @Nullable Instant lastGood) implements Picture {
        public Nights {
            nights = List.copyOf(nights);
        }

        public long count(NightResult result) {
            return nights.stream().filter(night -> night.result() == result).count();
        }
    }

    /**
     * From noon to noon.
     *
     * @param evening the day it began
     * @param clocksChanged whether clocks went forward or back in it
     */
    record Night(LocalDate evening, NightResult result, boolean clocksChanged) {}

    enum NightResult {
        GOOD,
        /** Well in the end, after a run or an attempt that was not. */
        RETRIED,
        PARTIAL,
        FAILED,
        /** A run was begun, and nobody says how it ended. */
        UNKNOWN,
        /** No run was reported. */
        NONE
    }

    /**
     * A volume's free space and where it is heading.
     *
     * @param free by day, the last sample of each
     * @param perDay change a day; {@code perDayLow} and {@code perDayHigh} hold the true one 95 times of a hundred
     * @param full when it is full if it goes on like that; null when it does not shrink, or may as well not
     */
    record FreeSpace(
            String host,
            String volume,
            long size,
            SortedMap<LocalDate, Long> free,
            double perDay,
            double perDayLow,
            double perDayHigh,
            @Nullable LocalDate full)
            implements Picture {
        public FreeSpace {
            free = Collections.unmodifiableSortedMap(new TreeMap<>(free));
        }
    }

    /**
     * What a job's full runs read beside what is used on the host's volumes.
     *
     * @param full by the day the run began
     * @param used by day, all volumes together, on days with a sample of each
     */
    record Sizes(String host, String job, SortedMap<LocalDate, Long> full, SortedMap<LocalDate, Long> used)
            implements Picture {
        public Sizes {
            full = Collections.unmodifiableSortedMap(new TreeMap<>(full));
            used = Collections.unmodifiableSortedMap(new TreeMap<>(used));
        }
    }
}

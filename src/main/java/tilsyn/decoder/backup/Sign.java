package tilsyn.decoder.backup;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line of a tool's output means that looks like {@code line}. Groups of the pattern stand, in their order, for those
 * meanings that have a value.
 */
record Sign(Pattern line, List<Meaning> meanings) {
    enum Meaning {
        /** No other tool writes such a line: it shows whose output this is. */
        TELLING(false),
        /** Another run begins here. */
        BEGIN(false),
        /** A backup was made, or should have been. */
        BACKUP(false),
        /** What is stored was checked for damage. */
        CHECK(false),
        /** Data was written back. */
        RESTORE(false),
        /** What was written back, or is stored, was compared with checksums or with the live data. */
        COMPARED(false),
        GOOD(false),
        /** Good where the line stands in a log with times, which holds errors, too; nothing where errors went elsewhere. */
        GOOD_IN_LOG(false),
        ODD(false),
        STOPPED(false),
        BAD(false),
        /** Only tried out: nothing was written. */
        DRY(false),
        /** Done by the tool, but neither backup, check nor restore. */
        OTHER(false),
        /** What it says goes into the fact as the tool's own words. */
        SAID(false),
        COPY(false),
        FULL(false),
        INCREMENTAL(false),
        JOB(true),
        HOST(true),
        OBJECT(true),
        TARGET(true),
        UNREADABLE(true),
        START(true),
        END(true),
        /** Seconds since 1970. */
        START_EPOCH(true),
        END_EPOCH(true),
        /** Bytes or a size in powers of 1000. */
        READ(true),
        WRITTEN(true),
        /** A size in powers of 1024, whatever its letters say. */
        READ_1024(true),
        WRITTEN_1024(true),
        FILES(true),
        EXPECTED(true),
        /** A count of what went wrong: good when it is 0, else odd. */
        ERRORS(true),
        /** A count of damage: good when it is 0, else bad. */
        DAMAGES(true),
        CODE(true);

        private final boolean valued;

        Meaning(boolean valued) {
            this.valued = valued;
        }
    }

    Sign {
        meanings = List.copyOf(meanings);
    }

    static Sign of(String line, Meaning... meanings) {
        return new Sign(Pattern.compile(line), List.of(meanings));
    }

    boolean tells(String text) {
        return meanings.contains(Meaning.TELLING) && line.matcher(text).matches();
    }

    interface Taker {
        void take(Meaning meaning, String value);
    }

    void each(Matcher found, Taker taker) {
        int group = 0;
        for (var meaning : meanings) {
            var value = meaning.valued ? found.group(++group) : "";
            if (value != null) taker.take(meaning, value);
        }
    }
}

package tilsyn.fact;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What became of everything that was received: {@code received = facts + rolled up + duplicates + ignored + rejected}.
 *
 * @param files every file met, sorted by name
 * @param rejections the first of each file, at most {@value #SHOWN} in all; {@link #rejected()} counts all
 */
public record Accounting(List<FileRead> files, List<Rejection> rejections) {
    /** How many rejections are kept word by word. */
    public static final int SHOWN = 1_000;

    public Accounting {
        files = files.stream()
                .sorted(Comparator.comparing(FileRead::file).thenComparing(FileRead::sha256))
                .toList();
        rejections = rejections.stream().sorted().limit(SHOWN).toList();
    }

    public long received() {
        return sum(FileRead::received);
    }

    public long facts() {
        return sum(FileRead::facts);
    }

    public long rolledUp() {
        return sum(FileRead::rolledUp);
    }

    public long duplicates() {
        return sum(FileRead::duplicates);
    }

    public long ignored() {
        return sum(FileRead::ignored);
    }

    public long rejected() {
        return sum(FileRead::rejected);
    }

    /** Files that could not be read, or not to their end. */
    public List<FileRead> notTaken() {
        return files.stream().filter(file -> !file.taken()).toList();
    }

    /** The accounting line, as it is printed. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "received %d = facts %d + rolled up %d + duplicates %d + ignored %d + rejected %d",
                received(),
                facts(),
                rolledUp(),
                duplicates(),
                ignored(),
                rejected());
    }

    private long sum(ToLongFunction<FileRead> count) {
        return files.stream().mapToLong(count).sum();
    }
}

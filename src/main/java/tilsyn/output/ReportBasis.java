package tilsyn.output;

import java.util.List;
import tilsyn.fact.Accounting;
import tilsyn.fact.FileRead;

/** What the report rests on: files, counts, and what could not be read. */
public final class ReportBasis {
    private static final int MOST_FILES = 2_000;
    private static final int MOST_REJECTIONS = 200;

    private final Accounting accounting;
    private final String language;

    ReportBasis(Accounting accounting, String language) {
        this.accounting = accounting;
        this.language = language;
    }

    /** @param problem why it, or the rest of it, could not be read; empty when all of it was */
    public record File(
            String name,
            String format,
            String size,
            String sha256,
            String received,
            String facts,
            String rejected,
            String problem) {}

    /** A line that could not be read, and why. */
    public record Line(String place, String reason) {}

    /** The accounting line: where everything received has gone. */
    public String sum() {
        var words = language.equals("en")
                ? "%s lines and records received = %s facts + %s counted together + %s duplicates + %s without meaning here + %s rejected"
                : "%s linjer og poster mottatt = %s fakta + %s talt sammen + %s dubletter + %s uten betydning her + %s avvist";
        return words.formatted(
                Phrases.grouped(accounting.received()),
                Phrases.grouped(accounting.facts()),
                Phrases.grouped(accounting.rolledUp()),
                Phrases.grouped(accounting.duplicates()),
                Phrases.grouped(accounting.ignored()),
                Phrases.grouped(accounting.rejected()));
    }

    public List<File> read() {
        return accounting.files().stream()
                .filter(file -> !file.format().isEmpty())
                .limit(MOST_FILES)
                .map(this::file)
                .toList();
    }

    /** Files nobody recognised, or that could not be opened. */
    public List<File> unknown() {
        return accounting.files().stream()
                .filter(file -> file.format().isEmpty())
                .limit(MOST_FILES)
                .map(this::file)
                .toList();
    }

    public int filesLeftOut() {
        return Math.max(0, accounting.files().size() - read().size() - unknown().size());
    }

    public List<Line> rejected() {
        return accounting.rejections().stream()
                .limit(MOST_REJECTIONS)
                .map(rejection -> new Line(rejection.origin().place(), rejection.reason()))
                .toList();
    }

    public String rejectedLeftOut() {
        long left = accounting.rejected() - Math.min(accounting.rejections().size(), MOST_REJECTIONS);
        return left <= 0 ? "" : Phrases.grouped(left);
    }

    private File file(FileRead file) {
        return new File(
                file.file(),
                file.format(),
                size(file.bytes()),
                file.sha256(),
                Phrases.grouped(file.received()),
                Phrases.grouped(file.facts() + file.rolledUp()),
                Phrases.grouped(file.rejected()),
                file.problem());
    }

    private String size(long bytes) {
        if (bytes < 1_000) return bytes + " byte";
        if (bytes < 1_000_000) return Phrases.points(bytes / 1e3, language) + " kB";
        return bytes < 1_000_000_000
                ? Phrases.points(bytes / 1e6, language) + " MB"
                : Phrases.points(bytes / 1e9, language) + " GB";
    }
}

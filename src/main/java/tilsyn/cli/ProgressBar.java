package tilsyn.cli;

import java.io.PrintStream;

/** One line on standard error that says how far reading has come; nothing when that is no terminal. */
final class ProgressBar {
    private static final int CELLS = 30;

    private final PrintStream err;
    private final boolean shown;
    private int last = -1;

    ProgressBar(PrintStream err, boolean shown) {
        this.err = err;
        this.shown = shown;
    }

    void at(long files, long allFiles, long bytes, long allBytes, String file) {
        if (!shown || allBytes == 0) return;
        int cells = (int) Math.min(CELLS, CELLS * bytes / allBytes);
        if (cells == last) return;
        last = cells;
        err.printf("\r[%s%s] %d/%d", "█".repeat(cells), "·".repeat(CELLS - cells), files, allFiles);
        err.flush();
    }

    void done() {
        if (shown && last >= 0) err.print("\r" + " ".repeat(CELLS + 30) + "\r");
    }
}

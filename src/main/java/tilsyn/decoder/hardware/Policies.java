package tilsyn.decoder.hardware;

/** How writes to a controller's virtual drives are cached; where drives differ, that of one whose writes go through. */
final class Policies {
    private String through = "";
    private String back = "";
    private boolean unknown;
    private boolean forced;
    private boolean fallen;

    /** Drives whose writes go through, and of how many of these it is known what was set. */
    private int throughDrives;

    private int throughSet;

    private boolean latestIsThrough;

    /** @param word of read-ahead, write and access policy, such as {@code RWBD}, {@code NRWTD} or {@code RAWBC} */
    void now(String word) {
        latestIsThrough = word.contains("WT");
        forced |= word.contains("AWB");
        if (latestIsThrough) {
            through = word;
            throughDrives++;
        } else if (word.contains("WB")) back = word;
        else unknown = true;
    }

    /** @param word what the drive last told of was set to, such as {@code WriteBack} */
    void set(String word) {
        if (!latestIsThrough) return;
        if (word.contains("Back")) fallen = true;
        else if (word.equals("WriteThrough")) throughSet++;
    }

    /** Empty when it is not known of every drive. */
    String now() {
        return !through.isEmpty() ? through : unknown ? "" : back;
    }

    /** What the drive of {@link #now()} was set to; empty when that is not known. */
    String set() {
        if (fallen) return "WriteBack";
        return throughDrives > 0 && throughSet >= throughDrives && !unknown ? "WriteThrough" : "";
    }

    boolean areForced() {
        return forced;
    }
}

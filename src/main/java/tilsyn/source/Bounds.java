package tilsyn.source;

/**
 * How much of what an input unpacks to is read.
 *
 * @param files in the folder
 * @param entries in one zip
 * @param depth of zip in zip
 * @param entryBytes that one entry or gzip file may expand to
 * @param totalBytes that all of them may expand to, counted each time they are unpacked
 * @param ratio of expanded to packed bytes from which it is a bomb, once it has expanded to {@code ratioFrom} bytes
 */
record Bounds(int files, int entries, int depth, long entryBytes, long totalBytes, int ratio, long ratioFrom) {
    static final Bounds USUAL = new Bounds(200_000, 100_000, 3, 8L << 30, 32L << 30, 200, 64L << 20);
}

package tilsyn.source;

/** Is told how far reading has come: before each file, and now and then within a large one. */
public interface Progress {
    Progress NONE = (files, ofFiles, bytes, ofBytes, file) -> {};

    /**
     * @param files done, of those in the folder; a zip is one
     * @param bytes read, as they lie on the disk
     * @param file being read
     */
    void at(long files, long ofFiles, long bytes, long ofBytes, String file);
}

package tilsyn.rule;

/**
 * A file of the rules folder.
 *
 * @param path as people open it: the rules folder's name and the path below it, with forward slashes
 * @param relative the path below the rules folder
 * @param sha256 of its bytes
 */
record Source(String path, String relative, String text, String sha256) {
    /** The file's own name. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    boolean is(String ending) {
        return path.endsWith(ending);
    }

    /** The path of the file beside it with another ending. */
    String beside(String ending, String other) {
        return path.substring(0, path.length() - ending.length()) + other;
    }
}

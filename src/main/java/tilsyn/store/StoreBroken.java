package tilsyn.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The store can't be used; the message says which file, why, and what would help. */
public final class StoreBroken extends RuntimeException {
    /** What is wrong. */
    public enum Reason {
        LOCKED,
        CORRUPT,
        DISK_FULL,
        NO_RIGHTS,
        OTHER
    }

    private final Reason reason;

    private StoreBroken(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    static StoreBroken of(Path file, Throwable cause) {
        return switch (reasonOf(cause)) {
            case LOCKED -> locked(file, cause);
            case CORRUPT ->
                new StoreBroken(
                        Reason.CORRUPT,
                        file + " is damaged and can't be read (" + first(cause)
                                + "). Move it away and read the input again, or restore it from a copy.",
                        cause);
            case DISK_FULL ->
                new StoreBroken(
                        Reason.DISK_FULL,
                        "no space is left where " + file
                                + " is kept. What was acknowledged before is safe; make room and read the input again.",
                        cause);
            case NO_RIGHTS ->
                new StoreBroken(
                        Reason.NO_RIGHTS,
                        file + " can't be written: " + first(cause)
                                + ". Give rights to its folder, or give another --data.",
                        cause);
            case OTHER -> new StoreBroken(Reason.OTHER, file + ": " + first(cause), cause);
        };
    }

    static StoreBroken emptied(Path file) {
        return new StoreBroken(
                Reason.CORRUPT,
                file
                        + " is damaged: it has a size, but nothing in it can be read. Move it away and read the input again,"
                        + " or restore it from a copy.",
                null);
    }

    public static StoreBroken locked(Path file, Throwable cause) {
        return new StoreBroken(
                Reason.LOCKED,
                file + " is in use by another process. Maybe another tilsyn runs; wait for it, or give another --data.",
                cause);
    }

    private static Reason reasonOf(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            var said = cause.getMessage() == null ? "" : cause.getMessage().toLowerCase(Locale.ROOT);
            if (said.contains("no space left") || said.contains("not enough space") || said.contains("disk quota"))
                return Reason.DISK_FULL;
            if (cause instanceof AccessDeniedException
                    || cause instanceof FileAlreadyExistsException
                    || said.contains("not a directory")
                    || said.contains("permission denied")
                    || said.contains("read-only file system")
                    || said.contains("is a directory")) return Reason.NO_RIGHTS;
        }
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                switch (sql.getErrorCode()) {
                    case ErrorCode.DATABASE_ALREADY_OPEN_1 -> {
                        return Reason.LOCKED;
                    }
                    case ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1 -> {
                        return Reason.CORRUPT;
                    }
                    case ErrorCode.DATABASE_IS_READ_ONLY, ErrorCode.FILE_CREATION_FAILED_1 -> {
                        return Reason.NO_RIGHTS;
                    }
                    default -> {}
                }
            }
            if (cause instanceof org.h2.mvstore.MVStoreException store) {
                if (store.getErrorCode() == org.h2.mvstore.DataUtils.ERROR_FILE_LOCKED) return Reason.LOCKED;
                if (store.getErrorCode() == org.h2.mvstore.DataUtils.ERROR_FILE_CORRUPT) return Reason.CORRUPT;
            }
        }
        return Reason.OTHER;
    }

    /** The innermost thing said, without stack and SQL. */
    private static String first(Throwable thrown) {
        var said = String.valueOf(thrown.getMessage());
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException && cause.getMessage() != null)
                return cause instanceof AccessDeniedException
                        ? "permission denied"
                        : cause instanceof FileAlreadyExistsException
                                ? cause.getMessage() + " is no folder"
                                : cause.getMessage();
            if (cause.getMessage() != null) said = cause.getMessage();
        }
        int end = said.indexOf(';');
        return end > 0 ? said.substring(0, end) : said;
    }
}

package tilsyn.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** The disk as H2 sees it, of which writes fail from the n-th on until it is mended. */
public final class FaultyDisk extends FilePathWrapper implements AutoCloseable {
    static final String SCHEME = "faulty";
    private static final AtomicLong LEFT = new AtomicLong(Long.MAX_VALUE);
    private static volatile String said = "";

    /** For all databases that are opened in it from now on. */
    public static FaultyDisk inserted() {
        var disk = new FaultyDisk();
        FilePath.register(disk);
        return disk;
    }

    /** Lets so many more writes succeed. */
    public void failAfter(long writes, String message) {
        said = message;
        LEFT.set(writes);
    }

    public void mend() {
        LEFT.set(Long.MAX_VALUE);
    }

    private static void aboutToWrite() throws IOException {
        if (LEFT.decrementAndGet() < 0) throw new IOException(said);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Faulty(getBase().open(mode));
    }

    @Override
    public void close() {
        mend();
        FilePath.unregister(this);
    }

    private static final class Faulty extends FileBaseDefault {
        private final FileChannel disk;

        Faulty(FileChannel disk) {
            this.disk = disk;
        }

        @Override
        public long size() throws IOException {
            return disk.size();
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return disk.read(into, position);
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            aboutToWrite();
            return disk.write(from, position);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            aboutToWrite();
            disk.truncate(size);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            aboutToWrite();
            disk.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return disk.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            disk.close();
        }
    }
}

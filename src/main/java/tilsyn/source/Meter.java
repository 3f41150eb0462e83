package tilsyn.source;

import java.io.FilterInputStream;
import java.io.IOException;
import tilsyn.decoder.Input;

/** Tells a {@link Progress} how far reading has come. */
final class Meter {
    private static final long STEP = 4 << 20;

    private final Progress progress;
    private final long ofFiles;
    private final long ofBytes;
    private String file = "";
    private long files;
    private long bytes;
    private long inFile;

    Meter(Progress progress, long ofFiles, long ofBytes) {
        this.progress = progress;
        this.ofFiles = ofFiles;
        this.ofBytes = ofBytes;
    }

    void begin(String name) {
        file = name;
        inFile = 0;
        tell();
    }

    void done(long size) {
        files++;
        bytes += size;
        inFile = 0;
    }

    void end() {
        file = "";
        tell();
    }

    /** The same bytes, reported as they are read the farthest. */
    Input.Opener over(Input.Opener opener) {
        return () -> new FilterInputStream(opener.open()) {
            private long read;

            @Override
            public int read() throws IOException {
                int one = in.read();
                if (one >= 0) at(++read);
                return one;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int some = in.read(buffer, offset, length);
                if (some > 0) at(read += some);
                return some;
            }
        };
    }

    private void at(long position) {
        if (position < inFile + STEP) return;
        inFile = position;
        tell();
    }

    private void tell() {
        progress.at(files, ofFiles, Math.min(ofBytes, bytes + inFile), ofBytes, file);
    }
}

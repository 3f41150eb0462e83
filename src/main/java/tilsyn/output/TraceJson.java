package tilsyn.output;

import java.io.IOException;
import java.io.Writer;

/** {@code trace.jsonl}, for auditors: why each verdict is what it is. */
public final class TraceJson implements Output {
    @Override
    public String file() {
        return "trace.jsonl";
    }

    @Override
    public void write(Results results, Writer out) throws IOException {
        for (var line : results.trace()) {
            out.write(line);
            out.write('\n');
        }
    }
}

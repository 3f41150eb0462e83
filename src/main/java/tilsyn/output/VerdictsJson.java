package tilsyn.output;

import java.io.IOException;
import java.io.Writer;

/** {@code verdicts.json}, for pipelines: schema in {@code docs/verdicts.schema.json}; also what {@code -o json} prints. */
public final class VerdictsJson implements Output {
    @Override
    public String file() {
        return "verdicts.json";
    }

    @Override
    public void write(Results results, Writer out) throws IOException {
        VerdictsDocument.write(results, out);
    }
}

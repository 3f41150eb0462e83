package tilsyn.decoder;

import java.io.IOException;

/**
 * Reads one format. Holds no state between inputs and a bounded amount of memory whatever the input's size, gives the
 * same facts for the same bytes, and never throws on what the bytes say: what can't be read is rejected.
 */
public interface Decoder {
    Format format();

    /** Whether the input is of this format, decided on content; cheap, and wrong for no other known format. */
    boolean recognises(Head head);

    /** @throws IOException only when the input itself can't be read */
    void decode(Input input, Sink sink) throws IOException;
}

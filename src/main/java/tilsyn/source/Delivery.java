package tilsyn.source;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;

/** One file on its way through the routes; it ends in exactly one way. */
final class Delivery {
    private final String file;
    private final long bytes;
    private final @Nullable Input input;
    private final @Nullable Head head;
    private final String problem;
    private @Nullable Decoder decoder;
    private boolean settled;

    private Delivery(String file, long bytes, @Nullable Input input, @Nullable Head head, String problem) {
        this.file = file;
        this.bytes = bytes;
        this.input = input;
        this.head = head;
        this.problem = problem;
    }

    static Delivery of(Input input, long bytes, Head head) {
        return new Delivery(input.file(), bytes, input, head, "");
    }

    static Delivery unreadable(String file, String problem) {
        return new Delivery(file, 0, null, null, problem);
    }

    String file() {
        return file;
    }

    long bytes() {
        return bytes;
    }

    Optional<Input> input() {
        return Optional.ofNullable(input);
    }

    String sha256() {
        return input == null ? "" : input.sha256();
    }

    Optional<Head> head() {
        return Optional.ofNullable(head);
    }

    /** Why it can't be read; empty when it can. */
    String problem() {
        return problem;
    }

    Optional<Decoder> decoder() {
        return Optional.ofNullable(decoder);
    }

    void recognised(Decoder by) {
        decoder = by;
    }

    String format() {
        return decoder == null ? "" : decoder.format().id();
    }

    /** Whether this is the first time that it ends. */
    boolean settle() {
        if (settled) return false;
        settled = true;
        return true;
    }
}

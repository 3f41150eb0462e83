package tilsyn.source;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.fact.Origin;

/** One file on its way through the routes; it ends in exactly one way. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int RAW_SHOWN = 200;

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

    /** Finds out what the file holds. */
    Decoder recognised(Function<Head, Optional<Decoder>> decoders) throws NotTaken {
        if (!problem.isEmpty()) throw new NotTaken(problem);
        if (bytes == 0 || head == null) throw new NotTaken("empty file");
        var found = known(head, decoders).orElseThrow(() -> new NotTaken(Unknown.reason(head)));
        decoder = found;
        return found;
    }

    private static Optional<Decoder> known(Head head, Function<Head, Optional<Decoder>> decoders) throws NotTaken {
        try {
            return decoders.apply(head);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError broken) {
            LOG.error("recognising {} failed", head.name(), broken);
            throw new NotTaken("could not be recognised, which is our own fault: " + broken);
        }
    }

    /** Whether it could be opened and holds nothing. */
    boolean isEmpty() {
        return input != null && bytes == 0;
    }

    /** The file as a whole, with how it begins. */
    Origin whole(Instant received) {
        var beginning = head == null || head.binary()
                ? ""
                : head.text().lines().findFirst().orElse("");
        var raw = beginning.substring(0, Math.min(RAW_SHOWN, beginning.length()));
        return new Origin(file, 1, 0, sha256(), raw, "", "", received);
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

package tilsyn.decoder;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tilsyn.decoder.register.RegisterDecoder;

/** All formats Tilsyn reads; the one place to add one. The first that recognises an input reads it. */
public final class Decoders {
    private static final List<Decoder> ALL =
            Stream.of(RegisterDecoder.all()).flatMap(List::stream).toList();

    private Decoders() {}

    public static List<Decoder> all() {
        return ALL;
    }

    public static Optional<Decoder> of(Head head) {
        return ALL.stream().filter(decoder -> decoder.recognises(head)).findFirst();
    }

    public static Optional<Decoder> byId(String format) {
        return ALL.stream()
                .filter(decoder -> decoder.format().id().equals(format))
                .findFirst();
    }
}

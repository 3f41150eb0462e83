package tilsyn.source;

import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoders;
import tilsyn.decoder.Format;
import tilsyn.decoder.Sink;

/** Decodes what a folder, zip or file holds just as {@link Sources} does, but without routes and store. */
public final class Direct {
    private Direct() {}

    /** Takes what is read. */
    public interface Taker {
        /**
         * The next file; gives where its records go. What can't be read at all is one rejected record.
         *
         * @param format null when no decoder knows it
         */
        Sink file(String name, @Nullable Format format);
    }

    /** Hands over file by file, record by record; {@link Sink#end} follows each file. */
    public static void read(Settings settings, Taker taker) {
        new Contents(settings, Progress.NONE, Bounds.USUAL).each(delivery -> read(delivery, settings, taker));
    }

    private static void read(Delivery delivery, Settings settings, Taker taker) {
        try {
            var decoder = delivery.recognised(Decoders::of);
            var counted = new Counted(taker.file(delivery.file(), decoder.format()));
            var problem = counted.take(decoder, delivery.input().orElseThrow());
            if (!problem.isEmpty()) counted.rejected(delivery.whole(settings.received()), problem);
            counted.end();
        } catch (NotTaken refused) {
            var sink = taker.file(delivery.file(), null);
            if (delivery.isEmpty()) sink.ignored(refused.reason());
            else sink.rejected(delivery.whole(settings.received()), refused.reason());
            sink.end();
        }
    }
}

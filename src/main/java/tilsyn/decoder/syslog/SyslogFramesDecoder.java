package tilsyn.decoder.syslog;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;

/** Reads a recorded stream of syslog over TCP with octets counted, RFC 6587 section 3.4.1, and RFC 5425. */
public final class SyslogFramesDecoder implements Decoder {
    private static final Format FORMAT = new Format(
            "syslog-frames",
            Family.SYSLOG,
            "Recorded stream of syslog over TCP or TLS, octets counted (RFC 6587, RFC 5425)",
            "socat -u TCP-LISTEN:6514,reuseaddr,fork OPEN:HOST-syslog.stream,creat,append",
            List.of("LOG-01", "LOG-03", "LOG-05", "OPS-01", "HW-01", "HW-02"));
    private static final int LONGEST_COUNT = 7;

    private final Function<LogEvent, List<Fact>> products;

    public SyslogFramesDecoder() {
        this(event -> List.of());
    }

    /** @param products as {@link SyslogDecoder#SyslogDecoder(Function)} has it */
    public SyslogFramesDecoder(Function<LogEvent, List<Fact>> products) {
        this.products = products;
    }

    @Override
    public Format format() {
        return FORMAT;
    }

    /** A number, a blank and a priority, as no other text begins. */
    @Override
    public boolean recognises(Head head) {
        var bytes = head.bytes();
        int at = 0;
        while (at < bytes.length && at <= LONGEST_COUNT && bytes[at] >= '0' && bytes[at] <= '9') at++;
        if (at == 0 || at > LONGEST_COUNT || bytes[0] == '0') return false;
        if (at + 3 >= bytes.length || bytes[at] != ' ' || bytes[at + 1] != '<') return false;
        int digit = at + 2;
        while (digit < bytes.length && digit < at + 5 && bytes[digit] >= '0' && bytes[digit] <= '9') digit++;
        return digit > at + 2 && digit < bytes.length && bytes[digit] == '>';
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var messages = new Messages(input, sink, products);
        try (var frames = new Frames(input.open())) {
            for (var frame = frames.next(); frame != null; frame = frames.next()) messages.take(frame);
        }
        messages.end();
    }
}

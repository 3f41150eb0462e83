package tilsyn.decoder.syslog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.LogEvent;

/**
 * Reads what {@code snmptrapd} logs of traps, and what it hands to a program for each ({@code traphandle}): a host, how it
 * sent it, then a variable a line. A trap is what a device says of itself, as a controller's own log is.
 */
public final class SnmpTrapDecoder implements Decoder {
    private static final String TRANSPORT = "(?:UDP|TCP|UDP/IPv6|TCP/IPv6|DTLS|TLS)6?: \\[[^\\]]{1,60}](?::\\d{1,5})?";
    private static final Pattern SENT = Pattern.compile(TRANSPORT + "(?:->\\[[^\\]]{1,60}](?::\\d{1,5})?)?");
    private static final Pattern LOGGED = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d) (\\S{1,255}) (?:\\[\\S{0,60}] )?[\\[(](?:via )?" + TRANSPORT
                    + ".{0,200}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9<][\\w.:<>-]{0,254}");
    private static final Pattern VARIABLE = Pattern.compile(
            "([\\w-]{1,100}::[\\w.\"-]{1,200}|\\.?(?:iso|\\d{1,10})(?:\\.\\d{1,10}){3,100}) (?:= )?(\\S.{0,4000}|\"\")");
    private static final Pattern OLD = Pattern.compile("(\\S{1,200}) (.{1,80}?) Trap \\(([^()]{1,200})\\) Uptime: .*");
    private static final int MOST = 64;
    private static final int LOOKED_AT = 20;

    @Override
    public Format format() {
        return new Format(
                "snmptrap",
                Family.SYSLOG,
                "SNMP traps received by snmptrapd",
                "snmptrapd -Lf /var/log/snmptrapd.log",
                List.of("HW-05"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        var before = "";
        for (var line : head.lines(LOOKED_AT)) {
            if (line.length() > 10_000) return false;
            if (LOGGED.matcher(line).matches()) return true;
            if (SENT.matcher(line.strip()).matches())
                return HOST.matcher(before.strip()).matches();
            before = line;
        }
        return false;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        var file = Dating.of(input);
        Received received = null;
        Line before = null;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text();
                if (text.isBlank() || !line.whole() || text.length() > 100_000) {
                    sink.ignored(text.isBlank() ? "blank line" : "a line too long to be of a trap");
                    continue;
                }
                var logged = LOGGED.matcher(text);
                if (logged.matches()) {
                    received = ended(received, input, sink);
                    var stated = dates.start(logged.group(1));
                    received = new Received(line, logged.group(2), stated == null ? file : stated);
                } else if (SENT.matcher(text.strip()).matches() && before != null) {
                    received = ended(received, input, sink);
                    received = new Received(before, before.text().strip(), file);
                    before = null;
                } else {
                    if (before != null) received = taken(received, before, input, sink);
                    before = line;
                    if (text.indexOf('\t') >= 0
                            || VARIABLE.matcher(text.strip()).matches()) {
                        received = taken(received, line, input, sink);
                        before = null;
                    }
                }
            }
        }
        if (before != null) received = taken(received, before, input, sink);
        ended(received, input, sink);
    }

    private static @Nullable Received taken(@Nullable Received received, Line line, Input input, Sink sink) {
        if (received == null || !received.takes(line.text()))
            sink.rejected(
                    input.origin(line),
                    "expected a trap's variable, such as 'SNMPv2-MIB::snmpTrapOID.0 IF-MIB::linkDown'");
        else sink.ignored("a variable of the trap");
        return received;
    }

    private static @Nullable Received ended(@Nullable Received received, Input input, Sink sink) {
        if (received != null) received.emit(input, sink);
        return null;
    }

    /** One trap. */
    private static final class Received {
        private final Line line;
        private final String host;
        private final When time;
        private final Map<String, String> data = new TreeMap<>();
        private final List<String> texts = new ArrayList<>();
        private String trap = "";

        Received(Line line, String host, When time) {
            this.line = line;
            this.host = host.equals("<UNKNOWN>") ? address(line.text()) : host;
            this.time = time;
        }

        private static String address(String text) {
            int from = text.indexOf(": [");
            int to = text.indexOf(']', Math.max(0, from));
            return from < 0 || to < 0 ? "" : text.substring(from + 3, to);
        }

        /** Variables of one line, which are parted by tabulators. */
        boolean takes(String text) {
            boolean any = false;
            for (var part : text.strip().split("\t")) {
                var bare = part.strip();
                if (bare.length() > 8_000) continue;
                var old = OLD.matcher(bare);
                var variable = VARIABLE.matcher(bare);
                if (old.matches()) trap = old.group(2).equals("Enterprise Specific") ? named(old) : old.group(2);
                else if (variable.matches()) add(variable.group(1), variable.group(2));
                else continue;
                any = true;
            }
            return any;
        }

        private static String named(java.util.regex.Matcher old) {
            var number = old.group(3);
            return number.startsWith(".") && number.lastIndexOf('.') == 0 ? old.group(1) + ".0" + number : number;
        }

        private void add(String name, String written) {
            var value = written.replaceFirst(
                            "^(?:OID|STRING|INTEGER|Hex-STRING|IpAddress|Timeticks|Counter32|Gauge32|Counter64): ", "")
                    .replaceAll("^\"|\"$", "");
            if (name.endsWith("snmpTrapOID.0") || name.endsWith("6.3.1.1.4.1.0")) trap = value;
            else if (name.contains("Community") || name.contains("6.3.18.1.4")) return;
            else if (data.size() < MOST) {
                data.putIfAbsent(name.substring(name.lastIndexOf(':') + 1), value);
                if (written.contains("\"") && texts.size() < MOST && !value.isBlank()) texts.add(value);
            }
        }

        void emit(Input input, Sink sink) {
            var origin = time.on(input.origin(line));
            if (trap.isEmpty()) {
                sink.rejected(origin, "no snmpTrapOID; right would be all that snmptrapd writes of a trap");
                return;
            }
            var name = TrapName.of(trap);
            data.put("trap", trap);
            sink.fact(new LogEvent(
                    host,
                    LogEvent.HARDWARE,
                    "snmptrap",
                    -1,
                    TrapName.level(name),
                    -1,
                    time.instant(),
                    data,
                    texts.isEmpty() ? name : name + ": " + String.join("; ", texts),
                    "",
                    origin));
        }
    }
}

package tilsyn.decoder.windows;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Xml;

/**
 * Reads what {@code Get-WinEvent | Export-Clixml} writes. Properties have no names there, as in its JSON, but keep their
 * types.
 */
public final class ClixmlDecoder implements Decoder {
    private static final Format FORMAT = new Format(
            "getwinevent-clixml",
            Family.WINDOWS,
            "Windows events as Clixml, of Get-WinEvent",
            "Get-WinEvent -LogName System | Export-Clixml HOST-System.clixml",
            List.of("LOG-01", "LOG-03", "LOG-05", "OPS-01", "UPD-03", "AV-01", "AV-02", "AV-03", "HW-02", "BCK-01"));
    private static final int MOST = 512;
    private static final int DEEPEST = 60;
    private static final int LONGEST = 1 << 20;

    /** {@code Objs/Obj/Props/I32} and {@code Objs/Obj/MS/S}. */
    private static final int FIELD = 4;

    /** {@code Objs/Obj/Props/Obj/LST/Obj/Props/S}. */
    private static final int PROPERTY = 8;

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Head head) {
        if (head.firstChar() != '<') return false;
        var text = head.text();
        int root = text.indexOf("<Objs ");
        return root >= 0
                && text.indexOf("http://schemas.microsoft.com/powershell/2004/04", root) > 0
                && text.indexOf("N=\"ProviderName\"", root) > 0
                && text.indexOf("N=\"TimeCreated\"", root) > 0;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var times = new JsonTimes(input);
        long line = 1;
        try (var reader = new Unbroken(input.reader())) {
            var xml = Xml.reader(reader);
            int depth = 0;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.END_ELEMENT) depth--;
                if (event != XMLStreamConstants.START_ELEMENT) continue;
                depth++;
                line = Math.max(1, xml.getLocation().getLineNumber());
                if (depth != 2) continue;
                var record = record(xml);
                var raw = record.values().toString();
                PowerShellEvent.take(record, times, input.origin(line, -1, raw), sink);
                depth--;
            }
        } catch (XMLStreamException broken) {
            sink.rejected(
                    input.origin(line, -1, ""),
                    "expected Clixml; the rest is not read: " + EventXml.firstLine(broken.getMessage()));
        }
    }

    /** Reads one object up to its end. */
    private static JsonEvent record(XMLStreamReader xml) throws XMLStreamException {
        var values = new TreeMap<String, String>();
        var properties = new ArrayList<String>();
        int depth = 2;
        String list = "";
        String name = "";
        var text = new StringBuilder();
        while (depth >= 2 && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (++depth > DEEPEST) throw new XMLStreamException("more than %d levels".formatted(DEEPEST));
                text.setLength(0);
                name = name(xml);
                if (depth == FIELD) list = name;
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                if (text.length() < LONGEST) text.append(xml.getText());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                var type = xml.getLocalName();
                if (depth == FIELD && !type.equals("Obj") && values.size() < MOST)
                    values.putIfAbsent(name, value(type, text));
                if (depth == PROPERTY && list.equals("Properties") && name.equals("Value") && properties.size() < MOST)
                    properties.add(value(type, text));
                text.setLength(0);
                depth--;
            }
        }
        return new JsonEvent(values, properties);
    }

    private static String name(XMLStreamReader xml) {
        for (int i = 0; i < xml.getAttributeCount(); i++)
            if (xml.getAttributeLocalName(i).equals("N")) return xml.getAttributeValue(i);
        return "";
    }

    /** As it would stand in the event's XML. */
    private static String value(String type, CharSequence text) {
        return switch (type) {
            case "Nil" -> "";
            case "G" -> "{" + text.toString().toUpperCase(Locale.ROOT) + "}";
            case "BA" -> hex(text.toString());
            default -> unescaped(text);
        };
    }

    private static String hex(String base64) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException broken) {
            return base64;
        }
    }

    /** {@code _x000A_} stands for the character of that number, CR LF for LF. */
    private static String unescaped(CharSequence text) {
        var plain = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            int code = text.charAt(at) == '_' ? code(text, at) : -1;
            if (code < 0) plain.append(text.charAt(at));
            else {
                at += 6;
                if (code != '\r') plain.append((char) code);
            }
        }
        return plain.toString();
    }

    private static int code(CharSequence text, int at) {
        if (at + 7 > text.length() || text.charAt(at + 1) != 'x' || text.charAt(at + 6) != '_') return -1;
        int code = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) return -1;
            code = code * 16 + digit;
        }
        return code;
    }

    /** Ends where no tag comes for so long that it can't be an event. */
    private static final class Unbroken extends FilterReader {
        private static final int LONGEST_TEXT = 4 << 20;

        private int since;

        Unbroken(Reader in) {
            super(in);
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            for (int i = offset; i < offset + read; i++) if (buffer[i] == '<') since = 0;
            since += Math.max(0, read);
            return since > LONGEST_TEXT ? -1 : read;
        }
    }
}

package tilsyn.decoder.windows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tilsyn.decoder.Xml;
import tilsyn.decoder.windows.EventParts.Unreadable;

/**
 * Takes apart the binary XML of one chunk. Templates and names are read once a chunk, wherever in it they lie, and what
 * all of it may cost is bounded by more than any sound chunk has.
 */
final class BinXmlReader {
    private static final int MOST_UNITS = 1 << 16;
    private static final int MOST_VALUES = 1 << 12;
    private static final int LONGEST_NAME = 1 << 10;
    private static final int MORE = 0x40;
    private static final int TEMPLATE_HEAD = 24;

    private final Bytes bytes;
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<Integer, List<BinXml>> templates = new HashMap<>();
    private int units;
    private int at;

    BinXmlReader(Bytes bytes) {
        this.bytes = bytes;
    }

    /** Forgets all, for another chunk. */
    void reset() {
        names.clear();
        templates.clear();
        units = 0;
    }

    /** What stands between two places outside of a template: there, elements bear no dependency. */
    List<BinXml> fragment(int from, int to) throws Unreadable {
        at = from;
        return content(to, false, 0);
    }

    private void spend(int more) throws Unreadable {
        units += more;
        if (units > MOST_UNITS) throw new Unreadable("expected less binary XML than this chunk has");
    }

    /** Up to the end of the element, or of the fragment. */
    private List<BinXml> content(int to, boolean inTemplate, int depth) throws Unreadable {
        if (depth > EventParts.DEEPEST)
            throw new Unreadable("expected at most %d levels".formatted(EventParts.DEEPEST));
        List<BinXml> content = new ArrayList<>(1);
        while (at < to) {
            int token = bytes.u8(at) & ~MORE;
            switch (token) {
                case 0x00, 0x04 -> {
                    at++;
                    return content;
                }
                case 0x01 -> content.add(element(to, inTemplate, depth));
                case 0x0A -> {
                    at++;
                    name();
                }
                case 0x0B -> at += 3 + 2 * bytes.u16(at + 1);
                case 0x0C -> content.add(instance(depth));
                case 0x0F -> at += 4;
                default -> content.add(text(token));
            }
        }
        return content;
    }

    private BinXml text(int token) throws Unreadable {
        spend(1);
        int start = at;
        switch (token) {
            case 0x05 -> {
                int chars = bytes.u16(start + 2);
                at += 4 + 2 * chars;
                spend(chars / 4);
                return new BinXml.Text(bytes.utf16(start + 4, chars));
            }
            case 0x07 -> {
                int chars = bytes.u16(start + 1);
                at += 3 + 2 * chars;
                spend(chars / 4);
                return new BinXml.Text(bytes.utf16(start + 3, chars));
            }
            case 0x08 -> {
                at += 3;
                return new BinXml.Text(bytes.utf16(start + 1, 1));
            }
            case 0x09 -> {
                at++;
                return new BinXml.Text(entity(name()));
            }
            case 0x0D, 0x0E -> {
                at += 4;
                return new BinXml.Gap(bytes.u16(start + 1));
            }
            default ->
                throw new Unreadable("expected a token of binary XML at %d of the chunk, found 0x%02x"
                        .formatted(start, bytes.u8(start)));
        }
    }

    private static String entity(String name) throws Unreadable {
        return switch (name) {
            case "amp" -> "&";
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            case "apos" -> "'";
            default -> throw new Unreadable("expected one of XML's own entities, found '" + name + "'");
        };
    }

    private BinXml element(int to, boolean inTemplate, int depth) throws Unreadable {
        spend(2);
        boolean attributed = (bytes.u8(at) & MORE) != 0;
        at += inTemplate ? 7 : 5;
        var name = name();
        List<BinXml.Attribute> attributes = List.of();
        if (attributed) {
            at += 4;
            attributes = new ArrayList<>(2);
            while ((bytes.u8(at) & ~MORE) == 0x06) attributes.add(attribute());
        }
        int token = bytes.u8(at++);
        if (token == 0x03) return new BinXml.Element(name, attributes, List.of());
        if (token != 0x02)
            throw new Unreadable("expected the end of a tag at %d of the chunk, found 0x%02x".formatted(at - 1, token));
        return new BinXml.Element(name, attributes, content(to, inTemplate, depth + 1));
    }

    private BinXml.Attribute attribute() throws Unreadable {
        spend(1);
        at++;
        var name = name();
        List<BinXml> value = new ArrayList<>(1);
        for (int token = bytes.u8(at) & ~MORE; isText(token); token = bytes.u8(at) & ~MORE) value.add(text(token));
        return new BinXml.Attribute(name, value);
    }

    private static boolean isText(int token) {
        return token == 0x05 || token == 0x08 || token == 0x09 || token == 0x0D || token == 0x0E;
    }

    /** The name whose place stands here; it may itself stand here. */
    private String name() throws Unreadable {
        int place = bytes.offset(at);
        at += 4;
        int chars = bytes.u16(place + 6);
        if (place == at) at += 10 + 2 * chars;
        var known = names.get(place);
        if (known != null) return known;
        if (chars > LONGEST_NAME)
            throw new Unreadable("expected a name of at most %d characters".formatted(LONGEST_NAME));
        spend(1 + chars / 4);
        var name = Xml.local(bytes.utf16(place + 8, chars));
        names.put(place, name);
        return name;
    }

    private BinXml instance(int depth) throws Unreadable {
        spend(1);
        int place = bytes.offset(at + 6);
        at += 10;
        int end = place == at ? at + TEMPLATE_HEAD + length(place) : at;
        var template = template(place, depth);
        at = end;
        return new BinXml.Instance(template, values());
    }

    private int length(int template) throws Unreadable {
        long length = bytes.u32(template + 20);
        bytes.within(template + TEMPLATE_HEAD, length);
        return (int) length;
    }

    private List<BinXml> template(int place, int depth) throws Unreadable {
        var known = templates.get(place);
        if (known != null) return known;
        at = place + TEMPLATE_HEAD;
        var template = content(at + length(place), true, depth + 1);
        templates.put(place, template);
        return template;
    }

    private BinXml.Values values() throws Unreadable {
        long count = bytes.u32(at);
        if (count > MOST_VALUES)
            throw new Unreadable("expected at most %d values for a template, found %d".formatted(MOST_VALUES, count));
        int next = at + 4 + 4 * (int) count;
        var values = new int[(int) count * 3];
        for (int i = 0; i < count; i++) {
            int length = bytes.u16(at + 4 + i * 4);
            bytes.within(next, length);
            values[i * 3] = next;
            values[i * 3 + 1] = length;
            values[i * 3 + 2] = bytes.u8(at + 6 + i * 4);
            next += length;
        }
        at = next;
        return new BinXml.Values(values);
    }
}

package tilsyn.decoder.windows;

import java.util.List;
import tilsyn.decoder.windows.EventParts.Unreadable;

/** Lets the elements of one record go by, with every gap of its templates filled. */
final class EvtxRecord {
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int MOST_STEPS = 1 << 16;

    private final Bytes bytes;
    private final BinXmlReader reader;
    private final BinXmlValue value;
    private final EventParts parts;
    private int characters;
    private int steps;
    private int depth;

    EvtxRecord(Bytes bytes, BinXmlReader reader, BinXmlValue value, EventParts parts) {
        this.bytes = bytes;
        this.reader = reader;
        this.value = value;
        this.parts = parts;
    }

    void read(int from, int to) throws Unreadable {
        all(reader.fragment(from, to), BinXml.Values.NONE);
    }

    private void step() throws Unreadable {
        if (++steps > MOST_STEPS) throw new Unreadable("expected an event of less than %d parts".formatted(MOST_STEPS));
    }

    private String counted(String text) throws Unreadable {
        characters += text.length();
        if (characters > MOST_CHARACTERS)
            throw new Unreadable("expected an event of less than %d characters".formatted(MOST_CHARACTERS));
        return text;
    }

    private void all(List<BinXml> content, BinXml.Values values) throws Unreadable {
        for (int i = 0; i < content.size(); i++) one(content.get(i), values);
    }

    private void one(BinXml node, BinXml.Values values) throws Unreadable {
        step();
        if (node instanceof BinXml.Text text) parts.text(counted(text.text()));
        else if (node instanceof BinXml.Gap gap) fill(gap, values);
        else if (node instanceof BinXml.Element element) element(element, values);
        else if (node instanceof BinXml.Instance instance) {
            deeper();
            all(instance.template(), instance.values());
            depth--;
        }
    }

    /** Nesting that opens no element is bounded as well. */
    private void deeper() throws Unreadable {
        if (++depth > EventParts.DEEPEST)
            throw new Unreadable("expected at most %d levels".formatted(EventParts.DEEPEST));
    }

    /** An element that holds nothing but a list stands once for each of its values. */
    private void element(BinXml.Element element, BinXml.Values values) throws Unreadable {
        var only = element.content().size() == 1 ? element.content().get(0) : element;
        if (only instanceof BinXml.Gap gap && (type(gap, values) & BinXmlValue.LIST) != 0) {
            int number = gap.number();
            var list = value.list(values.type(number), values.position(number), values.length(number));
            for (var item : list) {
                step();
                open(element, values);
                parts.text(counted(item));
                parts.close();
            }
            if (!list.isEmpty()) return;
        }
        open(element, values);
        all(element.content(), values);
        parts.close();
    }

    private void open(BinXml.Element element, BinXml.Values values) throws Unreadable {
        parts.open(element.name());
        for (var attribute : element.attributes()) {
            step();
            if (EventParts.wants(attribute.name())) parts.attribute(attribute.name(), text(attribute.value(), values));
        }
    }

    private String text(List<BinXml> content, BinXml.Values values) throws Unreadable {
        if (content.size() == 1) return text(content.get(0), values);
        var all = new StringBuilder();
        for (var node : content) {
            step();
            all.append(text(node, values));
        }
        return all.toString();
    }

    private String text(BinXml node, BinXml.Values values) throws Unreadable {
        if (node instanceof BinXml.Text text) return counted(text.text());
        return node instanceof BinXml.Gap gap && type(gap, values) != BinXmlValue.FRAGMENT ? text(gap, values) : "";
    }

    private static int type(BinXml.Gap gap, BinXml.Values values) throws Unreadable {
        if (gap.number() >= values.count())
            throw new Unreadable(
                    "expected a value %d for the template, found %d values".formatted(gap.number(), values.count()));
        return values.length(gap.number()) == 0 ? BinXmlValue.NULL : values.type(gap.number());
    }

    private String text(BinXml.Gap gap, BinXml.Values values) throws Unreadable {
        int number = gap.number();
        return counted(value.text(type(gap, values), values.position(number), values.length(number)));
    }

    private void fill(BinXml.Gap gap, BinXml.Values values) throws Unreadable {
        if (type(gap, values) != BinXmlValue.FRAGMENT) {
            parts.text(text(gap, values));
            return;
        }
        deeper();
        int from = values.position(gap.number());
        all(reader.fragment(from, from + values.length(gap.number())), BinXml.Values.NONE);
        depth--;
    }
}

package tilsyn.decoder.windows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** Writes Windows event log files of one chunk, of events made up for tests. */
final class EvtxWriter {
    private static final int FILE_HEAD = 4096;
    private static final int CHUNK = 1 << 16;

    sealed interface Node {}

    record Element(String name, Map<String, Node> attributes, List<Node> content) implements Node {}

    record Text(String text) implements Node {}

    record Cdata(String text) implements Node {}

    record Character(char character) implements Node {}

    record Entity(String name) implements Node {}

    record Instruction(String target, String data) implements Node {}

    record Instance(Element template, List<Value> values) implements Node {}

    record Gap(int number, int type) implements Node {}

    /** What fills a gap: bytes, or elements of their own. */
    record Value(int type, byte[] bytes, List<Node> fragment) {
        static Value of(int type, byte[] bytes) {
            return new Value(type, bytes, List.of());
        }

        static Value string(String text) {
            return of(0x01, text.getBytes(StandardCharsets.UTF_16LE));
        }

        static Value number(int type, int size, long number) {
            return of(type, Arrays.copyOf(little(8).putLong(number).array(), size));
        }

        static Value fragment(Node... nodes) {
            return new Value(0x21, new byte[0], List.of(nodes));
        }
    }

    private final ByteBuffer chunk = little(CHUNK);
    private final Map<String, Integer> names = new HashMap<>();
    private final Map<Node, Integer> templates = new HashMap<>();
    private int records;
    private int lastRecord;

    EvtxWriter() {
        chunk.put("ElfChnk\0".getBytes(StandardCharsets.US_ASCII));
        chunk.position(512);
    }

    static Element element(String name, Node... content) {
        return new Element(name, Map.of(), List.of(content));
    }

    static Element element(String name, String attribute, Node value, Node... content) {
        return new Element(name, Map.of(attribute, value), List.of(content));
    }

    static Text text(String text) {
        return new Text(text);
    }

    static Gap gap(int number, int type) {
        return new Gap(number, type);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    static long fileTime(Instant time) {
        return (time.getEpochSecond() + 11_644_473_600L) * 10_000_000 + time.getNano() / 100;
    }

    /** A record of a template, written out where it is used first. */
    EvtxWriter event(Instant written, Element template, Value... values) {
        int start = begin(written);
        instance(template, values);
        return end(start);
    }

    /** A record without template, as a collector keeps what was forwarded to it as rendered text. */
    EvtxWriter forwarded(Instant written, Node... content) {
        int start = begin(written);
        for (var node : content) node(node, false);
        return end(start);
    }

    private int begin(Instant written) {
        int start = chunk.position();
        chunk.putInt(0x2A2A).putInt(0).putLong(++records).putLong(fileTime(written));
        fragmentHead();
        return start;
    }

    private EvtxWriter end(int start) {
        chunk.put((byte) 0);
        while (chunk.position() % 8 != 4) chunk.put((byte) 0);
        int size = chunk.position() + 4 - start;
        chunk.putInt(size).putInt(start + 4, size);
        lastRecord = start;
        return this;
    }

    private void fragmentHead() {
        chunk.put((byte) 0x0F).put((byte) 1).put((byte) 1).put((byte) 0);
    }

    private void instance(Element template, Value... values) {
        chunk.put((byte) 0x0C).put((byte) 1).putInt(template.hashCode());
        var known = templates.get(template);
        chunk.putInt(known == null ? chunk.position() + 4 : known);
        if (known == null) definition(template);
        int head = chunk.position();
        chunk.putInt(values.length);
        for (var value : values)
            chunk.putShort((short) value.bytes().length)
                    .put((byte) value.type())
                    .put((byte) 0);
        for (int i = 0; i < values.length; i++) {
            int from = chunk.position();
            chunk.put(values[i].bytes());
            if (values[i].type() != 0x21) continue;
            fragmentHead();
            for (var node : values[i].fragment()) node(node, false);
            chunk.put((byte) 0);
            chunk.putShort(head + 4 + i * 4, (short) (chunk.position() - from));
        }
    }

    private void definition(Element template) {
        int start = chunk.position();
        templates.put(template, start);
        chunk.putInt(0).putInt(template.hashCode()).putInt(0).putLong(0).putInt(0);
        fragmentHead();
        node(template, true);
        chunk.put((byte) 0);
        chunk.putInt(start + 20, chunk.position() - start - 24);
    }

    private void node(Node node, boolean inTemplate) {
        if (node instanceof Element element) element(element, inTemplate);
        else if (node instanceof Instance inner)
            instance(inner.template(), inner.values().toArray(Value[]::new));
        else if (node instanceof Text text) {
            chunk.put((byte) 0x05).put((byte) 1);
            counted(text.text());
        } else if (node instanceof Cdata cdata) {
            chunk.put((byte) 0x07);
            counted(cdata.text());
        } else if (node instanceof Character character) chunk.put((byte) 0x08).putChar(character.character());
        else if (node instanceof Entity entity) {
            chunk.put((byte) 0x09);
            name(entity.name());
        } else if (node instanceof Instruction instruction) {
            chunk.put((byte) 0x0A);
            name(instruction.target());
            chunk.put((byte) 0x0B);
            counted(instruction.data());
        } else if (node instanceof Gap gap)
            chunk.put((byte) 0x0E).putShort((short) gap.number()).put((byte) gap.type());
    }

    private void counted(String text) {
        chunk.putShort((short) text.length()).put(text.getBytes(StandardCharsets.UTF_16LE));
    }

    private void element(Element element, boolean inTemplate) {
        chunk.put((byte) (element.attributes().isEmpty() ? 0x01 : 0x41));
        if (inTemplate) chunk.putShort((short) -1);
        int size = chunk.position();
        chunk.putInt(0);
        name(element.name());
        if (!element.attributes().isEmpty()) {
            int list = chunk.position();
            chunk.putInt(0);
            element.attributes().forEach((name, value) -> {
                chunk.put((byte) 0x06);
                name(name);
                node(value, inTemplate);
            });
            chunk.putInt(list, chunk.position() - list - 4);
        }
        if (element.content().isEmpty()) chunk.put((byte) 0x03);
        else {
            chunk.put((byte) 0x02);
            for (var node : element.content()) node(node, inTemplate);
            chunk.put((byte) 0x04);
        }
        chunk.putInt(size, chunk.position() - size - 4);
    }

    private void name(String name) {
        var known = names.get(name);
        chunk.putInt(known == null ? chunk.position() + 4 : known);
        if (known != null) return;
        names.put(name, chunk.position());
        int hash = 0;
        for (char c : name.toCharArray()) hash = hash * 65599 + c;
        chunk.putInt(0).putShort((short) hash).putShort((short) name.length());
        chunk.put(name.getBytes(StandardCharsets.UTF_16LE)).putChar('\0');
    }

    /** The bytes of the chunk that are in use, with its checksums. */
    private byte[] used() {
        int free = chunk.position();
        chunk.putLong(8, 1).putLong(16, records).putLong(24, 1).putLong(32, records);
        chunk.putInt(40, 128).putInt(44, lastRecord).putInt(48, free).putInt(120, 1);
        chunk.putInt(52, checksum(chunk.array(), 512, free));
        var head = new byte[504];
        System.arraycopy(chunk.array(), 0, head, 0, 120);
        System.arraycopy(chunk.array(), 128, head, 120, 384);
        chunk.putInt(124, checksum(head, 0, head.length));
        return Arrays.copyOf(chunk.array(), free);
    }

    private static int checksum(byte[] bytes, int from, int to) {
        var checksum = new CRC32();
        checksum.update(bytes, from, to - from);
        return (int) checksum.getValue();
    }

    byte[] file(int minor) {
        var file = little(FILE_HEAD + CHUNK);
        file.put("ElfFile\0".getBytes(StandardCharsets.US_ASCII));
        file.putLong(0).putLong(0).putLong(records + 1L).putInt(128);
        file.putShort((short) minor)
                .putShort((short) 3)
                .putShort((short) FILE_HEAD)
                .putShort((short) 1);
        file.putInt(124, checksum(file.array(), 0, 120));
        file.position(FILE_HEAD);
        file.put(used());
        return file.array();
    }

    /** The file up to its last record. */
    byte[] cut(int minor) {
        return Arrays.copyOf(file(minor), FILE_HEAD + chunk.position());
    }
}

package tilsyn.rule;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a compiled method does that no honest clause does: jump back, or ask for room for numbers. Read as the Java Virtual
 * Machine Specification, chapter 6, has it.
 */
final class Instructions {
    private static final int WIDE = 196;
    private static final int IINC = 132;
    private static final int TABLE_SWITCH = 170;
    private static final int LOOKUP_SWITCH = 171;
    private static final int NEW_ARRAY = 188;
    private static final int NEW_ARRAYS = 197;
    private static final int GOTO_W = 200;

    /** Bytes of each instruction; 0 for those that vary. */
    private static final byte[] LENGTHS = lengths();

    private Instructions() {}

    private static byte[] lengths() {
        var lengths = new byte[256];
        java.util.Arrays.fill(lengths, (byte) 1);
        for (int[] range : new int[][] {
            {16, 16, 2},
            {17, 17, 3},
            {18, 18, 2},
            {19, 20, 3},
            {21, 25, 2},
            {54, 58, 2},
            {132, 132, 3},
            {153, 168, 3},
            {169, 169, 2},
            {170, 171, 0},
            {178, 184, 3},
            {185, 186, 5},
            {187, 187, 3},
            {188, 188, 2},
            {189, 189, 3},
            {192, 193, 3},
            {196, 196, 0},
            {197, 197, 4},
            {198, 199, 3},
            {200, 201, 5}
        }) java.util.Arrays.fill(lengths, range[0], range[1] + 1, (byte) range[2]);
        return lengths;
    }

    /** @param in a class behind its constant pool */
    static List<String> forbidden(DataInputStream in, @Nullable Object[] pool) throws IOException {
        var found = new ArrayList<String>();
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        for (int members = 0; members < 2; members++)
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                in.skipNBytes(6);
                for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                    var name = pool[in.readUnsignedShort()];
                    var bytes = in.readNBytes(in.readInt());
                    if ("Code".equals(name)) look(ByteBuffer.wrap(bytes), found);
                }
            }
        return found;
    }

    private static void look(ByteBuffer attribute, List<String> found) {
        int length = attribute.getInt(4);
        var code = attribute.slice(8, length);
        for (int at = 0; at < length; at += length(code, at)) {
            int instruction = code.get(at) & 0xFF;
            boolean branch = instruction >= 153 && instruction <= 168 || instruction == 198 || instruction == 199;
            if (branch && code.getShort(at + 1) <= 0 || instruction >= GOTO_W && code.getInt(at + 1) <= 0)
                found.add("a loop");
            if (instruction == NEW_ARRAY || instruction == NEW_ARRAYS) found.add("an array");
        }
    }

    private static int length(ByteBuffer code, int at) {
        int instruction = code.get(at) & 0xFF;
        int table = (at + 4) / 4 * 4;
        return switch (instruction) {
            case WIDE -> (code.get(at + 1) & 0xFF) == IINC ? 6 : 4;
            case TABLE_SWITCH -> table + 12 + 4 * (code.getInt(table + 8) - code.getInt(table + 4) + 1) - at;
            case LOOKUP_SWITCH -> table + 8 + 8 * code.getInt(table + 4) - at;
            default -> LENGTHS[instruction];
        };
    }
}

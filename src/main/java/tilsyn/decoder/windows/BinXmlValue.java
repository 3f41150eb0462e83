package tilsyn.decoder.windows;

import java.nio.charset.Charset;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tilsyn.decoder.windows.EventParts.Unreadable;

/** The values of binary XML as Windows writes them into XML. */
final class BinXmlValue {
    static final int NULL = 0x00;
    static final int STRING = 0x01;
    static final int FRAGMENT = 0x21;
    static final int LIST = 0x80;

    /** 100 ns between 1601 and 1970. */
    private static final long EPOCH = 116_444_736_000_000_000L;

    private static final long SECOND = 10_000_000;
    private static final long DAY = 864_000_000_000L;

    private static final Charset ANSI = Charset.forName("windows-1252");
    private static final int[] GUID_ORDER = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final Bytes bytes;

    BinXmlValue(Bytes bytes) {
        this.bytes = bytes;
    }

    String text(int type, int at, int length) throws Unreadable {
        if ((type & LIST) != 0) return String.join(", ", list(type, at, length));
        return switch (type) {
            case NULL -> "";
            case STRING -> bytes.utf16(at, length / 2);
            case 0x02 -> ansi(at, length);
            case 0x03, 0x05, 0x07, 0x09 -> Long.toString(signed(at, length));
            case 0x04, 0x06, 0x08 -> Long.toString(unsigned(at, length));
            case 0x0A -> Long.toUnsignedString(unsigned(at, length));
            case 0x0B -> plain(Float.toString(Float.intBitsToFloat(bytes.i32(at))));
            case 0x0C -> plain(Double.toString(Double.longBitsToDouble(bytes.i64(at))));
            case 0x0D -> unsigned(at, length) != 0 ? "true" : "false";
            case 0x0E, 0x20 -> hex(at, length);
            case 0x0F -> guid(at);
            case 0x10, 0x14, 0x15 -> "0x" + Long.toHexString(unsigned(at, length));
            case 0x11 -> fileTime(bytes.i64(at));
            case 0x12 -> systemTime(at);
            case 0x13 -> sid(at, length);
            default -> throw new Unreadable("expected a type of value, found 0x%02x".formatted(type));
        };
    }

    List<String> list(int type, int at, int length) throws Unreadable {
        int of = type & ~LIST;
        var list = new ArrayList<String>();
        if (of == STRING) {
            int start = at;
            for (int next = at; next + 1 < at + length; next += 2)
                if (bytes.u16(next) == 0) {
                    list.add(bytes.utf16(start, (next - start) / 2));
                    start = next + 2;
                }
            if (start + 1 < at + length) list.add(bytes.utf16(start, (at + length - start) / 2));
            return list;
        }
        if (of == 0x02) {
            list.addAll(List.of(ansi(at, length).split("\0")));
            return list;
        }
        for (int next = at; next < at + length; ) {
            int size = size(of, next, at + length - next);
            if (size > at + length - next) throw new Unreadable("expected a list of whole values");
            list.add(text(of, next, size));
            next += size;
        }
        return list;
    }

    private int size(int type, int at, int left) throws Unreadable {
        return switch (type) {
            case 0x03, 0x04 -> 1;
            case 0x05, 0x06 -> 2;
            case 0x07, 0x08, 0x0B, 0x0D, 0x14 -> 4;
            case 0x09, 0x0A, 0x0C, 0x11, 0x15 -> 8;
            case 0x10 -> left % 8 == 0 ? 8 : 4;
            case 0x0F, 0x12 -> 16;
            case 0x13 -> 8 + 4 * bytes.u8(at + 1);
            default -> throw new Unreadable("expected a list of values of one size, found type 0x%02x".formatted(type));
        };
    }

    private String ansi(int at, int length) throws Unreadable {
        bytes.within(at, length);
        while (length > 0 && bytes.block()[at + length - 1] == 0) length--;
        return new String(bytes.block(), at, length, ANSI).replace("\r\n", "\n").replace('\r', '\n');
    }

    private long unsigned(int at, int length) throws Unreadable {
        return switch (length) {
            case 1 -> bytes.u8(at);
            case 2 -> bytes.u16(at);
            case 4 -> bytes.u32(at);
            case 8 -> bytes.i64(at);
            default -> throw new Unreadable("expected a number of 1, 2, 4 or 8 bytes, found " + length);
        };
    }

    private long signed(int at, int length) throws Unreadable {
        int shift = 64 - 8 * length;
        return unsigned(at, length) << shift >> shift;
    }

    private static String plain(String number) {
        return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
    }

    private String hex(int at, int length) throws Unreadable {
        bytes.within(at, length);
        var hex = new char[length * 2];
        for (int i = 0; i < length; i++) {
            hex[i * 2] = HEX[bytes.block()[at + i] >> 4 & 15];
            hex[i * 2 + 1] = HEX[bytes.block()[at + i] & 15];
        }
        return new String(hex);
    }

    private String guid(int at) throws Unreadable {
        bytes.within(at, 16);
        var guid = new char[38];
        int next = 0;
        guid[next++] = '{';
        for (int i = 0; i < 16; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) guid[next++] = '-';
            int octet = bytes.block()[at + GUID_ORDER[i]];
            guid[next++] = HEX[octet >> 4 & 15];
            guid[next++] = HEX[octet & 15];
        }
        guid[next] = '}';
        return new String(guid);
    }

    private String sid(int at, int length) throws Unreadable {
        if (length < 8) return "";
        int count = bytes.u8(at + 1);
        long authority = 0;
        for (int i = 2; i < 8; i++) authority = authority << 8 | bytes.u8(at + i);
        var sid = new StringBuilder(48)
                .append("S-")
                .append(bytes.u8(at))
                .append('-')
                .append(authority);
        for (int i = 0; i < count && 12 + i * 4 <= length; i++) sid.append('-').append(bytes.u32(at + 8 + i * 4));
        return sid.toString();
    }

    private static String fileTime(long since1601) {
        long ticks = since1601 - EPOCH;
        return time(Math.floorDiv(ticks, DAY), Math.floorMod(ticks, DAY));
    }

    static Instant instant(long since1601) {
        long ticks = since1601 - EPOCH;
        return Instant.ofEpochSecond(Math.floorDiv(ticks, SECOND), Math.floorMod(ticks, SECOND) * 100);
    }

    private String systemTime(int at) throws Unreadable {
        return digits(bytes.u16(at), 4)
                + '-'
                + digits(bytes.u16(at + 2), 2)
                + '-'
                + digits(bytes.u16(at + 6), 2)
                + 'T'
                + digits(bytes.u16(at + 8), 2)
                + ':'
                + digits(bytes.u16(at + 10), 2)
                + ':'
                + digits(bytes.u16(at + 12), 2)
                + '.'
                + digits(bytes.u16(at + 14), 3)
                + 'Z';
    }

    private static String digits(int number, int width) {
        var text = Integer.toString(number);
        return "0".repeat(Math.max(0, width - text.length())) + text;
    }

    /** {@code 2025-11-09T05:00:00.1234567Z}. */
    private static String time(long day, long ticks) {
        var date = LocalDate.ofEpochDay(day);
        if (date.getYear() > 9999) return date.toString();
        var text = new char[28];
        put(text, 0, 4, date.getYear());
        text[4] = '-';
        put(text, 5, 2, date.getMonthValue());
        text[7] = '-';
        put(text, 8, 2, date.getDayOfMonth());
        text[10] = 'T';
        long second = ticks / SECOND;
        put(text, 11, 2, second / 3600);
        text[13] = ':';
        put(text, 14, 2, second / 60 % 60);
        text[16] = ':';
        put(text, 17, 2, second % 60);
        text[19] = '.';
        put(text, 20, 7, ticks % SECOND);
        text[27] = 'Z';
        return new String(text);
    }

    private static void put(char[] text, int at, int width, long number) {
        for (int i = at + width - 1; i >= at; i--) {
            text[i] = (char) ('0' + number % 10);
            number /= 10;
        }
    }
}

package tilsyn.decoder.syslog;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;

/**
 * Takes one line after the other apart: priority, time, host, program and message. It tells the header by what it sees:
 * RFC 5424 by the version number, else RFC 3164 or the ISO times that rsyslog writes, each with or without priority, else
 * what network devices write.
 */
final class SyslogLine {
    private static final int LONGEST_HOST = 255;
    private static final int LONGEST_PROGRAM = 128;
    private static final int LONGEST_DEVICE = 80;

    private final Stamp stamp;
    private String text = "";
    private int at;
    private int end;
    private @Nullable Instant before;
    private boolean undated;
    private boolean numbered;

    // what the line says; valid after read() gave null
    private Level level = Level.NONE;
    private boolean prioritised;
    private boolean tagged;
    private Instant time = Instant.EPOCH;
    private String timeText = "";
    private String timeNote = "";
    private String host = "";
    private String program = "";
    private String message = "";
    private Map<String, String> data = Map.of();
    private long sequence = -1;

    SyslogLine(Stamp stamp) {
        this.stamp = stamp;
    }

    /** Takes the line apart; gives what was expected instead when it is no syslog, else null. */
    @Nullable
    String read(String line) {
        text = line;
        at = 0;
        end = line.length();
        while (end > 0 && line.charAt(end - 1) <= ' ') end--;
        // a crash leaves NULs where the file system had reserved room
        while (at < end && line.charAt(at) == 0) at++;
        program = "";
        host = "";
        message = "";
        tagged = false;
        data = Map.of();
        sequence = -1;
        undated = false;
        var problem = priority();
        if (problem != null) return problem;
        numbered = isVersion();
        problem = numbered ? rfc5424() : rfc3164();
        if (problem == null && !undated) before = time;
        return problem;
    }

    Instant time() {
        return time;
    }

    /** Whether the line just read states no time and stands before all that do. */
    boolean undated() {
        return undated;
    }

    /** Whether the line just read is of RFC 5424, where a time may be left out. */
    boolean numbered() {
        return numbered;
    }

    /** Takes a line apart that states no time, and gives it one from elsewhere. */
    void readAt(String line, Instant other, String note) {
        before = other;
        read(line);
        timeNote = note;
    }

    private void nil() {
        undated = before == null;
        time = before == null ? Instant.EPOCH : before;
        timeText = "";
        timeNote = "no time in the line; that of the line before";
    }

    private @Nullable String priority() {
        level = Level.NONE;
        prioritised = false;
        if (at >= end || text.charAt(at) != '<') return null;
        int close = text.indexOf('>', at);
        if (close < 0 || close - at > 6) return "expected a priority such as <13>";
        int priority = 0;
        for (int i = at + 1; i < close; i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) return "expected a priority such as <13>";
            priority = priority * 10 + c - '0';
        }
        // a number there can't be says nothing of the level
        if (close > at + 1 && priority <= 191) level = Level.ofSyslog(priority & 7);
        prioritised = true;
        at = close + 1;
        if (peek(0) == ' ') at++;
        return null;
    }

    private boolean isVersion() {
        if (!isDigit(peek(0)) || peek(0) == '0') return false;
        int space = 1;
        while (space < 3 && isDigit(peek(space))) space++;
        if (peek(space) != ' ') return false;
        char first = peek(space + 1);
        return first == '-' && peek(space + 2) == ' '
                || isDigit(first) && isDigit(peek(space + 4)) && peek(space + 5) == '-';
    }

    private @Nullable String rfc5424() {
        at = text.indexOf(' ', at) + 1;
        int header = at;
        if (peek(0) == '-') {
            nil();
            at++;
        } else {
            var problem = readTime();
            if (problem != null) return problem;
        }
        if (peek(0) != ' ') return "expected a host after the time";
        at++;
        host = field();
        program = field();
        field();
        var messageId = field();
        var structured = at < end ? StructuredData.read(text, at) : null;
        if (structured == null && isShortened(header)) {
            at = header;
            host = "";
            program = "";
            return rfc3164();
        }
        if (structured == null) return "expected structured data, '-' or \"[...]\", after the message id";
        at = structured.end();
        if (at < end && peek(0) != ' ') return "expected a space after the structured data";
        data = structured.values();
        sequence = structured.sequence();
        if (!messageId.isEmpty()) data = with("msgId", messageId);
        while (at < end && text.charAt(at) == ' ') at++;
        if (peek(0) == '\uFEFF') at++;
        message = at < end ? text.substring(at, end) : "";
        tagged = true;
        bare();
        return tooLong();
    }

    /** Whether the program, set off by a colon, follows the time or the host: {@code <13>1 2025-...Z host app: text}. */
    private boolean isShortened(int header) {
        int word = endOfWord(header) + 1;
        for (int words = 0; words < 2; words++) {
            while (word < end && text.charAt(word) == ' ') word++;
            int to = endOfWord(word);
            if (to > word && (text.charAt(to - 1) == ':' || Payload.begins(text, word))) return true;
            word = to + 1;
        }
        return false;
    }

    private Map<String, String> with(String name, String value) {
        var more = new java.util.TreeMap<>(data);
        more.putIfAbsent(name, value);
        return more;
    }

    /** The field that begins here, empty for {@code -}; steps over the space behind it. */
    private String field() {
        if (at >= end) return "";
        int space = text.indexOf(' ', at);
        if (space < 0 || space > end) space = end;
        var field = text.substring(at, space);
        at = Math.min(end, space + 1);
        return field.equals("-") ? "" : field;
    }

    private @Nullable String readTime() {
        int from = at;
        var read = stamp.read(text, at);
        if (read == null) {
            var seen = text.substring(from, Math.min(end, from + 24));
            if (stamp.impossible()) return "there is no such time as '" + seen + "'";
            return "expected a time such as 'Oct  9 22:14:15' or '2025-10-09T22:14:15+02:00', found '" + seen + "'";
        }
        time = read;
        timeNote = stamp.note();
        at = stamp.end();
        timeText = text.substring(from, at);
        return null;
    }

    private @Nullable String rfc3164() {
        int from = at;
        var problem = readTime();
        if (problem != null) {
            at = from;
            if (device()) return tooLong();
            at = from;
            if (at >= end) return prioritised ? "expected a message after the priority" : problem;
            boolean payload = Payload.begins(text, at);
            if (!payload && (!prioritised || stamp.impossible() || isDigit(peek(0)))) return problem;
            if (!payload || !payloadTime()) nil();
            content();
            if (!tagged && !payload) {
                program = "";
                message = text.substring(from, end);
            }
            return tooLong();
        }
        if (peek(0) == ':') at++;
        if (at < end && peek(0) != ' ') return "expected a space after the time";
        while (at < end && text.charAt(at) == ' ') at++;
        int space = endOfWord(at);
        if (space > at && !isTag(at, space)) {
            int close = text.charAt(space - 1) == ':' ? space - 1 : space;
            int slash = text.indexOf('/', at);
            host = text.substring(at, slash > at && slash < close ? slash : close);
            at = space;
            while (at < end && text.charAt(at) == ' ') at++;
            int next = endOfWord(at);
            // "Dec 03 2017 16:31:28 IST 192.0.2.1 CEF:0|..." puts a zone before the host, and not one that is known to
            // all
            if (next < end && text.charAt(next - 1) != ':' && Payload.begins(text, next + 1) && isZone(host)) {
                host = text.substring(at, next);
                at = next + 1;
            }
        }
        content();
        return tooLong();
    }

    private static boolean isZone(String word) {
        if (word.length() < 2 || word.length() > 5) return false;
        for (int i = 0; i < word.length(); i++) if (word.charAt(i) < 'A' || word.charAt(i) > 'Z') return false;
        return true;
    }

    /**
     * What network devices write: {@code 29: switch1: *Apr 29 13:58:40.411: %SYS-5-CONFIG_I: text}, the number and the host
     * each where there is one.
     */
    private boolean device() {
        if (!prioritised) return false;
        int from = at;
        int limit = Math.min(end, from + LONGEST_DEVICE);
        for (int i = from; i < limit; i++) {
            if (text.charAt(i) != ':' && !isNumbered(from, i)) continue;
            at = i + 1;
            while (peek(0) == ' ') at++;
            if (!isTimeAhead() || readTime() != null || isHalfDay()) continue;
            host = stamp.isEpoch() ? "" : device(from, i);
            while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == ':')) at++;
            if (stamp.isEpoch()) host = field();
            content();
            return true;
        }
        at = from;
        if (isDigit(peek(0)) && readTime() == null && stamp.isEpoch() && peek(0) == ' ') {
            at++;
            host = field();
            content();
            return true;
        }
        return false;
    }

    /** A blank behind nothing but a number, as in {@code <134>1 1563249630.774247467 firewall1 events ...}. */
    private boolean isNumbered(int from, int blank) {
        if (text.charAt(blank) != ' ' || blank == from) return false;
        for (int i = from; i < blank; i++) if (!isDigit(text.charAt(i))) return false;
        return true;
    }

    private boolean isHalfDay() {
        return text.startsWith(" AM", at) || text.startsWith(" PM", at);
    }

    /** The time that a payload without a header states itself. */
    private boolean payloadTime() {
        var payload = Payload.begins(text, at) ? Payload.read(text.substring(at, end)) : null;
        if (payload == null) return false;
        for (var key : Payload.TIMES) {
            var value = payload.values().getOrDefault(key, "");
            var stated = value.isEmpty() ? null : stamp.value(value);
            if (stated == null) continue;
            time = stated;
            timeText = value;
            timeNote = stamp.note();
            return true;
        }
        var day = payload.values().getOrDefault("date", "") + " "
                + payload.values().getOrDefault("time", "");
        var stated = stamp.value(day);
        if (stated == null) return false;
        time = stated;
        timeText = day;
        timeNote = stamp.note();
        return true;
    }

    /** Whether it carries one of the forms of security products, whatever stands before. */
    boolean carriesPayload() {
        return Payload.begins(message, 0) && Payload.read(message) != null;
    }

    private boolean isTimeAhead() {
        char c = peek(0);
        return isDigit(c) && isDigit(peek(1)) && isDigit(peek(2)) && isDigit(peek(3))
                || c == '*'
                || c == '.'
                || c >= 'A' && c <= 'Z';
    }

    /** The last word that is no number and no part of the device. */
    private String device(int from, int to) {
        var name = "";
        for (var word : text.substring(from, to).split("[: ]+")) {
            if (!word.isEmpty() && !isDigit(word.charAt(0)) && word.indexOf('/') < 0) name = word;
        }
        return name;
    }

    /** Whether a word is the program already, as its line names no host. */
    private boolean isTag(int from, int to) {
        if (text.charAt(to - 1) != ':') return text.charAt(to - 1) == ']' && text.lastIndexOf('[', to) > from;
        if (text.charAt(Math.max(from, to - 2)) == ']') return true;
        int next = to + 1;
        int nextEnd = endOfWord(next);
        // "host: sshd[12]: text", as some senders write
        boolean programFollows =
                nextEnd - next > 3 && text.charAt(nextEnd - 1) == ':' && text.charAt(nextEnd - 2) == ']';
        return !programFollows;
    }

    private int endOfWord(int from) {
        if (from >= end) return end;
        int space = text.indexOf(' ', from);
        return space < 0 || space > end ? end : space;
    }

    private void content() {
        if (text.startsWith("last message repeated ", at)
                || text.startsWith("-- ", at)
                || text.startsWith("--- ", at)) {
            message = text.substring(at, end);
            return;
        }
        if (at < end && text.charAt(at) <= 'L' && Payload.begins(text, at)) {
            message = text.substring(at, end);
            return;
        }
        int word = endOfWord(at);
        int close = word;
        int bracket = -1;
        for (int i = at; i < word; i++) {
            char c = text.charAt(i);
            if (c == '[' && bracket < 0) bracket = i;
            else if (c == ']' && bracket >= 0 && i > bracket + 1) {
                close = i + 1;
                break;
            } else if (c == ':' && bracket < 0) {
                close = i;
                break;
            }
        }
        tagged = bracket > at && close > bracket || close < word;
        program = text.substring(at, bracket > at && bracket < close ? bracket : close);
        at = close;
        if (peek(0) == ':') at++;
        while (at < end && text.charAt(at) == ' ') at++;
        message = at < end ? text.substring(at, end) : "";
        bare();
    }

    /** Cisco's own time and severity behind a header of its own: {@code 29: *Apr 29 13:58:40.411: %SYS-5-CONFIG_I: text}. */
    private void cisco() {
        int percent = program.charAt(0) == '%' ? -1 : message.indexOf(": %");
        if (percent >= 0 && percent < LONGEST_DEVICE) {
            int colon = message.indexOf(": ", percent + 3);
            if (colon < 0) return;
            program = message.substring(percent + 2, colon);
            message = message.substring(colon + 2);
        }
        int dash = program.indexOf('-');
        while (dash > 0 && level == Level.NONE) {
            if (dash + 2 < program.length() && isDigit(program.charAt(dash + 1)) && program.charAt(dash + 2) == '-')
                level = Level.ofSyslog(program.charAt(dash + 1) - '0');
            dash = program.indexOf('-', dash + 1);
        }
    }

    /** {@code /usr/sbin/cron} is cron, {@code su(pam_unix)} is su, and the kernel's uptime is no part of its message. */
    private void bare() {
        if (!program.isEmpty() && (program.charAt(0) == '%' || isDigit(program.charAt(0)))) cisco();
        int parenthesis = program.indexOf('(');
        if (parenthesis > 0) program = program.substring(0, parenthesis);
        if (program.startsWith("/")) program = program.substring(program.lastIndexOf('/') + 1);
        if (program.equals("kernel") && message.startsWith("[")) {
            int close = message.indexOf("] ");
            if (close > 0 && close < 20 && isUptime(message, close)) message = message.substring(close + 2);
        }
    }

    private static boolean isUptime(String text, int close) {
        for (int i = 1; i < close; i++) {
            char c = text.charAt(i);
            if (!isDigit(c) && c != '.' && c != ' ') return false;
        }
        return true;
    }

    private @Nullable String tooLong() {
        if (host.length() > LONGEST_HOST) return "expected a host name of at most " + LONGEST_HOST + " characters";
        if (program.length() > LONGEST_PROGRAM) {
            message = program + " " + message;
            program = "";
        }
        return null;
    }

    private char peek(int ahead) {
        return at + ahead < end ? text.charAt(at + ahead) : 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Whether it is syslog beyond doubt: it has a priority, or it names a host, and a program that is set off by a colon or a
     * process id. ISO times without zone are those of other logs.
     */
    boolean sure() {
        return prioritised || tagged && likely();
    }

    /** Whether it has a time as syslog writes it, a host and perhaps a program. */
    boolean likely() {
        boolean iso = !timeText.isEmpty() && isDigit(timeText.charAt(0));
        return !host.isEmpty() && !program.isEmpty() && !(iso && (timeText.indexOf(' ') >= 0 || !timeNote.isEmpty()));
    }

    /** The line as an event; of what carries one of the forms of security products, with their fields. */
    LogEvent event(Input input, Line line) {
        var origin = input.origin(line).withTime(timeText, timeNote);
        if (Payload.begins(message, 0)) {
            var payload = Payload.read(message);
            if (payload != null) return payload.event(host, level, sequence, time, data, origin);
        }
        if (Snare.begins(message) || Snare.begins(program)) {
            var event = Snare.event(host, text.substring(text.indexOf(Snare.MARK), end), time, data, origin);
            if (event != null) return event;
        }
        return new LogEvent(host, LogEvent.SYSLOG, program, -1, level, sequence, time, data, message, "", origin);
    }
}

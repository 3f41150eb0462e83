package tilsyn.decoder.syslog;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/**
 * Takes one line after the other apart: priority, time, host, program and message. It tells the header by what it sees:
 * RFC 5424 by the version number, else RFC 3164 or the ISO times that rsyslog writes, each with or without priority.
 */
final class SyslogLine {
    private static final int LONGEST_HOST = 255;
    private static final int LONGEST_PROGRAM = 128;

    private final Stamp stamp;
    private String text = "";
    private int at;
    private int end;
    private @Nullable Instant before;

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
        var problem = priority();
        if (problem != null) return problem;
        problem = isVersion() ? rfc5424() : rfc3164();
        if (problem == null) before = time;
        return problem;
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
        int space = isDigit(peek(1)) ? 2 : 1;
        if (peek(space) != ' ') return false;
        char first = peek(space + 1);
        return first == '-' && peek(space + 2) == ' '
                || isDigit(first) && isDigit(peek(space + 4)) && peek(space + 5) == '-';
    }

    private @Nullable String rfc5424() {
        at = text.indexOf(' ', at) + 1;
        if (peek(0) == '-') {
            if (before == null) return "expected a time; the line has none and stands first";
            time = before;
            timeText = "";
            timeNote = "no time in the line; that of the line before";
            at++;
        } else {
            var problem = time();
            if (problem != null) return problem;
        }
        if (peek(0) != ' ') return "expected a host after the time";
        at++;
        host = field();
        program = field();
        field();
        var messageId = field();
        if (at >= end) return "expected structured data, '-' or \"[...]\", after the message id";
        var structured = StructuredData.read(text, at);
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

    private @Nullable String time() {
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
        var problem = time();
        if (problem != null) return problem;
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
        }
        content();
        return tooLong();
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

    /** {@code /usr/sbin/cron} is cron, {@code su(pam_unix)} is su, and the kernel's uptime is no part of its message. */
    private void bare() {
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

    /** The line as an event. */
    LogEvent event(Input input, Line line) {
        var origin = new Origin(
                input.file(),
                line.number(),
                line.offset(),
                input.sha256(),
                line.text(),
                timeText,
                timeNote,
                input.received());
        return new LogEvent(host, LogEvent.SYSLOG, program, -1, level, sequence, time, data, message, "", origin);
    }
}

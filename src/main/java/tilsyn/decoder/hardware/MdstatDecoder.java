package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.Origin;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.RaidArray;
import tilsyn.fact.RaidArray.State;

/**
 * Reads {@code /proc/mdstat}: the arrays of the Linux kernel. A member marked (F) is a failed disk, even where the array is
 * whole without it. The file states no time.
 */
public final class MdstatDecoder implements Decoder {
    private static final Pattern HEADING =
            Pattern.compile("(md[\\w.-]{0,60}) : (\\w{1,20})(?: \\((auto-read-only|read-only)\\))?((?: \\S+)*)\\s*");
    private static final Pattern MEMBER = Pattern.compile("(\\S+?)\\[\\d{1,9}\\]((?:\\(\\w\\))*)");
    private static final Pattern COUNTS = Pattern.compile("\\[(\\d{1,6})/(\\d{1,6})\\](?: \\[([U_]{1,10000})\\])?");
    private static final Pattern PROGRESS =
            Pattern.compile("\\b(resync|recovery|reshape|check|repair) *= *(\\d{1,3}\\.\\d+)%");
    private static final Pattern WAITING =
            Pattern.compile("\\b(resync|recovery|reshape|check) *= *(DELAYED|PENDING|REMOTE)");
    private static final Set<String> WITHOUT_REDUNDANCY = Set.of("raid0", "linear");
    private static final Map<String, Integer> MAY_LOSE = Map.of("raid4", 1, "raid5", 1, "raid6", 2);
    private static final int MOST_ARRAYS = 1_000;

    @Override
    public Format format() {
        return new Format(
                "mdstat",
                Family.HARDWARE,
                "Linux software RAID (/proc/mdstat)",
                "cat /proc/mdstat > mdstat-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-01", "HW-03"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        return head.lines(4).stream().anyMatch(line -> line.startsWith("Personalities :"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var arrays = new ArrayList<Md>();
        Md current = null;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text();
                var heading = HEADING.matcher(text);
                if (heading.matches() && arrays.size() < MOST_ARRAYS) {
                    current = new Md(line, heading.group(1), heading.group(2), heading.group(3), heading.group(4));
                    arrays.add(current);
                } else if (text.isBlank() || text.startsWith("unused devices") || text.startsWith("Personalities")) {
                    current = null;
                    sink.ignored("heading");
                } else if (current != null && Character.isWhitespace(text.charAt(0))) {
                    current.add(text);
                } else if (text.startsWith("#") || text.startsWith("$")) {
                    sink.ignored("the command");
                } else {
                    sink.rejected(input.origin(line), "expected an array such as 'md0 : active raid1 …'");
                }
            }
        }
        var time = Dating.of(input);
        for (var array : arrays) array.emit(arrays, time, input, sink);
    }

    /** One array and the lines below it. */
    private static final class Md {
        private final Line line;
        private final String name;
        private final String word;
        private final @Nullable String mode;
        private String level = "";
        private int listed;
        private int spares;
        private final List<String> failed = new ArrayList<>();
        private final StringBuilder raw;
        private int members = -1;
        private int working = -1;
        private String action = "";
        private @Nullable Double percent;
        private String waiting = "";
        private boolean container;

        Md(Line line, String name, String word, @Nullable String mode, String rest) {
            this.line = line;
            this.name = name;
            this.word = word;
            this.mode = mode;
            this.raw = new StringBuilder(line.text());
            for (var token : rest.strip().split(" ")) {
                var member = MEMBER.matcher(token);
                if (!member.matches()) {
                    if (level.isEmpty() && token.indexOf('(') < 0) level = token;
                } else if (member.group(2).contains("(F)")) failed.add(member.group(1));
                else if (member.group(2).contains("(S)")) spares++;
                else listed++;
            }
        }

        void add(String text) {
            if (raw.length() < Origin.RAW_LIMIT) raw.append('\n').append(text);
            var counts = COUNTS.matcher(text);
            if (members < 0 && counts.find()) {
                members = Integer.parseInt(counts.group(1));
                working = Integer.parseInt(counts.group(2));
                var map = counts.group(3);
                if (map != null) {
                    int up = (int) map.chars().filter(c -> c == 'U').count();
                    if (map.indexOf('_') >= 0) working = Math.min(working, up);
                }
            }
            var progress = PROGRESS.matcher(text);
            if (progress.find()) {
                action = progress.group(1);
                percent = Double.valueOf(progress.group(2));
            }
            var delayed = WAITING.matcher(text);
            if (delayed.find()) waiting = delayed.group(2);
            if (text.contains("super external:") && !text.contains("super external:/")) container = true;
        }

        void emit(List<Md> all, When time, Input input, Sink sink) {
            var origin = time.on(input.origin(line.number(), line.offset(), raw.toString()));
            if (container && word.equals("inactive")) {
                sink.ignored("a container of arrays");
                return;
            }
            var state = state(all);
            boolean rebuilds = state == State.DEGRADED && (rebuilding() || !waiting.isEmpty());
            sink.fact(new RaidArray(
                    "",
                    name,
                    level,
                    state,
                    said(),
                    members < 0 ? (failed.isEmpty() ? listed : -1) : working,
                    members < 0 ? (failed.isEmpty() ? listed : -1) : members,
                    word.equals("active") ? spares : 0,
                    rebuilds ? (percent == null ? 0.0 : percent) : null,
                    null,
                    -1,
                    time.instant(),
                    origin));
            for (var disk : failed) sink.fact(broken(disk, time, origin));
        }

        private State state(List<Md> all) {
            if (word.equals("inactive") || word.equals("broken")) return State.FAILED;
            if (!word.equals("active") && !word.equals("clean")) return State.UNKNOWN;
            if (WITHOUT_REDUNDANCY.contains(level)) return failed.isEmpty() ? State.OPTIMAL : State.FAILED;
            if (members < 0) return State.UNKNOWN;
            if (working < members) {
                var mayLose = MAY_LOSE.getOrDefault(level, members - 1);
                return working == 0 || members - working > mayLose ? State.FAILED : State.DEGRADED;
            }
            if (rebuilding() || waiting.equals("PENDING") || waiting.equals("REMOTE")) return State.DEGRADED;
            if (waiting.isEmpty()) return State.OPTIMAL;
            // the kernel says "resync=DELAYED" of a check that waits, too: it waits for what the other array does
            if (all.stream().anyMatch(Md::rebuilding)) return State.DEGRADED;
            return all.stream().anyMatch(other -> other.action.equals("check")) ? State.OPTIMAL : State.UNKNOWN;
        }

        private boolean rebuilding() {
            return action.equals("resync") || action.equals("recovery") || action.equals("repair");
        }

        private String said() {
            var said = new StringBuilder(word);
            if (mode != null) said.append(" (").append(mode).append(')');
            if (!action.isEmpty()) said.append(String.format(Locale.ROOT, ", %s %.1f%%", action, percent));
            if (!waiting.isEmpty()) said.append(", resync ").append(waiting);
            if (!failed.isEmpty()) said.append(", failed ").append(String.join(" ", failed));
            return said.toString();
        }

        private PhysicalDisk broken(String disk, When time, Origin origin) {
            return new PhysicalDisk(
                    "",
                    disk + " in " + name,
                    "",
                    "",
                    name,
                    PhysicalDisk.State.FAILED,
                    "(F)",
                    -1,
                    null,
                    false,
                    -1,
                    Map.of(),
                    -1,
                    -1,
                    -1,
                    0,
                    -1,
                    false,
                    List.of("marked as failed by the array"),
                    time.instant(),
                    origin);
        }
    }
}

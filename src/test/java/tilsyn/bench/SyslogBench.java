package tilsyn.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A whole {@code tilsyn check} of one generated syslog file, against grep with the same patterns and a plain Java reader. */
final class SyslogBench {
    private static final String[] TAILS = {
        "sshd[%d]: Accepted publickey for deploy from 192.0.2.%d port 51234 ssh2",
        "CRON[%d]: (root) CMD (test -x /usr/sbin/anacron || run-parts --report /etc/cron.hourly %d)",
        "systemd[1]: Started session-%d.scope - Session %d of User backup.",
        "kernel: [%d.123456] eth0: link is up, 1000 Mbps, full duplex %d",
        "postfix/smtpd[%d]: connect from mail.example.org[198.51.100.%d]",
        "dhclient[%d]: DHCPACK of 192.0.2.%d from 192.0.2.1",
        "sshd[%d]: Failed password for invalid user admin from 203.0.113.%d port 40022 ssh2",
        "named[%d]: client @0x7f 192.0.2.%d#53: query: example.org IN A",
        "nginx[%d]: 192.0.2.%d - - GET /index.html HTTP/1.1 200 612",
        "chronyd[%d]: Selected source 192.0.2.%d",
    };

    private SyslogBench() {}

    static void run(int lines) throws Exception {
        var folder = Files.createDirectories(Path.of("target", "bench", "syslog-" + lines));
        var file = folder.resolve("web01.log");
        if (!Files.exists(file)) generate(file, lines, "", 35);
        var patterns = folder.resolveSibling("patterns");
        int count = patterns(patterns);
        long[] plainLines = new long[1];
        double plain = Bench.seconds(() -> plainLines[0] = plain(file));
        var grep = new ProcessBuilder("grep", "-c", "-E", "-f", patterns.toString(), file.toString());
        grep.environment().put("LC_ALL", "C");
        // not to /dev/null: grep would stop at its first match
        grep.redirectOutput(folder.resolveSibling("grep.out").toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        var grepped = Bench.measured(grep);
        var data = folder.resolveSibling("data");
        var tilsyn = new ProcessBuilder(
                "./tilsyn",
                "check",
                folder.toString(),
                "--as-of",
                "2025-11-10T07:00:00+01:00",
                "--zone",
                "UTC",
                "--data",
                data.toString(),
                "--out",
                data.toString(),
                "--fail-on",
                "never");
        tilsyn.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT);
        Bench.measured(new ProcessBuilder("./tilsyn", "--version").redirectOutput(ProcessBuilder.Redirect.DISCARD));
        var checked = Bench.measured(tilsyn);
        System.out.printf(
                "syslog, %,d lines, %d patterns%n  plain Java reader  %8.2f s  %,12.0f lines/s%n"
                        + "  grep -c -E         %8.2f s  %,12.0f lines/s%n"
                        + "  tilsyn check       %8.2f s  %,12.0f lines/s  peak %,d MB  exit %d%n"
                        + "  tilsyn / grep      %8.2f (below 1 is faster)   tilsyn / plain Java %.2f%n",
                lines,
                count,
                plain,
                lines / plain,
                grepped.seconds(),
                lines / grepped.seconds(),
                checked.seconds(),
                lines / checked.seconds(),
                checked.peakMb(),
                checked.exit(),
                checked.seconds() / grepped.seconds(),
                checked.seconds() / plain);
    }

    /** @param begin of each line */
    /** @param days that the lines are spread over */
    static void generate(Path file, int lines, String begin, double days) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            long seed = 42;
            long second = java.time.Instant.parse("2025-10-06T00:00:00Z").getEpochSecond();
            double step = days * 86_400 / lines;
            for (int line = 0; line < lines; line++) {
                seed = seed * 6364136223846793005L + 1442695040888963407L;
                int dice = (int) (seed >>> 40);
                var time = java.time.Instant.ofEpochSecond(second + (long) (line * step));
                out.write(begin);
                out.write(time.toString().replace("Z", "+00:00"));
                out.write(" web01 ");
                out.write(TAILS[dice % TAILS.length].formatted(1_000 + dice % 30_000, dice % 20));
                out.write('\n');
            }
        }
    }

    /** The signatures' patterns as grep writes them; how many. */
    private static int patterns(Path to) throws IOException {
        var found = new TreeSet<String>();
        try (var files = Files.list(Path.of("rules", "signatures"))) {
            for (var file : files.sorted().toList()) collect(new YAMLMapper().readTree(file.toFile()), found);
        }
        List<String> extended = new ArrayList<>();
        for (var pattern : found) extended.add(extended(pattern));
        Files.write(to, extended, StandardCharsets.UTF_8);
        return extended.size();
    }

    /** The pattern in POSIX extended form; laziness, word boundaries and anchors, which change no count by much, go. */
    private static String extended(String pattern) {
        var text =
                pattern.replaceAll("\\(\\?P?<[^>=!]+>", "(").replace("(?:", "(").replace("(?i)", "");
        var out = new StringBuilder();
        boolean inSet = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                char escaped = text.charAt(++i);
                switch (escaped) {
                    case 'd' -> out.append(inSet ? "0-9" : "[0-9]");
                    case 'w' -> out.append(inSet ? "[:alnum:]_" : "[[:alnum:]_]");
                    case 's' -> out.append(inSet ? "[:space:]" : "[[:space:]]");
                    case 'S' -> out.append(inSet ? "[:graph:]" : "[^[:space:]]");
                    case 'b' -> {}
                    default -> out.append(inSet ? "" : "\\").append(escaped);
                }
            } else if (c == '^' && !inSet) continue;
            else if (c == '?' && !out.isEmpty() && "*+?".indexOf(text.charAt(i - 1)) >= 0 && !inSet) continue;
            else {
                if (c == '[' && !inSet) {
                    inSet = true;
                    out.append(c);
                    if (text.charAt(i + 1) == '^') out.append(text.charAt(++i));
                    continue;
                }
                if (c == ']') inSet = false;
                out.append(c);
            }
        }
        return out.toString();
    }

    private static void collect(JsonNode node, TreeSet<String> into) {
        if (node.isObject())
            node.fields().forEachRemaining(field -> {
                if (field.getKey().equals("pattern"))
                    (field.getValue().isArray() ? field.getValue() : List.of(field.getValue()))
                            .forEach(pattern -> into.add(pattern.asText()));
                else collect(field.getValue(), into);
            });
        else if (node.isArray()) node.forEach(each -> collect(each, into));
    }

    /** What a plain reader would do: split off time, host and program, and count by program and hour. */
    private static long plain(Path file) throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        long lines = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                int host = line.indexOf(' ');
                int tag = line.indexOf(' ', host + 1);
                int colon = line.indexOf(':', tag);
                counts.merge(line.substring(0, 13) + line.substring(tag, Math.max(tag, colon)), 1, Integer::sum);
                lines++;
            }
        }
        return lines;
    }
}

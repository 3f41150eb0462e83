package tilsyn.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Maybe;
import tilsyn.source.Drop;
import tilsyn.source.Tls;
import tilsyn.source.Topics;

/**
 * What {@code serve} is told: on the command line, else in a file, else by default. Keys are those of the file, with dots
 * between levels: {@code rounds.every}, {@code drop[1].folder}.
 */
public final class Configuration {
    /** @param origin the option, the place in the file, or {@code default} */
    public record Value(String key, String text, String origin) {}

    /** What a value must look like; {@link #right} says it. */
    private enum Kind {
        TEXT("text"),
        PATH("a path"),
        PORT("a port from 1 to 65535"),
        TIME("a number with s, m or h, such as 15m, from 1s to 24h"),
        LANGUAGE("nb or en"),
        ZONE("a zone such as Europe/Oslo"),
        LOGS("text or json"),
        DAYS("a number of days from 400 to 36500, as clauses look back 400 days at most");

        private final String right;

        Kind(String right) {
            this.right = right;
        }

        boolean fits(String text) {
            return switch (this) {
                case TEXT -> !text.isBlank();
                case PATH -> isPath(text);
                case PORT -> text.matches("[1-9]\\d{0,4}") && Integer.parseInt(text) <= 65_535;
                case TIME -> time(text).isPresent();
                case LANGUAGE -> text.equals("nb") || text.equals("en");
                case ZONE -> isZone(text);
                case LOGS -> text.equals("text") || text.equals("json");
                case DAYS ->
                    text.matches("\\d{3,5}")
                            && Integer.parseInt(text) >= LEAST_DAYS
                            && Integer.parseInt(text) <= 36_500;
            };
        }

        private static boolean isPath(String text) {
            try {
                return !text.isBlank() && Path.of(text) != null;
            } catch (InvalidPathException unusable) {
                return false;
            }
        }

        private static boolean isZone(String text) {
            try {
                return ZoneId.of(text) != null;
            } catch (DateTimeException unknown) {
                return false;
            }
        }
    }

    /**
     * @param option of the command line; empty when there is none
     * @param fallback empty when there is none
     */
    private record Known(String key, String option, String fallback, Kind kind) {}

    /** Everything there is to set. */
    private static final List<Known> ALL = List.of(
            new Known("customer", "--customer", "", Kind.PATH),
            new Known("data", "--data", ".tilsyn", Kind.PATH),
            new Known("out", "--out", "", Kind.PATH),
            new Known("rules", "--rules", "", Kind.PATH),
            new Known("routes", "--routes", "", Kind.PATH),
            new Known("connectors", "--connectors", "", Kind.PATH),
            new Known("language", "--lang", "nb", Kind.LANGUAGE),
            new Known("zone", "--zone", "", Kind.ZONE),
            new Known("address", "--listen", "127.0.0.1", Kind.TEXT),
            new Known("syslog.port", "--syslog", "1514", Kind.PORT),
            new Known("http.port", "--http", "8080", Kind.PORT),
            new Known("rounds.every", "--every", "15m", Kind.TIME),
            new Known("rounds.soon", "--soon", "2s", Kind.TIME),
            new Known("logs", "", "text", Kind.LOGS),
            new Known("keep.days", "", "400", Kind.DAYS),
            new Known("tls.address", "", "", Kind.TEXT),
            new Known("tls.port", "", "6514", Kind.PORT),
            new Known("tls.certificate", "", "", Kind.PATH),
            new Known("tls.key", "", "", Kind.PATH),
            new Known("tls.clients", "", "", Kind.PATH),
            new Known("tls.hosts.*", "", "", Kind.TEXT),
            new Known("drop[].folder", "", "", Kind.PATH),
            new Known("drop[].settled", "", "5s", Kind.TIME),
            new Known("tail[].file", "", "", Kind.PATH),
            new Known("kafka.brokers", "", "", Kind.TEXT),
            new Known("kafka.topics[]", "", "", Kind.TEXT),
            new Known("kafka.group", "", "tilsyn", Kind.TEXT),
            new Known("kafka.client", "", "", Kind.PATH));

    /** What {@code BCK-09} may be told to look back, and no limit looks back further. */
    static final int LEAST_DAYS = 400;

    private static final long LARGEST = 256 << 10;
    private static final int DEEPEST = 4;
    private static final Pattern INDEX = Pattern.compile("\\[\\d+]");
    private static final Pattern TIME = Pattern.compile("(\\d{1,5})([smh])");
    private static final String HOSTS = "tls.hosts.";
    /** Sections that have defaults only where they are begun. */
    private static final List<String> OPTIONAL = List.of("tls.", "kafka.");

    private final SortedMap<String, Value> values;
    private final @Nullable Path file;

    private Configuration(SortedMap<String, Value> values, @Nullable Path file) {
        this.values = values;
        this.file = file;
    }

    /** Options of the command line that are settings too, with their keys. */
    public static SortedMap<String, String> options() {
        var options = new TreeMap<String, String>();
        for (var known : ALL) if (!known.option.isEmpty()) options.put(known.option, known.key);
        return Collections.unmodifiableSortedMap(options);
    }

    /**
     * Reads the file, if there is one.
     *
     * @param given what the command line says, by option
     * @throws ConfigurationBroken if anything in it is unknown or unusable; the message names all of it
     */
    public static Configuration of(@Nullable Path file, Map<String, String> given)
            throws IOException, ConfigurationBroken {
        var problems = new ArrayList<String>();
        var values = new TreeMap<String, Value>();
        if (file != null) new Reading(file, values, problems).read();
        given.forEach((option, text) -> {
            var key = options().get(option);
            if (key != null) values.put(key, new Value(key, text, option));
        });
        for (var value : List.copyOf(values.values())) check(value, problems);
        for (var known : ALL) {
            if (known.fallback.isEmpty()) continue;
            if (OPTIONAL.stream()
                    .anyMatch(section -> known.key.startsWith(section)
                            && values.keySet().stream().noneMatch(key -> key.startsWith(section)))) continue;
            if (!known.key.contains("[]"))
                values.putIfAbsent(known.key, new Value(known.key, known.fallback, "default"));
            else
                for (int i = 1; has(values, prefix(known.key, i)); i++)
                    values.putIfAbsent(
                            known.key.replace("[]", "[" + i + "]"),
                            new Value(known.key.replace("[]", "[" + i + "]"), known.fallback, "default"));
        }
        var configuration = new Configuration(Collections.unmodifiableSortedMap(values), file);
        if (problems.isEmpty()) configuration.missing(problems);
        if (!problems.isEmpty()) throw new ConfigurationBroken(String.join("\n", problems));
        return configuration;
    }

    private static String prefix(String key, int number) {
        return key.substring(0, key.indexOf("[]")) + "[" + number + "].";
    }

    private static boolean has(SortedMap<String, Value> values, String prefix) {
        return values.tailMap(prefix).keySet().stream()
                .findFirst()
                .filter(key -> key.startsWith(prefix))
                .isPresent();
    }

    private static void check(Value value, List<String> problems) {
        var known = known(value.key);
        if (known.isEmpty()) {
            var keys = ALL.stream().map(Known::key).collect(Collectors.toCollection(TreeSet::new));
            problems.add("%s: '%s' is no setting. There are: %s.%s"
                    .formatted(
                            value.origin,
                            value.key,
                            String.join(", ", keys),
                            Maybe.of(INDEX.matcher(value.key).replaceAll("[]"), keys)));
        } else if (!known.get().kind.fits(value.text))
            problems.add("%s: %s is '%s'. Right would be %s."
                    .formatted(value.origin, value.key, value.text, known.get().kind.right));
    }

    private static Optional<Known> known(String key) {
        var general = key.startsWith(HOSTS) ? HOSTS + "*" : INDEX.matcher(key).replaceAll("[]");
        return ALL.stream().filter(known -> known.key.equals(general)).findFirst();
    }

    private void missing(List<String> problems) {
        if (text("customer").isEmpty())
            problems.add("Whose servers? Give --customer FOLDER, or 'customer: FOLDER' in the file of --config.");
        if (values.containsKey("tls.port"))
            for (var key : List.of("tls.certificate", "tls.key", "tls.clients"))
                if (text(key).isEmpty())
                    problems.add(file + ": tls has no " + key.substring(4) + ". TLS takes all three:"
                            + " certificate, key, and clients, the authorities whose certificates senders must show.");
        if (values.containsKey("kafka.group"))
            for (var key : List.of("kafka.brokers", "kafka.topics[1]"))
                if (text(key).isEmpty())
                    problems.add(
                            "%s: kafka has no %s. Right would be kafka: {brokers: \"127.0.0.1:9092\", topics: [logs]}."
                                    .formatted(file, key.equals("kafka.brokers") ? "brokers" : "topics"));
        for (int i = 1; has(values, "drop[" + i + "]."); i++)
            if (text("drop[" + i + "].folder").isEmpty())
                problems.add("%s: drop[%d] has no folder to watch.".formatted(file, i));
    }

    /** All that is set, and where, by key. */
    public List<Value> values() {
        return List.copyOf(values.values());
    }

    /** Empty when it is not set. */
    public String text(String key) {
        var value = values.get(key);
        return value == null ? "" : value.text;
    }

    /** What the file says is relative to its folder, what the command line says to the current one. */
    public Optional<Path> path(String key) {
        var value = values.get(key);
        if (value == null || value.text.isEmpty()) return Optional.empty();
        var path = Path.of(value.text);
        boolean ofFile = file != null && value.origin.startsWith(file + ":");
        var parent = file == null ? null : file.toAbsolutePath().getParent();
        return Optional.of(ofFile && parent != null ? parent.resolve(path) : path);
    }

    public int number(String key) {
        return Integer.parseInt(text(key));
    }

    /** @param key of a time that has a default */
    public Duration duration(String key) {
        return time(text(key)).orElseThrow();
    }

    private static Optional<Duration> time(String text) {
        var found = TIME.matcher(text);
        if (!found.matches()) return Optional.empty();
        long number = Long.parseLong(found.group(1));
        var time = switch (found.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
        return time.isZero() || time.compareTo(Duration.ofHours(24)) > 0 ? Optional.empty() : Optional.of(time);
    }

    /** Where TLS listens, if it does. */
    public Optional<Tls> tls() {
        if (!values.containsKey("tls.port")) return Optional.empty();
        var hosts = new TreeMap<String, String>();
        for (var value : values.values())
            if (value.key.startsWith(HOSTS)) hosts.put(value.key.substring(HOSTS.length()), value.text);
        return Optional.of(new Tls(
                text("tls.address").isEmpty() ? text("address") : text("tls.address"),
                number("tls.port"),
                path("tls.certificate").orElseThrow(),
                path("tls.key").orElseThrow(),
                path("tls.clients").orElseThrow(),
                hosts));
    }

    /** Folders that are watched, in the order of the file. */
    public List<Drop> drops() {
        var drops = new ArrayList<Drop>();
        for (int i = 1; has(values, "drop[" + i + "]."); i++)
            drops.add(new Drop(path("drop[" + i + "].folder").orElseThrow(), duration("drop[" + i + "].settled")));
        return drops;
    }

    /** Topics that are read, if any are. */
    public Optional<Topics.Setup> topics() {
        if (!values.containsKey("kafka.group")) return Optional.empty();
        var topics = new ArrayList<String>();
        for (int i = 1; values.containsKey("kafka.topics[" + i + "]"); i++) topics.add(text("kafka.topics[" + i + "]"));
        return Optional.of(new Topics.Setup(
                text("kafka.brokers"),
                topics,
                text("kafka.group"),
                path("kafka.client").orElse(null)));
    }

    /** Files that are read as they grow, in the order of the file. */
    public List<Path> tails() {
        var tails = new ArrayList<Path>();
        for (int i = 1; has(values, "tail[" + i + "]."); i++)
            tails.add(path("tail[" + i + "].file").orElseThrow());
        return tails;
    }

    /** One file into values with their lines. */
    private static final class Reading {
        private final Path file;
        private final SortedMap<String, Value> values;
        private final List<String> problems;

        Reading(Path file, SortedMap<String, Value> values, List<String> problems) {
            this.file = file;
            this.values = values;
            this.problems = problems;
        }

        void read() throws IOException {
            if (Files.size(file) > LARGEST) {
                problems.add("%s: is longer than %d bytes.".formatted(file, LARGEST));
                return;
            }
            try (var parser = new YAMLFactory().createParser(Files.readString(file))) {
                var first = parser.nextToken();
                if (first == null) return;
                if (first != JsonToken.START_OBJECT)
                    problems.add(at(parser) + ": begins with no setting such as customer: FOLDER");
                else fields(parser, "", 1);
            } catch (JsonProcessingException broken) {
                var place = broken.getLocation();
                problems.add("%s:%d: not YAML: %s"
                        .formatted(
                                file,
                                place == null ? 1 : place.getLineNr(),
                                broken.getOriginalMessage().lines().findFirst().orElse("")));
            } catch (CharacterCodingException broken) {
                problems.add(file + ": is not UTF-8.");
            }
        }

        private String at(YAMLParser parser) {
            return file + ":" + parser.currentTokenLocation().getLineNr();
        }

        private void fields(YAMLParser parser, String prefix, int depth) throws IOException {
            var seen = new LinkedHashMap<String, String>();
            for (var token = parser.nextToken(); token == JsonToken.FIELD_NAME; token = parser.nextToken()) {
                var name = parser.currentName();
                var at = at(parser);
                if (seen.putIfAbsent(name, at) != null)
                    problems.add(
                            "%s: '%s' for the second time; first at %s.".formatted(at, prefix + name, seen.get(name)));
                parser.nextToken();
                value(parser, prefix + name, depth);
            }
        }

        private void value(YAMLParser parser, String key, int depth) throws IOException {
            var token = parser.currentToken();
            if (depth > DEEPEST || parser.isCurrentAlias() || token == null) {
                problems.add("%s: '%s' holds no plain value.".formatted(at(parser), key));
                parser.skipChildren();
            } else if (token == JsonToken.START_OBJECT) fields(parser, key + ".", depth + 1);
            else if (token == JsonToken.START_ARRAY) {
                int number = 0;
                for (var item = parser.nextToken();
                        item != JsonToken.END_ARRAY && item != null;
                        item = parser.nextToken()) value(parser, key + "[" + ++number + "]", depth + 1);
            } else values.put(key, new Value(key, token == JsonToken.VALUE_NULL ? "" : parser.getText(), at(parser)));
        }
    }
}

package tilsyn.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Maybe;

/** Who is told of tickets: one file in {@code connectors/} each, checked as a whole before any is used. */
public final class Connectors {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final long LARGEST = 256 * 1024;

    /** One kind of connector: how it is made of its file. */
    private interface Kind {
        Connector of(String name, JsonNode file, Place place) throws IOException;
    }

    /** All kinds there are. */
    private static final Map<String, Kind> KINDS = new TreeMap<>(Map.of(
            "file", Connectors::file,
            "mail", Connectors::mail,
            "webhook", Connectors::webhook,
            "http", Connectors::http));

    private Connectors() {}

    /**
     * Where connectors are made.
     *
     * @param folder with their files, {@code templates/} and {@code allowed-hosts.txt}
     * @param data relative files of file connectors lie there
     * @param zone in which times are told
     * @param environment where {@code env:} secrets are looked up
     * @param patience with other systems
     */
    public record Place(Path folder, Path data, ZoneId zone, Map<String, String> environment, Duration patience) {}

    /**
     * All connectors, sorted by name; none where there is no folder.
     *
     * @throws ConnectorsBroken if one can't be used; the message says which, where and what would be right
     */
    public static List<Connector> load(Place place) throws IOException, ConnectorsBroken {
        if (!Files.isDirectory(place.folder)) return List.of();
        var connectors = new ArrayList<Connector>();
        var problems = new ArrayList<String>();
        for (var file : files(place.folder)) {
            var name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
            try {
                connectors.add(connector(name, read(file), place));
            } catch (UnrecognizedPropertyException unknown) {
                var known = new TreeSet<String>();
                if (unknown.getKnownPropertyIds() != null)
                    unknown.getKnownPropertyIds().forEach(id -> known.add(String.valueOf(id)));
                problems.add("%s: unknown key '%s'. It has: %s.%s"
                        .formatted(
                                file,
                                unknown.getPropertyName(),
                                String.join(", ", known),
                                Maybe.of(unknown.getPropertyName(), known)));
            } catch (JsonProcessingException broken) {
                problems.add(file + ": " + said(broken));
            } catch (IllegalArgumentException broken) {
                problems.add(file + ": " + broken.getMessage());
            }
        }
        if (!problems.isEmpty()) throw new ConnectorsBroken(problems);
        return List.copyOf(connectors);
    }

    private static String said(JsonProcessingException broken) {
        if (broken instanceof JsonMappingException
                && broken.getCause() instanceof IllegalArgumentException cause
                && cause.getMessage() != null) return cause.getMessage();
        return broken.getOriginalMessage().lines().findFirst().orElse("not YAML")
                + (broken.getLocation() == null
                        ? ""
                        : ", line " + broken.getLocation().getLineNr());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var listed = Files.list(folder)) {
            return listed.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
    }

    private static JsonNode read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) throw new IllegalArgumentException("larger than 256 kB");
        return YAML.readTree(Files.readString(file));
    }

    private static Connector connector(String name, JsonNode file, Place place) throws IOException {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}"))
            throw new IllegalArgumentException(
                    "'" + name + "' is no name for a connector; small letters, digits and hyphens are");
        var kind = file.path("kind").asText("");
        var known = KINDS.get(kind);
        if (known == null)
            throw new IllegalArgumentException("unknown kind '%s'. There are: %s.%s"
                    .formatted(kind, String.join(", ", KINDS.keySet()), Maybe.of(kind, KINDS.keySet())));
        return known.of(name, file, place);
    }

    private record FileForm(String kind, @Nullable String path) {}

    private static Connector file(String name, JsonNode file, Place place) throws IOException {
        var form = YAML.treeToValue(file, FileForm.class);
        return new FileConnector(name, place.data.resolve(given("path", form.path)));
    }

    private record MailForm(
            String kind,
            @Nullable String host,
            int port,
            @Nullable String tls,
            @Nullable String user,
            @Nullable String password,
            @Nullable String from,
            @Nullable List<String> to,
            @Nullable String language) {}

    private static Connector mail(String name, JsonNode file, Place place) throws IOException {
        var form = YAML.treeToValue(file, MailForm.class);
        var host = given("host", form.host);
        Web.allowed(host, allowed(place), "host");
        var tls = form.tls == null ? "starttls" : form.tls;
        if (!Set.of("starttls", "implicit", "none").contains(tls))
            throw new IllegalArgumentException("tls: '" + tls + "' is none of starttls, implicit, none");
        if (tls.equals("none") && !Web.loopback(host))
            throw new IllegalArgumentException("tls: none is for this machine itself, not for " + host);
        var server = new MailConnector.Server(
                host,
                form.port > 0 ? form.port : tls.equals("implicit") ? 465 : 587,
                tls,
                form.user == null ? "" : form.user,
                form.password == null ? null : Secret.of(form.password, "password"),
                place.patience);
        if (form.to == null || form.to.isEmpty()) throw new IllegalArgumentException("'to' is missing");
        return new MailConnector(
                name, server, given("from", form.from), form.to, wording(form.language, place), place.environment);
    }

    private record WebhookForm(
            String kind, @Nullable String url, @Nullable String secret) {}

    private static Connector webhook(String name, JsonNode file, Place place) throws IOException {
        var form = YAML.treeToValue(file, WebhookForm.class);
        var address = Web.checked(given("url", form.url), allowed(place), "url");
        return new WebhookConnector(
                name,
                address.toString(),
                new Web(address, place.patience),
                Secret.of(given("secret", form.secret), "secret"),
                place.environment);
    }

    private record HttpForm(
            String kind,
            @Nullable String template,
            @Nullable String base,
            @Nullable Map<String, String> secrets,
            @Nullable Map<String, String> set,
            @Nullable String language) {}

    private static Connector http(String name, JsonNode file, Place place) throws IOException {
        var form = YAML.treeToValue(file, HttpForm.class);
        var template = template(given("template", form.template), place);
        var address = Web.checked(given("base", form.base), allowed(place), "base");
        var settings = form.set == null ? Map.<String, String>of() : form.set;
        checked(settings, template);
        var secrets = new TreeMap<String, Secret>();
        if (form.secrets != null)
            form.secrets.forEach((of, reference) -> secrets.put(of, Secret.of(reference, "secrets." + of)));
        return new HttpConnector(
                name,
                address.toString(),
                template,
                settings,
                secrets,
                new Web(address, place.patience),
                wording(form.language, place),
                place.environment);
    }

    private static Template template(String named, Place place) throws IOException {
        var folder = place.folder.resolve("templates");
        var file = folder.resolve(named + ".yaml");
        if (!named.matches("[a-z0-9-]{1,40}") || !Files.isRegularFile(file)) {
            var known = files(folder).stream()
                    .map(one -> one.getFileName().toString().replaceFirst("\\.ya?ml$", ""))
                    .toList();
            throw new IllegalArgumentException("no template '%s'. There are: %s.%s"
                    .formatted(named, String.join(", ", known), Maybe.of(named, known)));
        }
        try {
            return YAML.treeToValue(read(file), Template.class);
        } catch (UnrecognizedPropertyException unknown) {
            throw new IllegalArgumentException(
                    file + " has an unknown key '" + unknown.getPropertyName() + "'", unknown);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(file + ": " + said(broken), broken);
        }
    }

    private static void checked(Map<String, String> settings, Template template) {
        for (var name : settings.keySet())
            if (!template.settings().containsKey(name))
                throw new IllegalArgumentException("the template has no setting '%s'. It has: %s.%s"
                        .formatted(
                                name,
                                String.join(
                                        ", ", new TreeSet<>(template.settings().keySet())),
                                Maybe.of(name, template.settings().keySet())));
        for (var setting : new TreeMap<>(template.settings()).entrySet())
            if (setting.getValue().isEmpty()
                    && settings.getOrDefault(setting.getKey(), "").isBlank())
                throw new IllegalArgumentException("set." + setting.getKey() + " is missing");
    }

    /** Other hosts are never spoken to, whatever a connector's file says. */
    private static Collection<String> allowed(Place place) throws IOException {
        var file = place.folder.resolve("allowed-hosts.txt");
        if (!Files.isRegularFile(file)) return List.of();
        return Files.readAllLines(file).stream()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static Wording wording(@Nullable String language, Place place) {
        if (language != null && !language.equals("nb") && !language.equals("en"))
            throw new IllegalArgumentException("language: '" + language + "' is neither nb nor en");
        return new Wording(language == null ? "nb" : language, place.zone);
    }

    private static String given(String key, @Nullable String value) {
        if (value == null || value.isBlank()) throw new IllegalArgumentException("'" + key + "' is missing");
        return value;
    }
}

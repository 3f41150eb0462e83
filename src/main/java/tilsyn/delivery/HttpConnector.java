package tilsyn.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.ticket.Message;
import tilsyn.ticket.Outside;
import tilsyn.ticket.Step.Kind;

/**
 * Keeps one ticket for each key in another system, by its {@link Template}. Before it makes one it looks for the key, before
 * it comments it looks for the comment's mark, and before it closes or reopens it asks for the state: so a lost answer leads
 * to nothing twice.
 */
final class HttpConnector implements Connector {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+(?:\\.[a-z_]+)?)}");
    private static final int REMEMBERED = 2_000;
    private static final int LONGEST_COMMENT = 4_000;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(100).build())
            .build());

    private final String name;
    private final String address;
    private final Template template;
    private final Map<String, String> settings;
    private final Map<String, Secret> secrets;
    private final Web web;
    private final Wording wording;
    private final Map<String, String> environment;

    HttpConnector(
            String name,
            String address,
            Template template,
            Map<String, String> settings,
            Map<String, Secret> secrets,
            Web web,
            Wording wording,
            Map<String, String> environment) {
        this.name = name;
        this.address = address;
        this.template = template;
        var all = new TreeMap<>(template.settings());
        all.putAll(settings);
        this.settings = all;
        this.secrets = Map.copyOf(secrets);
        this.web = web;
        this.wording = wording;
        this.environment = environment;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String described() {
        return "http " + address;
    }

    @Override
    public Optional<Outside> deliver(Message message, Optional<Outside> known) throws NotDelivered {
        var talk = new Talk(wording.values(message));
        if (known.isPresent()) {
            try {
                return Optional.of(tell(message, known.get(), talk));
            } catch (NotDelivered gone) {
                if (!gone.gone()) throw gone;
            }
        }
        var found = find(talk);
        if (found.isEmpty()) {
            var made = create(talk);
            return Optional.of(message.kind() == Kind.OPENED ? made : tell(message, made, talk));
        }
        var seen = known.map(Outside::seen).orElse(List.of());
        var there = new Outside(
                name, found.get().id(), found.get().url(), found.get().closed(), seen);
        return Optional.of(message.kind() == Kind.OPENED ? there : tell(message, there, talk));
    }

    /** Looks for a key that no ticket has. */
    @Override
    public void probe() throws NotDelivered {
        find(new Talk(Map.of("key", "tilsyn-0000000000000000")));
    }

    private Outside tell(Message message, Outside there, Talk talk) throws NotDelivered {
        talk.values.put("id", there.id());
        boolean closed = there.closed();
        switch (message.kind()) {
            case OPENED -> {}
            case REFRESHED -> talk.all(template.update());
            case RAISED, LOWERED -> {
                comment(message, talk);
                talk.all(template.update());
            }
            case CLOSED -> {
                comment(message, talk);
                if (!closed(talk)) talk.all(template.close());
                closed = true;
            }
            case REOPENED -> {
                if (closed(talk)) talk.all(template.reopen());
                closed = false;
                comment(message, talk);
            }
            default -> comment(message, talk);
        }
        return new Outside(name, there.id(), there.url(), closed, there.seen());
    }

    @Override
    public Optional<Heard> hear(Outside known, String key) throws NotDelivered {
        var talk = new Talk(new LinkedHashMap<>(Map.of("key", key)));
        talk.values.put("id", known.id());
        var state = talk.ask(template.state().ask());
        var by = template.state().by() == null
                ? ""
                : Wording.line(state.at(template.state().by()).asText(""));
        var seen = new HashSet<>(known.seen());
        var heard = new ArrayList<Heard.Comment>();
        for (var comment : comments(talk)) {
            var id = comment.at(template.comments().id()).asText("");
            var text = comment.at(template.comments().text()).asText("");
            if (id.isEmpty() || seen.contains(id) || text.contains("[" + key + "-") || heard.size() >= REMEMBERED)
                continue;
            var author = template.comments().author();
            heard.add(new Heard.Comment(
                    id,
                    author == null ? "" : Wording.line(comment.at(author).asText("")),
                    text.length() > LONGEST_COMMENT ? text.substring(0, LONGEST_COMMENT) : text));
        }
        return Optional.of(new Heard(means(state), by, heard));
    }

    private Optional<Outside> find(Talk talk) throws NotDelivered {
        var find = template.find();
        var matches = new ArrayList<Outside>();
        for (var one : each(talk.ask(find.ask()), find.each())) {
            if (!contains(one, find.where(), talk)) continue;
            var id = one.at(find.id()).asText("");
            if (id.isEmpty()) continue;
            var url = find.url() == null ? "" : one.at(find.url()).asText("");
            matches.add(new Outside(name, id, url, false, List.of()));
        }
        return matches.stream()
                .min(Comparator.comparing((Outside one) -> one.id().length()).thenComparing(Outside::id));
    }

    private Outside create(Talk talk) throws NotDelivered {
        var create = template.create();
        var made = talk.ask(create.ask());
        var id = made.at(create.id()).asText("");
        if (id.isEmpty()) throw NotDelivered.doubtful("the answer names no ticket at " + create.id());
        talk.values.put("id", id);
        var url = create.url() == null ? "" : made.at(create.url()).asText("");
        return new Outside(name, id, url, false, List.of());
    }

    private void comment(Message message, Talk talk) throws NotDelivered {
        var mark = Wording.mark(message);
        for (var comment : comments(talk))
            if (comment.at(template.comments().text()).asText("").contains(mark)) return;
        talk.ask(template.comment());
    }

    private List<JsonNode> comments(Talk talk) throws NotDelivered {
        var comments = template.comments();
        return each(talk.ask(comments.ask()), comments.each()).stream()
                .filter(comment -> contains(comment, comments.where(), talk))
                .toList();
    }

    private boolean closed(Talk talk) throws NotDelivered {
        return means(talk.ask(template.state().ask()));
    }

    /** @throws NotDelivered if the answer doesn't say: an unknown state is neither open nor closed */
    private boolean means(JsonNode state) throws NotDelivered {
        var value = state.at(template.state().value()).asText("");
        if (value.isEmpty())
            throw NotDelivered.because(
                    "the answer names no state at " + template.state().value());
        return template.state().closed().contains(value);
    }

    private static List<JsonNode> each(JsonNode answer, String pointer) {
        var list = answer.at(pointer);
        var all = new ArrayList<JsonNode>();
        if (list.isArray()) list.forEach(all::add);
        return all;
    }

    private static boolean contains(JsonNode one, @Nullable Map<String, String> where, Talk talk) {
        if (where == null) return true;
        return where.entrySet().stream().allMatch(wanted -> {
            var value = one.at(wanted.getKey());
            var text = value.isContainerNode() ? value.toString() : value.asText("");
            return text.contains(talk.filled(wanted.getValue()));
        });
    }

    /** The requests of one delivery; logged in once, when first needed. */
    private final class Talk {
        private final Map<String, String> values;
        private final Map<String, String> hidden = new TreeMap<>();
        private boolean begun;

        Talk(Map<String, String> values) {
            this.values = new LinkedHashMap<>(values);
            settings.forEach(this.values::putIfAbsent);
            template.map()
                    .forEach((named, map) ->
                            this.values.computeIfPresent(named, (key, value) -> map.getOrDefault(value, value)));
        }

        void all(List<Template.Request> requests) throws NotDelivered {
            for (var request : requests) ask(request);
        }

        JsonNode ask(Template.Request request) throws NotDelivered {
            begin();
            return send(request);
        }

        private void begin() throws NotDelivered {
            if (begun) return;
            for (var secret : secrets.entrySet())
                hidden.put("secret." + secret.getKey(), secret.getValue().value(environment));
            begun = true;
            var login = template.login();
            if (login == null) return;
            var token = send(login.ask()).at(login.token()).asText("");
            if (token.isEmpty()) throw NotDelivered.because("the login gave no token at " + login.token());
            hidden.put("login", token);
        }

        private JsonNode send(Template.Request request) throws NotDelivered {
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            headers.put("Accept", "application/json");
            headers.put("User-Agent", "tilsyn");
            for (var given : List.of(template.headers(), request.headers()))
                for (var header : given.entrySet()) {
                    var value = secretly(header.getValue());
                    if (value != null) headers.put(header.getKey(), value);
                }
            var body = request.body();
            if (body != null) headers.putIfAbsent("Content-Type", "application/json; charset=utf-8");
            var answer = web.ask(
                    request.method(),
                    address(request),
                    headers,
                    body == null ? null : filled(body).toString(),
                    known());
            return parsed(answer);
        }

        private Collection<String> known() {
            var known = new ArrayList<>(hidden.values());
            for (var secret : hidden.values())
                known.add(java.util.Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
            return known;
        }

        private String address(Template.Request request) {
            var path = new StringBuilder(replaced(
                    request.path(),
                    named -> settings.containsKey(named) ? settings.get(named) : encoded(value(named))));
            char mark = '?';
            for (var parameter : request.query().entrySet()) {
                path.append(mark)
                        .append(encoded(parameter.getKey()))
                        .append('=')
                        .append(encoded(filled(parameter.getValue())));
                mark = '&';
            }
            return path.toString();
        }

        /** Null as long as there is no login to name. */
        private @Nullable String secretly(String text) {
            if (text.contains("{login}") && !hidden.containsKey("login")) return null;
            var basic = text.startsWith("Basic ") && text.contains(":");
            var filled = replaced(text, named -> hidden.containsKey(named) ? hidden.get(named) : value(named))
                    .replaceAll("[\\r\\n]", "");
            return basic
                    ? "Basic "
                            + java.util.Base64.getEncoder()
                                    .encodeToString(
                                            filled.substring("Basic ".length()).getBytes(StandardCharsets.UTF_8))
                    : filled;
        }

        String filled(String text) {
            return replaced(text, this::value);
        }

        private String value(String named) {
            return values.getOrDefault(named, "");
        }

        /** The same tree with its texts filled; what is put in stays text, whatever it holds. */
        private JsonNode filled(JsonNode node) {
            if (node.isTextual()) return TextNode.valueOf(filled(node.asText()));
            if (node.isArray()) {
                var array = JSON.createArrayNode();
                node.forEach(one -> array.add(filled(one)));
                return array;
            }
            if (!node.isObject()) return node;
            var object = JSON.createObjectNode();
            node.fields().forEachRemaining(field -> object.set(field.getKey(), filled(field.getValue())));
            return object;
        }
    }

    private interface Lookup {
        @Nullable
        String value(String named);
    }

    private static String replaced(String text, Lookup lookup) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            var value = lookup.value(found.group(1));
            return Matcher.quoteReplacement(value == null ? "" : value);
        });
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static JsonNode parsed(String answer) throws NotDelivered {
        if (answer.isBlank()) return JSON.createObjectNode();
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException broken) {
            throw NotDelivered.doubtful("the answer is no JSON");
        }
    }
}

package tilsyn.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A ticket system over real HTTP that speaks six APIs, keeps what it is told, and can be made to fail in many ways. */
final class FakeDesk implements AutoCloseable {
    enum Fault {
        NONE,
        /** Does nothing and says so. */
        REFUSES,
        /** Does it, and says that it failed. */
        DOES_AND_REFUSES,
        /** Does it, and the answer is lost. */
        LOSES_THE_ANSWER,
        /** Does nothing and hangs. */
        HANGS,
        /** Does it and hangs. */
        DOES_AND_HANGS,
        /** Sends elsewhere. */
        REDIRECTS,
        /** Answers twice on the same connection. */
        ANSWERS_TWICE
    }

    static final class Entry {
        final String id;
        final String key;
        String title = "";
        boolean closed;
        final List<String> comments = new ArrayList<>();

        Entry(String id, String key) {
            this.id = id;
            this.key = key;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerSocket server;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final List<String> requests = new ArrayList<>();
    private volatile Supplier<Fault> faults = () -> Fault.NONE;
    private volatile String elsewhere = "http://127.0.0.1:9/";

    FakeDesk() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        var thread = new Thread(this::serve, "fake desk");
        thread.setDaemon(true);
        thread.start();
    }

    String base() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    FakeDesk failing(Supplier<Fault> faults) {
        this.faults = faults;
        return this;
    }

    void redirectingTo(String elsewhere) {
        this.elsewhere = elsewhere;
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    synchronized void closeByHand(Entry entry) {
        entry.closed = true;
    }

    synchronized void commentByHand(Entry entry, String text) {
        entry.comments.add(text);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                var thread = new Thread(() -> answer(socket), "fake desk answers");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            var first = line(in).split(" ");
            if (first.length < 2) return;
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            for (var line = line(in); !line.isEmpty(); line = line(in))
                headers.put(
                        line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip());
            var body = new String(
                    in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0"))),
                    StandardCharsets.UTF_8);
            var fault = faults.get();
            synchronized (this) {
                requests.add(first[0] + " " + first[1] + " " + headers + " " + body);
            }
            if (fault == Fault.REDIRECTS) {
                send(socket, "302 Found", "Location: " + elsewhere + "\r\n", "");
                return;
            }
            if (fault == Fault.REFUSES) {
                send(socket, "500 Oops", "", "{}");
                return;
            }
            if (fault == Fault.HANGS) {
                hang();
                return;
            }
            String answer;
            synchronized (this) {
                answer = done(first[0], first[1], body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body));
            }
            switch (fault) {
                case DOES_AND_REFUSES -> send(socket, "502 Bad Gateway", "", "<html>");
                case LOSES_THE_ANSWER -> {}
                case DOES_AND_HANGS -> hang();
                case ANSWERS_TWICE -> {
                    send(socket, "200 OK", "", answer);
                    send(socket, "200 OK", "", answer);
                }
                default -> send(socket, answer.isEmpty() ? "404 Not Found" : "200 OK", "", answer);
            }
        } catch (IOException gone) {
            // whoever asked has gone
        }
    }

    private static void hang() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(Socket socket, String status, String headers, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var out = socket.getOutputStream();
        out.write(("HTTP/1.1 " + status + "\r\n" + headers + "Content-Type: application/json\r\nContent-Length: "
                        + bytes.length + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        out.write(bytes);
        out.flush();
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) if (read != '\r') line.write(read);
        return line.toString(StandardCharsets.UTF_8);
    }

    // what the systems do

    private String done(String method, String target, JsonNode body) {
        var path = target.replaceFirst("\\?.*", "");
        var query = URLDecoder.decode(
                target.contains("?") ? target.substring(target.indexOf('?') + 1) : "", StandardCharsets.UTF_8);
        if (path.startsWith("/rest/api/2/"))
            return jira(method, path.substring(12).split("/"), query, body);
        if (path.startsWith("/api/now/table/"))
            return serviceNow(method, path.substring(15).split("/"), query, body);
        if (path.startsWith("/apirest.php/"))
            return glpi(method, path.substring(13).split("/"), query, body);
        if (path.startsWith("/api/v4/")) return gitLab(method, path.substring(8).split("/"), query, body);
        if (path.startsWith("/api/v1/")) return zammad(method, path.substring(8).split("/"), query, body);
        return gitHub(method, path.substring(1).split("/"), query, body);
    }

    private String jira(String method, String[] path, String query, JsonNode body) {
        if (path[0].equals("search")) {
            var found = JSON.createObjectNode();
            var issues = found.putArray("issues");
            matching(query)
                    .forEach(entry -> issues.addObject()
                            .put("key", entry.id)
                            .putObject("fields")
                            .putArray("labels")
                            .add(entry.key));
            return found.toString();
        }
        if (path.length == 1)
            return object("key", add("OPS-", body.at("/fields/labels/1").asText(), body.at("/fields/summary")));
        var entry = entries.get(path[1]);
        if (entry == null) return "";
        if (path.length == 2 && method.equals("GET"))
            return "{\"fields\":{\"status\":{\"statusCategory\":{\"key\":\"" + (entry.closed ? "done" : "new")
                    + "\"}}}}";
        if (path.length == 2) return titled(entry, body.at("/fields/summary"));
        if (path[2].equals("transitions"))
            return closed(entry, body.at("/transition/id").asText().equals("31"));
        return comments(entry, method, body.path("body"), "body", "/comments");
    }

    private String serviceNow(String method, String[] path, String query, JsonNode body) {
        if (path[0].equals("sys_journal_field")) {
            var entry = entries.get(query.replaceAll(".*element_id=(\\w+).*", "$1"));
            return entry == null ? "" : comments(entry, "GET", JSON.missingNode(), "value", "/result");
        }
        if (path.length == 1 && method.equals("GET")) {
            var found = JSON.createObjectNode();
            var result = found.putArray("result");
            matching(query)
                    .forEach(entry -> result.addObject().put("sys_id", entry.id).put("correlation_id", entry.key));
            return found.toString();
        }
        if (path.length == 1)
            return "{\"result\":"
                    + object("sys_id", add("s", body.path("correlation_id").asText(), body.path("short_description")))
                    + "}";
        var entry = entries.get(path[1]);
        if (entry == null) return "";
        if (method.equals("GET")) return "{\"result\":{\"state\":\"" + (entry.closed ? "6" : "2") + "\"}}";
        if (body.has("work_notes")) entry.comments.add(body.path("work_notes").asText());
        if (body.has("state")) entry.closed = body.path("state").asText().equals("6");
        return "{}";
    }

    private String zammad(String method, String[] path, String query, JsonNode body) {
        if (path[0].equals("ticket_articles")) {
            var entry = entries.get(
                    path.length > 2 ? path[2] : body.path("ticket_id").asText());
            return entry == null ? "" : comments(entry, method, body.path("body"), "body", "");
        }
        if (path.length > 1 && path[1].equals("search")) {
            var found = JSON.createArrayNode();
            matching(query)
                    .forEach(entry -> found.addObject()
                            .put("id", Integer.parseInt(entry.id))
                            .put("title", entry.title));
            return found.toString();
        }
        if (path.length == 1) return object("id", add("", key(body.path("title").asText()), body.path("title")));
        var entry = entries.get(path[1]);
        if (entry == null) return "";
        if (method.equals("GET")) return object("state", entry.closed ? "closed" : "open");
        if (body.has("title")) return titled(entry, body.path("title"));
        return closed(entry, body.path("state").asText().equals("closed"));
    }

    private String glpi(String method, String[] path, String query, JsonNode body) {
        if (path[0].equals("initSession")) return object("session_token", "s3ss10n");
        if (path[0].equals("search")) {
            var found = JSON.createObjectNode();
            var data = found.putArray("data");
            matching(query)
                    .forEach(entry -> data.addObject().put("1", entry.title).put("2", entry.id));
            return found.toString();
        }
        var input = body.path("input");
        if (path.length == 1) return object("id", add("", key(input.path("name").asText()), input.path("name")));
        var entry = entries.get(path[1]);
        if (entry == null) return "";
        if (path.length == 3) return comments(entry, method, input.path("content"), "content", "");
        if (method.equals("GET")) return "{\"status\":" + (entry.closed ? 5 : 2) + "}";
        if (input.has("name")) return titled(entry, input.path("name"));
        return closed(entry, input.path("status").asText().equals("5"));
    }

    private String gitHub(String method, String[] path, String query, JsonNode body) {
        if (path.length == 4 && method.equals("GET")) {
            var found = JSON.createArrayNode();
            matching(query)
                    .forEach(entry -> found.addObject()
                            .put("number", Integer.parseInt(entry.id))
                            .put("html_url", "https://hub.example/" + entry.id)
                            .putArray("labels")
                            .addObject()
                            .put("name", entry.key));
            return found.toString();
        }
        if (path.length == 4)
            return object("number", add("", body.at("/labels/1").asText(), body.path("title")));
        var entry = entries.get(path[4]);
        if (entry == null) return "";
        if (path.length == 6) return comments(entry, method, body.path("body"), "body", "");
        if (method.equals("GET")) return object("state", entry.closed ? "closed" : "open");
        if (body.has("title")) return titled(entry, body.path("title"));
        return closed(entry, body.path("state").asText().equals("closed"));
    }

    private String gitLab(String method, String[] path, String query, JsonNode body) {
        if (path.length == 3 && method.equals("GET")) {
            var found = JSON.createArrayNode();
            matching(query)
                    .forEach(entry -> found.addObject()
                            .put("iid", Integer.parseInt(entry.id))
                            .putArray("labels")
                            .add(entry.key));
            return found.toString();
        }
        if (path.length == 3)
            return object("iid", add("", key(body.path("labels").asText()), body.path("title")));
        var entry = entries.get(path[3]);
        if (entry == null) return "";
        if (path.length == 5) return comments(entry, method, body.path("body"), "body", "");
        if (method.equals("GET")) return object("state", entry.closed ? "closed" : "opened");
        if (body.has("title")) return titled(entry, body.path("title"));
        return closed(entry, body.path("state_event").asText().equals("close"));
    }

    private List<Entry> matching(String query) {
        return entries.values().stream()
                .filter(entry -> query.contains(entry.key))
                .toList();
    }

    private static String key(String text) {
        return text.replaceAll(".*(tilsyn-[0-9a-f]{16}).*", "$1");
    }

    private String add(String prefix, String key, JsonNode title) {
        var entry = new Entry(prefix + (entries.size() + 1), key);
        entry.title = title.asText();
        entries.put(entry.id, entry);
        return entry.id;
    }

    private static String titled(Entry entry, JsonNode title) {
        entry.title = title.asText();
        return "{}";
    }

    private static String closed(Entry entry, boolean closed) {
        entry.closed = closed;
        return "{}";
    }

    private static String comments(Entry entry, String method, JsonNode text, String field, String pointer) {
        if (!method.equals("GET")) {
            entry.comments.add(text.asText());
            return "{}";
        }
        ArrayNode all = JSON.createArrayNode();
        for (int at = 0; at < entry.comments.size(); at++)
            all.addObject()
                    .put("id", "c" + at)
                    .put("sys_id", "c" + at)
                    .put("system", false)
                    .put(field, entry.comments.get(at));
        if (pointer.isEmpty()) return all.toString();
        ObjectNode object = JSON.createObjectNode();
        object.set(pointer.substring(1), all);
        return object.toString();
    }

    private static String object(String name, String value) {
        return JSON.createObjectNode().put(name, value).toString();
    }
}

package tilsyn.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How another system's API is spoken to: requests with {@code {placeholders}}, and where in the answers to look, as JSON
 * pointers. Written by people in {@code connectors/templates/}; no code belongs to it.
 *
 * @param settings what a connector of this template may set, with what holds otherwise; an empty one has to be set
 * @param headers of every request; the only place that secrets may be named in
 * @param login asked first where a session is needed; its answer is {@code {login}} in headers
 * @param find tickets by our key, so that none is made twice
 * @param update text and priority; empty when they are left as they were
 * @param map values of {@code priority} there
 */
record Template(
        Map<String, String> settings,
        Map<String, String> headers,
        @Nullable Login login,
        Find find,
        Create create,
        Request comment,
        Comments comments,
        State state,
        List<Request> close,
        List<Request> reopen,
        List<Request> update,
        Map<String, Map<String, String>> map) {
    Template {
        settings = settings == null ? Map.of() : Map.copyOf(settings);
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        update = update == null ? List.of() : List.copyOf(update);
        map = map == null ? Map.of() : Map.copyOf(map);
        required("find", find);
        required("create", create);
        required("comment", comment);
        required("comments", comments);
        required("state", state);
        required("close", close);
        required("reopen", reopen);
        close = List.copyOf(close);
        reopen = List.copyOf(reopen);
    }

    static void required(String name, @Nullable Object value) {
        if (value == null) throw new IllegalArgumentException("'" + name + "' is missing");
    }

    /** @param request method and path, such as {@code GET /api/v1/tickets/{id}} */
    record Request(
            String request,
            Map<String, String> query,
            Map<String, String> headers,
            @Nullable JsonNode body) {
        Request {
            query = query == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(query));
            headers = headers == null ? Map.of() : Map.copyOf(headers);
            required("request", request);
            if (!request.matches("(GET|POST|PUT|PATCH|DELETE) (/|\\{).*"))
                throw new IllegalArgumentException("'" + request + "' is no request. Right would be: GET /path");
        }

        String method() {
            return request.substring(0, request.indexOf(' '));
        }

        String path() {
            return request.substring(request.indexOf(' ') + 1);
        }
    }

    /** @param token where in the answer */
    record Login(Request ask, String token) {}

    /**
     * @param each array of tickets; empty when the answer is one
     * @param where what each has to contain, by pointer
     */
    record Find(
            Request ask,
            String each,
            String id,
            @Nullable String url,
            @Nullable Map<String, String> where) {}

    record Create(Request ask, String id, @Nullable String url) {}

    record Comments(
            Request ask,
            String each,
            String id,
            String text,
            @Nullable String author,
            @Nullable Map<String, String> where) {}

    /** @param closed values that mean it is closed */
    record State(
            Request ask,
            String value,
            List<String> closed,
            @JsonProperty("by") @Nullable String by) {}
}

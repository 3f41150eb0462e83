package tilsyn.delivery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server over HTTP: never follows a redirect, waits a bounded time, reads a bounded answer, and keeps secrets out of
 * what it says went wrong.
 */
final class Web {
    private static final int LARGEST_ANSWER = 4 << 20;
    private static final int SHOWN = 200;

    private final URI base;
    private final Duration patience;

    Web(URI base, Duration patience) {
        this.base = base;
        this.patience = patience;
    }

    /** A new one for each request: what a server sends too much can't be taken for the answer to the next. */
    private HttpClient client() {
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
    }

    /** @throws IllegalArgumentException if it is no https address of an allowed host; http is for this machine only */
    static URI checked(String address, Collection<String> allowed, String place) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException(place + ": '" + address + "' is no address");
        }
        var host = uri.getHost();
        if (host == null || uri.getUserInfo() != null || uri.getFragment() != null)
            throw new IllegalArgumentException(
                    place + ": '" + address + "' is no plain address. Right would be https://desk.example.com");
        allowed(host, allowed, place);
        if (!"https".equals(uri.getScheme()) && !("http".equals(uri.getScheme()) && loopback(host)))
            throw new IllegalArgumentException(
                    place + ": '" + address + "' is not https. Only this machine itself may be asked without.");
        return uri;
    }

    static void allowed(String host, Collection<String> allowed, String place) {
        if (!allowed.contains(host))
            throw new IllegalArgumentException("%s: %s is not in allowed-hosts.txt. It has: %s."
                    .formatted(place, host, allowed.isEmpty() ? "nothing" : String.join(", ", allowed)));
    }

    static boolean loopback(String host) {
        return List.of("127.0.0.1", "localhost", "[::1]").contains(host);
    }

    /**
     * The answer's body.
     *
     * @param path with query, beginning with a slash
     * @param secrets values that must not be seen in a problem
     */
    String ask(
            String method, String path, Map<String, String> headers, @Nullable String body, Collection<String> secrets)
            throws NotDelivered {
        var said = method + " " + base.getHost() + path.replaceFirst("\\?.*", "");
        var request = HttpRequest.newBuilder(address(path))
                .timeout(patience)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        headers.forEach(request::setHeader);
        var answer = answer(request.build(), said, secrets);
        if (answer.statusCode() / 100 == 2) return new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.statusCode() / 100 == 3)
            throw NotDelivered.answered(
                    answer.statusCode(),
                    said + ": answered " + answer.statusCode() + "; redirects are not followed",
                    null);
        throw NotDelivered.answered(
                answer.statusCode(),
                said + ": answered " + answer.statusCode() + " " + shown(answer.body(), secrets),
                answer.headers()
                        .firstValue("Retry-After")
                        .filter(wait -> wait.matches("\\d{1,6}"))
                        .map(wait -> Duration.ofSeconds(Long.parseLong(wait)))
                        .orElse(null));
    }

    private URI address(String path) throws NotDelivered {
        var whole = base.getScheme() + "://" + base.getRawAuthority()
                + (base.getRawPath() == null ? "" : base.getRawPath().replaceFirst("/$", "")) + path;
        try {
            var address = URI.create(whole);
            if (!base.getHost().equals(address.getHost()))
                throw NotDelivered.because("'" + path + "' would leave " + base.getHost());
            return address;
        } catch (IllegalArgumentException broken) {
            throw NotDelivered.because("'" + path + "' is no path");
        }
    }

    private HttpResponse<byte[]> answer(HttpRequest request, String said, Collection<String> secrets)
            throws NotDelivered {
        var future = client().sendAsync(request, info -> new Bounded());
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            future.cancel(true);
            throw NotDelivered.doubtful(said + ": no answer within " + patience.toSeconds() + " s");
        } catch (ExecutionException failed) {
            var cause = failed.getCause();
            var why = said + ": " + cleaned(String.valueOf(cause == null ? failed : cause.getMessage()), secrets);
            throw cause instanceof java.net.ConnectException ? NotDelivered.because(why) : NotDelivered.doubtful(why);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            future.cancel(true);
            throw NotDelivered.doubtful(said + ": stopped while waiting");
        }
    }

    private static String shown(byte[] body, Collection<String> secrets) {
        var text = new String(body, 0, Math.min(body.length, 4 * SHOWN), StandardCharsets.UTF_8);
        var line = cleaned(text, secrets);
        return line.length() > SHOWN ? line.substring(0, SHOWN) : line;
    }

    private static String cleaned(String text, Collection<String> secrets) {
        var clean = text;
        for (var secret : secrets) if (!secret.isEmpty()) clean = clean.replace(secret, "***");
        return clean.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /** An answer's bytes, unless there are too many. */
    private static final class Bounded implements BodySubscriber<byte[]> {
        private final BodySubscriber<byte[]> all = BodySubscribers.ofByteArray();
        private long read;
        private Flow.@Nullable Subscription subscription;

        @Override
        public CompletionStage<byte[]> getBody() {
            return all.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscribed) {
            subscription = subscribed;
            all.onSubscribe(subscribed);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (var buffer : buffers) read += buffer.remaining();
            if (read <= LARGEST_ANSWER) {
                all.onNext(buffers);
                return;
            }
            if (subscription != null) subscription.cancel();
            all.onError(new IOException("the answer is larger than " + LARGEST_ANSWER + " bytes"));
        }

        @Override
        public void onError(Throwable broken) {
            all.onError(broken);
        }

        @Override
        public void onComplete() {
            all.onComplete();
        }
    }
}

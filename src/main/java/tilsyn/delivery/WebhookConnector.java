package tilsyn.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tilsyn.ticket.Message;
import tilsyn.ticket.Outside;

/**
 * Posts each step as a CloudEvent, signed with HMAC-SHA256 over the body in {@code X-Tilsyn-Signature-256}. The event's id is
 * the same whenever it is delivered again.
 */
final class WebhookConnector implements Connector {
    private final String name;
    private final String address;
    private final Web web;
    private final Secret secret;
    private final Map<String, String> environment;

    WebhookConnector(String name, String address, Web web, Secret secret, Map<String, String> environment) {
        this.name = name;
        this.address = address;
        this.web = web;
        this.secret = secret;
        this.environment = environment;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String described() {
        return "webhook " + address;
    }

    @Override
    public Optional<Outside> deliver(Message message, Optional<Outside> known) throws NotDelivered {
        post(Events.cloudEvent(message).toString());
        return Optional.empty();
    }

    /** Posts an event of a type of its own, to be ignored. */
    @Override
    public void probe() throws NotDelivered {
        post("{\"specversion\":\"1.0\",\"id\":\"tilsyn-test\",\"source\":\"tilsyn\",\"type\":\"tilsyn.test\"}");
    }

    private void post(String body) throws NotDelivered {
        var key = secret.value(environment);
        web.ask(
                "POST",
                "",
                Map.of(
                        "Content-Type",
                        "application/cloudevents+json; charset=utf-8",
                        "X-Tilsyn-Signature-256",
                        "sha256=" + signature(body, key)),
                body,
                List.of(key));
    }

    static String signature(String body, String key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }
}

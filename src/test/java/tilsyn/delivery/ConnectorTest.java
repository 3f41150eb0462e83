package tilsyn.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tilsyn.output.Sample;
import tilsyn.ticket.Followed.State;
import tilsyn.ticket.Message;
import tilsyn.ticket.Step.Kind;
import tilsyn.ticket.Ticket;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Words;

class ConnectorTest {
    private static final Instant T = Instant.parse("2025-11-10T06:00:00Z");
    private static final String KEY = "tilsyn-0123456789abcdef";
    private static final Map<String, String> SECRETS = Map.of("TOKEN", "s3cret-t0ken", "USER", "robot");

    @TempDir
    Path folder;

    private FakeDesk desk;

    @BeforeEach
    void start() throws IOException {
        desk = new FakeDesk();
        Files.createDirectories(folder.resolve("templates"));
        try (var templates = Files.list(Path.of("connectors/templates"))) {
            for (var template : templates.toList())
                Files.copy(template, folder.resolve("templates").resolve(template.getFileName()));
        }
        Files.writeString(folder.resolve("allowed-hosts.txt"), "127.0.0.1 # this machine\n");
    }

    @AfterEach
    void stop() throws IOException {
        desk.close();
    }

    // templates

    @ParameterizedTest
    @ValueSource(strings = {"jira", "servicenow", "zammad", "glpi", "github", "gitlab"})
    void a_ticket_lives_its_life_in_each_system_and_hearing_of_a_step_twice_changes_nothing(String template)
            throws Exception {
        var connector = connector(template);
        var outside = connector.deliver(message(Kind.OPENED, 1), Optional.empty());
        for (var kind : List.of(Kind.OPENED, Kind.COMMENTED, Kind.RAISED, Kind.CLOSED, Kind.REOPENED)) {
            var message = message(kind, kind.ordinal() + 10);
            outside = connector.deliver(message, outside);
            connector.deliver(message, Optional.empty());
            assertThat(desk.entries()).singleElement().satisfies(entry -> {
                assertThat(entry.key).isEqualTo(KEY);
                assertThat(entry.closed).isEqualTo(kind == Kind.CLOSED);
            });
        }

        var entry = desk.entries().get(0);
        assertThat(entry.title).startsWith("A D: er full {secret.token}");
        assertThat(entry.comments).hasSize(4).allMatch(comment -> comment.contains("[" + KEY + "-"));
        assertThat(outside).hasValueSatisfying(there -> assertThat(there.id()).isEqualTo(entry.id));
        assertThat(desk.requests())
                .allMatch(request -> request.contains("s3cret-t0ken")
                        || request.contains("s3ss10n")
                        || request.contains(java.util.Base64.getEncoder()
                                .encodeToString(
                                        "robot:s3cret-t0ken".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jira", "servicenow", "zammad", "glpi", "github", "gitlab"})
    void what_others_write_and_close_is_read_back_and_ours_is_not(String template) throws Exception {
        var connector = connector(template);
        connector.deliver(message(Kind.OPENED, 1), Optional.empty());
        var outside =
                connector.deliver(message(Kind.COMMENTED, 2), Optional.empty()).orElseThrow();
        assertThat(connector.hear(outside, KEY)).contains(new Heard(false, "", List.of()));

        desk.commentByHand(desk.entries().get(0), "Disk is ordered.");
        desk.closeByHand(desk.entries().get(0));

        assertThat(connector.hear(outside, KEY)).hasValueSatisfying(heard -> {
            assertThat(heard.closed()).isTrue();
            assertThat(heard.comments()).extracting(Heard.Comment::text).containsExactly("Disk is ordered.");
        });
    }

    @Test
    void a_redirect_is_not_followed_and_takes_no_secret_along() throws Exception {
        try (var elsewhere = new FakeDesk()) {
            desk.redirectingTo(elsewhere.base() + "/api/v1/tickets");
            desk.failing(() -> FakeDesk.Fault.REDIRECTS);

            assertThatThrownBy(() -> connector("zammad").deliver(message(Kind.OPENED, 1), Optional.empty()))
                    .isInstanceOf(NotDelivered.class)
                    .hasMessageContaining("302")
                    .hasMessageContaining("redirects are not followed");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void a_server_that_hangs_is_left_in_doubt_after_a_while() throws Exception {
        desk.failing(() -> FakeDesk.Fault.HANGS);

        assertThatThrownBy(() -> connector("zammad").deliver(message(Kind.OPENED, 1), Optional.empty()))
                .isInstanceOfSatisfying(
                        NotDelivered.class, late -> assertThat(late.doubtful()).isTrue());
    }

    // what may be configured

    @Test
    void a_secret_is_given_by_reference_and_what_stands_there_instead_is_not_repeated() throws IOException {
        write("desk", "kind: webhook\nurl: " + desk.base() + "\nsecret: hunter2-in-the-file\n");

        assertThatThrownBy(this::load)
                .isInstanceOf(ConnectorsBroken.class)
                .hasMessageContaining("env:NAME or file:PATH")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void only_allowed_hosts_are_spoken_to() throws IOException {
        write("desk", "kind: webhook\nurl: https://evil.example/x\nsecret: env:TOKEN\n");

        assertThatThrownBy(this::load).hasMessageContaining("evil.example is not in allowed-hosts.txt");
    }

    @Test
    void other_machines_are_spoken_to_with_TLS_only() throws IOException {
        Files.writeString(folder.resolve("allowed-hosts.txt"), "desk.example\n");
        write("one", "kind: webhook\nurl: http://desk.example/x\nsecret: env:TOKEN\n");
        write("two", "kind: mail\nhost: desk.example\ntls: none\nfrom: a@b.example\nto: [c@d.example]\n");

        assertThatThrownBy(this::load).hasMessageContaining("is not https").hasMessageContaining("tls: none");
    }

    @Test
    void unknown_keys_kinds_templates_and_settings_are_refused_with_a_guess() throws IOException {
        write("a", "kind: fil\npath: x\n");
        write("b", "kind: file\npaht: x\n");
        write("c", "kind: http\ntemplate: jria\nbase: " + desk.base() + "\n");
        write("d", "kind: http\ntemplate: zammad\nbase: " + desk.base() + "\nset: { grupo: x }\n");

        assertThatThrownBy(this::load)
                .hasMessageContaining("Maybe: file")
                .hasMessageContaining("unknown key 'paht'")
                .hasMessageContaining("Maybe: jira")
                .hasMessageContaining("no setting 'grupo'");
    }

    @Test
    void a_missing_secret_is_told_by_its_name() throws Exception {
        write("hook", "kind: webhook\nurl: " + desk.base() + "\nsecret: env:NOT_THERE\n");

        assertThatThrownBy(() -> load().get(0).deliver(message(Kind.OPENED, 1), Optional.empty()))
                .hasMessage("the variable NOT_THERE is not set");
    }

    @Test
    void what_is_shipped_can_be_loaded() throws Exception {
        var shipped = Connectors.load(
                new Connectors.Place(Path.of("connectors"), folder, Sample.OSLO, Map.of(), Duration.ofSeconds(1)));

        assertThat(shipped).extracting(Connector::name).containsExactly("tickets");
    }

    // the other kinds

    @Test
    void a_webhook_gets_a_signed_cloud_event() throws Exception {
        write("hook", "kind: webhook\nurl: " + desk.base() + "/repos/a/b/issues\nsecret: env:TOKEN\n");

        load().get(0).deliver(message(Kind.OPENED, 7), Optional.empty());

        var request = desk.requests().get(0);
        var body = request.substring(request.indexOf("{\"specversion\""));
        assertThat(request).contains("sha256=" + WebhookConnector.signature(body, "s3cret-t0ken"));
        assertThat(WebhookConnector.signature("what do ya want for nothing?", "Jefe"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        var event = new ObjectMapper().readTree(body);
        assertThat(event.path("id").asText()).isEqualTo(KEY + "-7");
        assertThat(event.path("type").asText()).isEqualTo("tilsyn.ticket.opened");
        assertThat(event.at("/data/title/nb").asText()).startsWith("A D: er full");
    }

    @Test
    void a_file_gets_each_step_once_also_after_a_line_torn_by_a_crash() throws Exception {
        write("out", "kind: file\npath: tickets/out.jsonl\n");
        var connector = load().get(0);
        connector.deliver(message(Kind.OPENED, 1), Optional.empty());
        var file = folder.resolve("tickets/out.jsonl");
        Files.writeString(file, Files.readString(file) + "{\"torn\":");

        connector.deliver(message(Kind.COMMENTED, 2), Optional.empty());
        connector.deliver(message(Kind.COMMENTED, 2), Optional.empty());
        connector.deliver(message(Kind.OPENED, 1), Optional.empty());

        assertThat(Files.readAllLines(file)).hasSize(3);
    }

    @Test
    void mail_goes_out_for_what_should_be_looked_at_once_recognisable_and_in_one_thread() throws Exception {
        var greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        greenMail.start();
        try {
            write(
                    "mail",
                    "kind: mail\nhost: 127.0.0.1\nport: %d\ntls: none\nfrom: tilsyn@msp.example\nto: [desk@msp.example]\n"
                            .formatted(greenMail.getSmtp().getPort()));
            var connector = load().get(0);
            connector.deliver(message(Kind.OPENED, 1), Optional.empty());
            connector.deliver(message(Kind.REFRESHED, 2), Optional.empty());
            connector.deliver(message(Kind.COMMENTED, 3), Optional.empty());
            connector.deliver(message(Kind.CLOSED, 4), Optional.empty());

            var mails = greenMail.getReceivedMessages();
            assertThat(mails).hasSize(2);
            assertThat(mails[0].getSubject()).isEqualTo("[P2] A D: er full {secret.token} (FJORDVIK-1)");
            assertThat(mails[0].getMessageID()).isEqualTo("<" + KEY + "-1@tilsyn>");
            assertThat(mails[0].getHeader("References")).isEqualTo(mails[1].getHeader("References"));
            assertThat(mails[0].getContent().toString()).contains("1. Finn årsaken.");
        } finally {
            greenMail.stop();
        }
    }

    @Test
    void a_mail_server_whose_certificate_nobody_vouches_for_gets_no_mail() throws Exception {
        var greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        greenMail.start();
        try {
            write(
                    "mail",
                    "kind: mail\nhost: 127.0.0.1\nport: %d\ntls: implicit\nfrom: a@b.example\nto: [c@d.example]\n"
                            .formatted(greenMail.getSmtps().getPort()));

            assertThatThrownBy(() -> load().get(0).deliver(message(Kind.OPENED, 1), Optional.empty()))
                    .isInstanceOf(NotDelivered.class);
            assertThat(greenMail.getReceivedMessages()).isEmpty();
        } finally {
            greenMail.stop();
        }
    }

    private Connector connector(String template) throws Exception {
        write("desk", form(template, desk.base()));
        return load().get(0);
    }

    /** As the comment at the top of the template shows it. */
    static String form(String template, String base) {
        var form = "kind: http\ntemplate: " + template + "\nbase: " + base + "\n";
        return form
                + switch (template) {
                    case "jira" ->
                        "secrets: { token: env:TOKEN }\nset: { project: OPS, close_transition: '31', reopen_transition: '11' }\n";
                    case "servicenow" -> "secrets: { user: env:USER, password: env:TOKEN }\nset: { group: Drift }\n";
                    case "zammad" ->
                        "secrets: { token: env:TOKEN }\nset: { group: Drift, customer_mail: a@b.example }\n";
                    case "glpi" -> "secrets: { user: env:TOKEN, app: env:TOKEN }\n";
                    case "github" -> "secrets: { token: env:TOKEN }\nset: { repository: a/b }\n";
                    default -> "secrets: { token: env:TOKEN }\nset: { project: '12' }\n";
                };
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve(name + ".yaml"), yaml);
    }

    private List<Connector> load() throws IOException, ConnectorsBroken {
        return Connectors.load(new Connectors.Place(folder, folder, Sample.OSLO, SECRETS, Duration.ofMillis(700)));
    }

    private static Message message(Kind kind, long step) {
        var ticket = new Ticket(
                "FJORDVIK|A|OPS-03|D:",
                "FJORDVIK",
                "A",
                "OPS-03",
                "D:",
                Outcome.FAIL,
                "F1",
                2,
                T,
                new Words("A D: is full {secret.token}\r\n", "A D: er full {secret.token}\r\n"),
                List.of(new Words("Find the cause.", "Finn årsaken.")),
                List.of());
        return new Message(
                KEY,
                "FJORDVIK-1",
                step,
                kind,
                kind == Kind.CLOSED ? State.CLOSED : State.OPEN,
                ticket,
                new Words("something", "noe"),
                T,
                "",
                T,
                1,
                0,
                "",
                "");
    }
}

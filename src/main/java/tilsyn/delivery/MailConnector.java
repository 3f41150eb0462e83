package tilsyn.delivery;

import jakarta.mail.Authenticator;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tilsyn.ticket.Message;
import tilsyn.ticket.Outside;
import tilsyn.ticket.Step.Kind;

/**
 * Mails what someone should look at now, and that it is over; not every event. A mail sent again has the same Message-ID, and
 * all mails of a ticket are one thread.
 */
final class MailConnector implements Connector {
    private static final Set<Kind> ALSO = Set.of(Kind.CLOSED);

    private final String name;
    private final Server server;
    private final String from;
    private final List<String> to;
    private final Wording wording;
    private final Map<String, String> environment;

    /**
     * Where mail is handed over.
     *
     * @param tls {@code starttls}, {@code implicit}, or {@code none} for this machine itself
     * @param user empty for no login
     */
    record Server(
            String host,
            int port,
            String tls,
            String user,
            @Nullable Secret password,
            Duration patience) {}

    MailConnector(
            String name,
            Server server,
            String from,
            List<String> to,
            Wording wording,
            Map<String, String> environment) {
        this.name = name;
        this.server = server;
        this.from = from;
        this.to = List.copyOf(to);
        this.wording = wording;
        this.environment = environment;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String described() {
        return "mail to " + String.join(", ", to) + " by " + server.host + ":" + server.port;
    }

    @Override
    public Optional<Outside> deliver(Message message, Optional<Outside> known) throws NotDelivered {
        if (!message.kind().notifies() && !ALSO.contains(message.kind())) return Optional.empty();
        try {
            Transport.send(mail(message, session()));
            return Optional.empty();
        } catch (MessagingException failed) {
            var cause = failed.getNextException();
            var why = Wording.line(String.valueOf(failed.getMessage()))
                    + (cause == null ? "" : ": " + Wording.line(String.valueOf(cause.getMessage())));
            throw cause instanceof IOException ? NotDelivered.doubtful(why) : NotDelivered.because(why);
        }
    }

    @Override
    public void probe() throws NotDelivered {
        try (var transport = session().getTransport("smtp")) {
            transport.connect();
        } catch (MessagingException failed) {
            throw NotDelivered.because(Wording.line(String.valueOf(failed.getMessage())));
        }
    }

    private MimeMessage mail(Message message, Session session) throws MessagingException {
        var named = "<" + message.name() + "@tilsyn>";
        var mail = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", named);
            }
        };
        mail.setFrom(new InternetAddress(from, true));
        for (var address : to) mail.addRecipient(RecipientType.TO, new InternetAddress(address, true));
        mail.setSubject(subject(message), "UTF-8");
        mail.setSentDate(Date.from(message.at()));
        mail.setHeader("References", "<" + message.key() + "@tilsyn>");
        mail.setHeader("X-Tilsyn-Key", message.key());
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setText(wording.said(message) + "\n\n" + wording.text(message), "UTF-8");
        return mail;
    }

    private String subject(Message message) {
        return "[P%d] %s (%s)".formatted(message.ticket().priority(), wording.title(message), message.id());
    }

    private Session session() throws NotDelivered {
        var settings = new Properties();
        settings.put("mail.smtp.host", server.host);
        settings.put("mail.smtp.port", Integer.toString(server.port));
        settings.put("mail.smtp.connectiontimeout", Long.toString(server.patience.toMillis()));
        settings.put("mail.smtp.timeout", Long.toString(server.patience.toMillis()));
        settings.put("mail.smtp.writetimeout", Long.toString(server.patience.toMillis()));
        settings.put("mail.smtp.starttls.enable", Boolean.toString(server.tls.equals("starttls")));
        settings.put("mail.smtp.starttls.required", Boolean.toString(server.tls.equals("starttls")));
        settings.put("mail.smtp.ssl.enable", Boolean.toString(server.tls.equals("implicit")));
        settings.put("mail.smtp.ssl.checkserveridentity", "true");
        settings.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        if (server.user.isEmpty() || server.password == null) return Session.getInstance(settings);
        settings.put("mail.smtp.auth", "true");
        var password = server.password.value(environment);
        return Session.getInstance(settings, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(server.user, password);
            }
        });
    }
}

package tilsyn.delivery;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tilsyn.ticket.Message;
import tilsyn.verdict.Words;

/** What people read of a message, in one language. */
final class Wording {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final String language;
    private final ZoneId zone;

    /** @param language {@code nb} or {@code en} */
    Wording(String language, ZoneId zone) {
        this.language = language;
        this.zone = zone;
    }

    /** One line without control characters, however hostile the name of a disk. */
    String title(Message message) {
        return line(message.ticket().title().in(language));
    }

    /** The whole ticket: what, since when, what to do, and what it is known by. */
    String text(Message message) {
        var ticket = message.ticket();
        var lines = new ArrayList<String>();
        lines.add(title(message));
        lines.add("");
        lines.add(say("Checklist item ", "Sjekkpunkt ") + ticket.item() + " " + ticket.clause()
                + say(", priority ", ", prioritet ") + ticket.priority());
        lines.add(say("Since ", "Siden ")
                + local(message)
                + (message.events() > 0 ? say("; events: ", "; hendelser: ") + message.events() : ""));
        if (!message.earlier().isEmpty())
            lines.add(say("Followed up before in ", "Fulgt opp før i ") + message.earlier());
        if (!ticket.covered().isEmpty())
            lines.add(say("Also explains: ", "Forklarer også: ") + String.join(", ", ticket.covered()));
        lines.add("");
        int number = 1;
        for (var step : ticket.steps()) lines.add(number++ + ". " + line(step.in(language)));
        lines.add("");
        lines.add(message.id() + "  " + message.key());
        return String.join("\n", lines);
    }

    /** What happened, with the mark by which it is known again. */
    String comment(Message message) {
        return (message.who().isEmpty() ? "" : line(message.who()) + ": ") + said(message) + "\n\n" + mark(message);
    }

    String said(Message message) {
        return message.said().in(language).replaceAll("[\\p{Cntrl}&&[^\n]]+", " ");
    }

    static String mark(Message message) {
        return "[" + message.name() + "]";
    }

    /** What templates may name. */
    Map<String, String> values(Message message) {
        var ticket = message.ticket();
        var values = new LinkedHashMap<String, String>();
        values.put("key", message.key());
        values.put("ticket", message.id());
        values.put("title", title(message));
        values.put("text", text(message));
        values.put("comment", comment(message));
        values.put("priority", Integer.toString(ticket.priority()));
        values.put("customer", line(ticket.customer()));
        values.put("subject", line(ticket.subject()));
        values.put("item", ticket.item());
        values.put("object", line(ticket.object()));
        return values;
    }

    private String local(Message message) {
        return Words.value(MINUTE.format(message.begun().atZone(zone))).in(language);
    }

    static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private String say(String english, String norwegian) {
        return language.equals("en") ? english : norwegian;
    }
}

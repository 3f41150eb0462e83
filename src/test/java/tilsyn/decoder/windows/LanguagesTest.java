package tilsyn.decoder.windows;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tilsyn.decoder.Reading;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/** An export in Norwegian, one in German and one in English of the same events give the same facts. */
class LanguagesTest {
    /** The words for people that exports hold: headings, levels and messages. */
    private enum Language {
        EN(
                "Level,Date and Time,Source,Event ID,Task Category",
                List.of("Error", "Information", "Warning", "Critical"),
                "11/9/2025 6:00:00 AM;11/8/2025 11:59:59 PM;10/13/2025 12:00:00 PM;10/7/2025 3:06:02 AM",
                "None",
                "Log Name,Source,Date,Event ID,Task Category,Level,Keywords,User,Computer,Description",
                "The device has a bad block."),
        NB(
                "Nivå,Dato og klokkeslett,Kilde,Hendelses-ID,Oppgavekategori",
                List.of("Feil", "Informasjon", "Advarsel", "Kritisk"),
                "09.11.2025 06:00:00;08.11.2025 23:59:59;13.10.2025 12:00:00;07.10.2025 03:06:02",
                "Ingen",
                "Loggnavn,Kilde,Dato,Hendelses-ID,Oppgavekategori,Nivå,Nøkkelord,Bruker,Datamaskin,Beskrivelse",
                "Enheten har en skadet blokk."),
        DE(
                "Ebene,Datum und Uhrzeit,Quelle,Ereignis-ID,Aufgabenkategorie",
                List.of("Fehler", "Informationen", "Warnung", "Kritisch"),
                "09.11.2025 06:00:00;08.11.2025 23:59:59;13.10.2025 12:00:00;07.10.2025 03:06:02",
                "Keine",
                "Protokollname,Quelle,Datum,Ereignis-ID,Aufgabenkategorie,Ebene,Schlüsselwörter,Benutzer,Computer,Beschreibung",
                "Gerät hat einen fehlerhaften Block.");

        private final List<String> headings;
        private final List<String> levels;
        private final List<String> times;
        private final String none;
        private final List<String> labels;
        private final String message;

        Language(String headings, List<String> levels, String times, String none, String labels, String message) {
            this.headings = List.of(headings.split(","));
            this.levels = levels;
            this.times = List.of(times.split(";"));
            this.none = none;
            this.labels = List.of(labels.split(","));
            this.message = message;
        }
    }

    private static final List<String> PROVIDERS = List.of("disk", "EventLog", "disk", "Microsoft-Windows-Kernel-Power");
    private static final List<Integer> IDS = List.of(7, 6005, 153, 41);
    private static final List<Integer> LEVELS = List.of(2, 4, 3, 1);

    private static final Origin NOWHERE = new Origin("", 0, 0, "", "", "", "", Reading.RECEIVED);

    private enum Export {
        CSV("System.csv", UTF_8) {
            @Override
            byte[] of(Language language) {
                return table(language, ",", charset);
            }
        },
        CSV_OF_THE_CULTURE("System.csv", Charset.forName("windows-1252")) {
            @Override
            byte[] of(Language language) {
                return table(language, ";", charset);
            }
        },
        TEXT("System.txt", UTF_16LE) {
            @Override
            byte[] of(Language language) {
                return table(language, "\t", charset);
            }
        },
        XML("System.xml", UTF_8) {
            @Override
            byte[] of(Language language) {
                var text = new StringBuilder("<Events>");
                for (int i = 0; i < IDS.size(); i++) text.append(xml(language, i));
                return text.append("</Events>").toString().getBytes(charset);
            }
        },
        DETAILS("event.txt", UTF_8) {
            @Override
            byte[] of(Language language) {
                var text = new StringBuilder();
                for (var label : language.labels)
                    text.append(label)
                            .append(": ")
                            .append(language.levels.get(0))
                            .append("\r\n");
                return text.append(language.message)
                        .append("\r\n")
                        .append(xml(language, 0).replace('\'', '"'))
                        .toString()
                        .getBytes(charset);
            }
        },
        POWERSHELL("System.json", UTF_8) {
            @Override
            byte[] of(Language language) {
                return ("[{\"Id\":7,\"Level\":2,\"RecordId\":1,\"ProviderName\":\"disk\",\"LogName\":\"System\","
                                + "\"MachineName\":\"A\",\"TimeCreated\":\"\\/Date(1762664400000)\\/\",\"LevelDisplayName\":\""
                                + language.levels.get(0)
                                + "\",\"Properties\":[{\"Value\":\"x\"}],\"Message\":\""
                                + language.message
                                + "\"}]")
                        .getBytes(charset);
            }
        },
        WINLOGBEAT("System.ndjson", UTF_8) {
            @Override
            byte[] of(Language language) {
                return ("{\"@timestamp\":\"2025-11-09T05:00:00Z\",\"log\":{\"level\":\""
                                + language.levels.get(0)
                                + "\"},\"message\":\""
                                + language.message
                                + "\",\"winlog\":{\"channel\":\"System\",\"event_id\":\"7\",\"provider_name\":\"disk\"}}")
                        .getBytes(charset);
            }
        },
        FORMAT_LIST("System.txt", UTF_16LE) {
            @Override
            byte[] of(Language language) {
                var text = new StringBuilder("\uFEFF");
                for (int i = 0; i < IDS.size(); i++)
                    text.append(
                                    "\r\nMessage              : %s\r\n                       %s\r\nId                   : %d\r\n"
                                            .formatted(language.message, language.message, IDS.get(i)))
                            .append(
                                    "ProviderName         : %s\r\nLogName              : System\r\nRecordId             : %d\r\n"
                                            .formatted(PROVIDERS.get(i), 100 + i))
                            .append(
                                    "MachineName          : A\r\nTimeCreated          : %s\r\nLevelDisplayName     : %s\r\n"
                                            .formatted(language.times.get(i), language.levels.get(i)));
                return text.toString().getBytes(charset);
            }
        },
        SNARE("syslog.log", UTF_8) {
            @Override
            byte[] of(Language language) {
                var text = new StringBuilder();
                for (int i = 0; i < IDS.size(); i++)
                    text.append(
                            "<13>1 2025-11-09T05:0%d:00Z A - - - - MSWinEventLog\t1\tSystem\t%d\tSun Nov 09 06:00:00 2025\t%d\t%s\tN/A\tN/A\t%s\tA\t\t\t%s\t%d\n"
                                    .formatted(
                                            i,
                                            i,
                                            IDS.get(i),
                                            PROVIDERS.get(i),
                                            language.levels.get(i),
                                            language.message,
                                            i));
                return text.toString().getBytes(charset);
            }
        },
        FORWARDED("ForwardedEvents.evtx", UTF_16LE) {
            @Override
            byte[] of(Language language) {
                return new EvtxWriter()
                        .forwarded(
                                Instant.parse("2025-11-09T05:00:01Z"),
                                EvtxWriter.element(
                                        "Event",
                                        EvtxWriter.element(
                                                "System",
                                                EvtxWriter.element("Provider", "Name", EvtxWriter.text("disk")),
                                                EvtxWriter.element("EventID", EvtxWriter.text("7")),
                                                EvtxWriter.element("Level", EvtxWriter.text("2")),
                                                EvtxWriter.element("Channel", EvtxWriter.text("System"))),
                                        EvtxWriter.element(
                                                "RenderingInfo",
                                                EvtxWriter.element("Message", EvtxWriter.text(language.message)),
                                                EvtxWriter.element("Level", EvtxWriter.text(language.levels.get(0))))))
                        .file(1);
            }
        };

        final String file;
        final Charset charset;

        Export(String file, Charset charset) {
            this.file = file;
            this.charset = charset;
        }

        abstract byte[] of(Language language);

        private static byte[] table(Language language, String separator, Charset charset) {
            var text = new StringBuilder(charset.equals(UTF_16LE) ? "\uFEFF" : "");
            text.append(String.join(separator, language.headings)).append("\r\n");
            for (int i = 0; i < IDS.size(); i++)
                text.append(String.join(
                                separator,
                                language.levels.get(i),
                                language.times.get(i),
                                PROVIDERS.get(i),
                                String.valueOf(IDS.get(i)),
                                language.none,
                                '"' + language.message + "\r\n\r\n" + language.message + '"'))
                        .append("\r\n");
            return text.toString().getBytes(charset);
        }

        private static String xml(Language language, int i) {
            return ("<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='%s'/>"
                            + "<EventID>%d</EventID><Level>%d</Level><TimeCreated SystemTime='2025-11-09T05:00:00Z'/>"
                            + "<EventRecordID>1</EventRecordID><Channel>System</Channel><Computer>A</Computer></System>"
                            + "<EventData><Data>x</Data></EventData><RenderingInfo Culture='%s'><Message>%s</Message>"
                            + "<Level>%s</Level></RenderingInfo></Event>")
                    .formatted(
                            PROVIDERS.get(i),
                            IDS.get(i),
                            LEVELS.get(i),
                            language,
                            language.message,
                            language.levels.get(i));
        }
    }

    @ParameterizedTest
    @EnumSource(Export.class)
    void an_export_gives_the_same_facts_in_any_language(Export export) {
        var english = facts(export, Language.EN);

        assertThat(english).hasSizeGreaterThanOrEqualTo(1);
        assertThat(english).extracting(LogEvent::level).doesNotContain(tilsyn.fact.Level.NONE);
        assertThat(facts(export, Language.NB)).isEqualTo(english);
        assertThat(facts(export, Language.DE)).isEqualTo(english);
    }

    private static List<LogEvent> facts(Export export, Language language) {
        var read = Reading.of(export.file, export.of(language));
        assertThat(read.rejected).isEmpty();
        assertThat(read.events()).isNotEmpty();
        return read.events().stream()
                .map(event -> new LogEvent(
                        event.host(),
                        event.channel(),
                        event.provider(),
                        event.eventId(),
                        event.level(),
                        event.recordId(),
                        event.time(),
                        event.data(),
                        "",
                        event.signature(),
                        NOWHERE))
                .toList();
    }
}

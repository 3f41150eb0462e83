package tilsyn.output;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Accounting;
import tilsyn.fact.Customer;
import tilsyn.fact.Fact;
import tilsyn.fact.FileRead;
import tilsyn.fact.Origin;
import tilsyn.fact.Picture;
import tilsyn.fact.RebootPending;
import tilsyn.fact.Register;
import tilsyn.fact.Rejection;
import tilsyn.ticket.TicketPlan;
import tilsyn.trace.Trace;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Clause;
import tilsyn.verdict.Disposition;
import tilsyn.verdict.Effort;
import tilsyn.verdict.EvidenceFound;
import tilsyn.verdict.EvidenceLine;
import tilsyn.verdict.Finding;
import tilsyn.verdict.Item;
import tilsyn.verdict.Judge;
import tilsyn.verdict.Link;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Parameter;
import tilsyn.verdict.Reason;
import tilsyn.verdict.Retired;
import tilsyn.verdict.Score;
import tilsyn.verdict.Severity;
import tilsyn.verdict.Story;
import tilsyn.verdict.Ticketing;
import tilsyn.verdict.Verdict;
import tilsyn.verdict.Words;

/** A made-up customer's results with every kind of verdict, put together verdict by verdict. */
public final class Sample {
    public static final Instant AS_OF = Instant.parse("2025-11-10T06:00:00Z");
    public static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    public static final String SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static final Link LINK = new Link(
            "copies",
            new Link.Pick("BCK-01", ""),
            List.of(new Link.Pick("BCK-07", "")),
            false,
            Duration.ofDays(2),
            new Words("Copies that nobody tried", "Kopier ingen har prøvd"),
            new Words("Make one, and get something back from it.", "Ta en kopi, og hent noe tilbake fra den."),
            new Words("Make a copy, and try it", "Ta en kopi, og prøv den"),
            Effort.S);

    private final List<Verdict> verdicts = new ArrayList<>();
    private List<FileRead> files = List.of(
            file("backup/restic-app.log", "restic", 214_032, 1_204, 0, ""),
            file("syslog/FJ-APP01.log", "syslog", 18_402_113, 84_210, 12, ""),
            file("notes/todo.docx", "", 12_288, 1, 1, "no decoder knows it"));
    private String customerName = "Fjordvik Regnskap AS";
    private String language = "nb";
    private List<Picture> pictures = List.of();
    private @Nullable Earlier earlier;
    private List<Retired> retired = List.of();

    /** Something of every kind. */
    public static Sample fjordvik() {
        return new Sample()
                .add(fail("FJ-APP01", BACKUP, "/srv/app/uploads", Map.of("age", "144.5", "since", "2025-11-04 02:20")))
                .add(pass("FJ-DC01", BACKUP))
                .add(pass("FJ-HV01", BACKUP))
                .add(fail("FJ-APP01", RESTORE, "", Map.of("days", "118")))
                .add(pass("FJ-DC01", RESTORE))
                .add(pass("FJ-HV01", RAID))
                .add(pass("FJ-APP01", RAID))
                .add(warn("FJ-APP01", FANS, "CHA_FAN1", Map.of("changes", "6")))
                .add(pass("FJ-HV01", FANS))
                .add(fail(
                        "FJ-PC02",
                        SOURCES,
                        "windows:System",
                        Map.of("source", "windows:System", "since", "2025-10-28 16:02")))
                .add(pass("FJ-DC01", SOURCES))
                .add(pass("FJ-PC01", SOURCES))
                .add(fail("FJ-PC01", PROTECTION, "", Map.of("since", "2025-10-30 14:12")))
                .add(unknown("FJ-PC02", PROTECTION, Reason.SOURCE_SILENT))
                .add(pass("FJ-DC01", PROTECTION))
                .add(notApplicable("FJ-APP01", PROTECTION))
                .add(waived(warn("FJ-DC01", DISK, "D:", Map.of("free", "100", "days", "17"))))
                .add(unknown("FJ-APP01", DISK, Reason.MISSING))
                .add(pass(Verdict.CUSTOMER, TALK));
    }

    public static Sample empty() {
        return new Sample();
    }

    public Sample add(Verdict verdict) {
        verdicts.add(verdict);
        return this;
    }

    public Sample in(String language) {
        this.language = language;
        return this;
    }

    Sample drawing(Picture... pictures) {
        this.pictures = List.of(pictures);
        return this;
    }

    Sample without(Retired... items) {
        this.retired = List.of(items);
        return this;
    }

    Sample after(Earlier earlier) {
        this.earlier = earlier;
        return this;
    }

    public Sample named(String customer) {
        this.customerName = customer;
        return this;
    }

    public Sample reading(FileRead... files) {
        this.files = List.of(files);
        return this;
    }

    public Assessment assessment() {
        var sorted = verdicts.stream().sorted().toList();
        return new Assessment(
                new Customer(
                        "FJORDVIK", customerName, OSLO, "", null, false, Instant.EPOCH, origin("customer.yaml", 1, "")),
                AS_OF,
                AS_OF,
                "3f9c2a7be81d0c44a6",
                sorted,
                Score.of(sorted),
                Story.of(List.of(LINK), sorted),
                retired,
                List.of());
    }

    public Results results() {
        var assessment = assessment();
        return new Results(
                assessment,
                new Accounting(
                        files,
                        List.of(new Rejection(
                                origin("syslog/FJ-APP01.log", 512, "Nov 31 02:10:00 FJ-APP01 sshd[1]: x"),
                                "November has no day 31"))),
                TicketPlan.decide(assessment, List.of()),
                Trace.lines(assessment),
                List.of(
                        new Export(
                                Words.same("Free space of all volumes"),
                                Words.same("df -P -B1 > df-FJ-APP01.txt"),
                                List.of("OPS-03"),
                                false),
                        new Export(
                                Words.same("Antivirus status"),
                                Words.same("Get-MpComputerStatus | ConvertTo-Json > av.json"),
                                List.of("AV-01", "AV-02", "AV-03"),
                                false)),
                List.of(),
                pictures,
                earlier,
                language,
                language.equals("en")
                        ? "Times without a zone are read in Europe/Oslo, as customer.yaml says."
                        : "Klokkeslett uten tidssone er lest i Europe/Oslo, slik customer.yaml sier.");
    }

    public static final Item BACKUP = item(
            "BCK-01",
            Severity.CRITICAL,
            words(
                    "All data has a good and recent restore point",
                    "Alle data som skal sikres har et godt og ferskt gjenopprettingspunkt"),
            words(
                    "The question is from which hour these data could be restored.",
                    "Spørsmålet er fra hvilket tidspunkt vi kan hente tilbake disse dataene."),
            words(
                    "no good backup for {age} hours, the last on {since}",
                    "ingen god backup på {age} timer, den siste {since}"),
            words(
                    "{host}: no good backup of {object} for {age} hours",
                    "{host}: ingen god backup av {object} på {age} timer"));
    public static final Item RESTORE = item(
            "BCK-07",
            Severity.CRITICAL,
            words("Restore tests are carried out regularly", "Gjenopprettingstester gjennomføres jevnlig"),
            words(
                    "The only way to be sure to have data the day you need it.",
                    "Den eneste måten å garantere at man har data den dagen man trenger dem."),
            words(
                    "the last restore test was {days} days ago",
                    "forrige gjenopprettingstest var for {days} dager siden"),
            words(
                    "{host}: restore test overdue ({days} days)",
                    "{host}: gjenopprettingstest er forfalt ({days} dager)"));
    public static final Item RAID = item(
            "HW-01",
            Severity.CRITICAL,
            words("RAID arrays have full redundancy", "RAID har full redundans"),
            words("", "En defekt disk skal ikke være et umiddelbart problem."),
            words("{object} is degraded", "{object} er svekket"),
            words("{host}: {object} is degraded", "{host}: {object} er svekket"));
    public static final Item FANS = item(
            "HW-04",
            Severity.MEDIUM,
            words("Fans work", "Viftene virker"),
            words(
                    "A bad fan is a warning today and a shutdown in the next heat wave.",
                    "En defekt vifte er et varsel i dag og en nedstenging i neste varmebølge."),
            words("stopped and started {changes} times", "stoppet og startet {changes} ganger"),
            words("{host}: {object} is unsteady", "{host}: {object} er ustabil"));
    public static final Item SOURCES = item(
            "LOG-01",
            Severity.CRITICAL,
            words("All expected sources are arriving", "Alle forventede logg- og datakilder kommer inn"),
            words("Silence is the most dangerous status.", "Stillhet er den farligste statusen."),
            words(
                    "{source} silent since {since}, yet in use",
                    "{source} har vært taus siden {since}, men maskinen er i bruk"),
            words("{host}: {source} silent since {since}", "{host}: {source} har vært taus siden {since}"));
    public static final Item PROTECTION = item(
            "AV-02",
            Severity.CRITICAL,
            words("Real-time protection is on and not weakened", "Sanntidsbeskyttelse er på og ikke svekket"),
            words(
                    "Fresh definitions on an engine that is off protect nobody.",
                    "Ferske definisjoner på en avslått motor beskytter ingen."),
            words("off since {since}", "av siden {since}"),
            words("{host}: real-time protection off since {since}", "{host}: sanntidsbeskyttelse av siden {since}"));
    public static final Item DISK = item(
            "OPS-03",
            Severity.HIGH,
            words("Full disk is forecast, not discovered", "Full disk varsles, ikke oppdages"),
            words("'Will happen' in its simplest form.", "«Kommer til å skje» i sin enkleste form."),
            words("{free} GB free, full in about {days} days", "{free} GB ledig, full om cirka {days} dager"),
            words("{host} {object}: full in about {days} days", "{host} {object}: full om cirka {days} dager"));
    public static final Item TALK = item(
            "USR-01",
            Severity.MEDIUM,
            words(
                    "Regular coffee talk with users is held",
                    "Jevnlig prat over en kopp kaffe med brukerne er gjennomført"),
            words("Meet those who use the system.", "Møt og snakk med dem som bruker systemet."),
            words("no talk for {days} days", "ingen prat på {days} dager"),
            words("{customer}: no talk for {days} days", "{customer}: ingen prat på {days} dager"));

    private static Item item(String id, Severity severity, Words title, Words why, Words sentence, Words ticket) {
        return new Item(
                id,
                "v1",
                title,
                why,
                severity,
                !id.startsWith("USR"),
                List.of(
                        new Clause("F1", sentence, sentence, false, "rules/" + id + ".drl:14"),
                        new Clause("W1", sentence, sentence, false, "rules/" + id + ".drl:24")),
                List.of(),
                List.of(Parameter.standard("limit", "30", "h")),
                new Ticketing(
                        Effort.M,
                        ticket,
                        List.of(
                                words("Find the cause.", "Finn årsaken."),
                                words("Put it right today.", "Rett den i dag."),
                                words("See that {object} is in order again.", "Se at {object} er i orden igjen."))),
                Map.of("nsm", List.of("2.9.1"), "cis", List.of("11.1", "11.2")));
    }

    public static Verdict fail(String subject, Item item, String object, Map<String, String> values) {
        return found(subject, item, Outcome.FAIL, "F1", object, values);
    }

    public static Verdict warn(String subject, Item item, String object, Map<String, String> values) {
        return found(subject, item, Outcome.WARN, "W1", object, values);
    }

    public static Verdict found(
            String subject, Item item, Outcome outcome, String clause, String object, Map<String, String> values) {
        var fact = fact(subject, "%s %s is bad".formatted(subject, object));
        var finding = new Finding(item.id(), clause, object, values, null, List.of(fact));
        return verdict(subject, item, outcome, clause, null, List.of(finding), fact);
    }

    public static Verdict pass(String subject, Item item) {
        return verdict(subject, item, Outcome.PASS, "", null, List.of(), fact(subject, subject + " is fine"));
    }

    public static Verdict unknown(String subject, Item item, Reason reason) {
        return verdict(subject, item, Outcome.NO_EVIDENCE, "", reason, List.of(), fact(subject, subject + " was fine"));
    }

    public static Verdict notApplicable(String subject, Item item) {
        return Judge.notApplicable(
                item,
                subject,
                new Register("inventory", AS_OF, 9, "", origin("inventory/hosts.yaml", 31, "av_policy: not_required")));
    }

    static Verdict with(Outcome outcome, String subject, Item item) {
        return switch (outcome) {
            case PASS -> pass(subject, item);
            case WARN -> warn(subject, item, "", Map.of());
            case FAIL -> fail(subject, item, "", Map.of());
            case NO_EVIDENCE -> unknown(subject, item, Reason.MISSING);
            case NOT_APPLICABLE -> notApplicable(subject, item);
        };
    }

    public static Verdict deciding(Verdict verdict, List<Finding> findings) {
        return new Verdict(
                verdict.subject(),
                verdict.item(),
                verdict.outcome(),
                verdict.clause(),
                verdict.reason(),
                verdict.atHand(),
                findings,
                findings,
                verdict.suppressed(),
                verdict.evidence(),
                verdict.cited(),
                verdict.assumed(),
                verdict.disposition());
    }

    public static Verdict waived(Verdict verdict) {
        return new Verdict(
                verdict.subject(),
                verdict.item(),
                verdict.outcome(),
                verdict.clause(),
                verdict.reason(),
                verdict.atHand(),
                verdict.deciding(),
                verdict.matched(),
                verdict.suppressed(),
                verdict.evidence(),
                verdict.cited(),
                verdict.assumed(),
                new Disposition("waived", "W-2025-07", "Marit Fjordvik", LocalDate.parse("2025-12-31")));
    }

    private static Verdict verdict(
            String subject,
            Item item,
            Outcome outcome,
            String clause,
            @Nullable Reason reason,
            List<Finding> findings,
            Fact cited) {
        var line = new EvidenceLine("BackupRun", words("Job logs", "Jobblogger"), any -> true, null, null, true, false);
        return new Verdict(
                subject,
                item,
                outcome,
                clause,
                reason,
                outcome,
                findings,
                findings,
                List.of(),
                List.of(new EvidenceFound(line, reason, List.of(cited), 1)),
                List.of(cited),
                false,
                outcome == Outcome.PASS || outcome == Outcome.NOT_APPLICABLE ? Disposition.NONE : Disposition.OPEN);
    }

    public static Fact fact(String host, String raw) {
        return new RebootPending(
                host,
                AS_OF,
                false,
                null,
                List.of(),
                origin("logs/" + host + ".log", 42, raw)
                        .withTime("10.11.2025 07:00:00", "zone Europe/Oslo from customer.yaml"));
    }

    public static Origin origin(String file, long line, String raw) {
        return new Origin(file, line, 0, SHA256, raw, "", "", AS_OF);
    }

    public static FileRead file(String name, String format, long bytes, long received, long rejected, String problem) {
        return new FileRead(
                name, SHA256, bytes, format, "folder", received, received - rejected, 0, 0, 0, rejected, problem);
    }

    private static Words words(String english, String norwegian) {
        return new Words(english, norwegian);
    }
}

package tilsyn.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tilsyn.Round;
import tilsyn.decoder.register.AttestationBook;
import tilsyn.decoder.register.Customers;
import tilsyn.fact.Maybe;
import tilsyn.verdict.Words;

/** Records what a person has done, so that nobody has to write YAML. */
@Command(
        name = "attest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Records what a person has done: a talk, a restore test, a review. What is not given is asked for.",
            "The entry gets the next running number and goes to attestations/ in the customer's folder."
        })
final class Attest implements Callable<Integer> {
    /** What each kind should say beyond who, when and what, in the order to ask. */
    private static final Map<String, List<String>> WANTED = Map.of(
            "restore_test",
                    List.of("subject", "sample", "source_repo", "target", "verification", "verified_by", "result"),
            "user_talk", List.of("mode", "participants", "friction"),
            "log_review", List.of("period_from", "period_to", "subject"),
            "av_review", List.of("period_from", "period_to", "classes"),
            "root_cause", List.of("subject", "about"),
            "part_replaced", List.of("subject", "object", "old_serial", "new_serial"),
            "hw_visual_check", List.of("subject", "findings"),
            "test_alert", List.of("subject", "result"),
            "dr_exercise", List.of("subject", "duration_min", "result"));

    private static final List<String> LISTS = List.of("subject", "participants", "friction", "classes");

    private final Clock clock;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "the customer's folder")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Parameters(
            index = "1",
            paramLabel = "TYPE",
            arity = "0..1",
            description = "what was done, such as user_talk or restore_test; all kinds are in docs/registers.md")
    private @Nullable String type;

    @Option(names = "--who", paramLabel = "NAME", description = "the person who did it, by name")
    private @Nullable String who;

    @Option(names = "--when", paramLabel = "TIME", description = "2025-11-04, or with 10:15 (default: now)")
    private @Nullable String when;

    @Option(names = "--what", paramLabel = "TEXT", description = "what was done, in a sentence")
    private @Nullable String what;

    @Option(names = "--subject", paramLabel = "HOST", description = "the host it concerns; may be given again")
    private List<String> subjects = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "anything else an entry may say, such as result=ok; may be given again")
    private Map<String, String> others = new LinkedHashMap<>();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "what Tilsyn keeps between calls (default: ./.tilsyn)")
    private Path data = Path.of(".tilsyn");

    @Option(names = "--lang", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Check.Language language = Check.Language.nb;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    Attest(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(Given.input(folder)))
            throw new UsageProblem("%s is no folder. Right would be the customer's folder.".formatted(folder));
        var customer = Customers.in(folder, Round.HOME);
        var zone = customer == null ? Round.HOME : customer.zone();
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var fields = fields(now.atZone(zone).toOffsetDateTime().toString());
        Files.createDirectories(data);
        // two people at once must not get the same number
        try (var lock = FileChannel.open(
                        data.resolve("attest.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = lock.lock()) {
            var added = new AttestationBook(folder, zone).add(fields, now);
            var out = spec.commandLine().getOut();
            out.println(say("Recorded as ", "Ført som ") + added.number() + ": " + added.file() + ":" + added.line());
            out.print(added.entry());
            out.flush();
            return held.isValid() ? ExitCode.FINE : ExitCode.OUR_FAULT;
        } catch (AttestationBook.Refused refused) {
            throw new UsageProblem(say("Not recorded. ", "Ikke ført. ") + refused.getMessage());
        }
    }

    private Map<String, List<String>> fields(String now) {
        var unknown = others.keySet().stream()
                .filter(key -> !AttestationBook.keys().contains(key))
                .findFirst();
        if (unknown.isPresent())
            throw new UsageProblem("An entry has no '%s'. It has: %s.%s"
                    .formatted(
                            unknown.get(),
                            String.join(", ", AttestationBook.keys()),
                            Maybe.of(unknown.get(), AttestationBook.keys())));
        var fields = new LinkedHashMap<String, List<String>>();
        fields.put("type", List.of(given("type", type)));
        fields.put("who", List.of(given("who", who)));
        fields.put("when", List.of(when == null ? now : when));
        fields.put("what", List.of(given("what", what)));
        if (!subjects.isEmpty()) fields.put("subject", List.copyOf(subjects));
        others.forEach((key, value) -> fields.put(key, parts(key, value)));
        for (var key : WANTED.getOrDefault(fields.get("type").get(0), List.of()))
            if (!fields.containsKey(key) && Terminal.asks()) {
                var answer = ask(key);
                if (!answer.isBlank()) fields.put(key, parts(key, answer));
            }
        fields.put("entered", List.of(now));
        return fields;
    }

    private static List<String> parts(String key, String value) {
        if (!LISTS.contains(key)) return List.of(value);
        var parts = new ArrayList<String>();
        for (var part : value.split("[,|;]")) if (!part.isBlank()) parts.add(part.strip());
        return parts;
    }

    private String given(String key, @Nullable String value) {
        if (value != null && !value.isBlank()) return value;
        if (Terminal.asks()) {
            var answer = ask(key);
            if (!answer.isBlank()) return answer;
        }
        throw new UsageProblem(
                key.equals("type")
                        ? "What was done? Give one of: " + String.join(", ", AttestationBook.types())
                        : "The entry needs --%s.".formatted(key));
    }

    private String ask(String key) {
        return Terminal.ask(question(key).in(language.name()) + " ");
    }

    private static Words question(String key) {
        return switch (key) {
            case "type" ->
                new Words(
                        "What was done (" + String.join(", ", AttestationBook.types()) + ")?",
                        "Hva ble gjort (" + String.join(", ", AttestationBook.types()) + ")?");
            case "who" -> new Words("Who did it (first and last name)?", "Hvem gjorde det (fornavn og etternavn)?");
            case "what" -> new Words("What was done, in a sentence?", "Hva ble gjort, i én setning?");
            case "subject" -> new Words("Which hosts (comma between)?", "Hvilke maskiner (komma mellom)?");
            case "sample" ->
                new Words(
                        "Which file, folder, database or machine was restored?",
                        "Hvilken fil, mappe, database eller maskin ble gjenopprettet?");
            case "source_repo" -> new Words("From which backup store?", "Fra hvilket backuplager?");
            case "target" -> new Words("To where?", "Til hvor?");
            case "verification" ->
                new Words("How was it seen to be right?", "Hvordan ble det kontrollert at det var riktig?");
            case "verified_by" -> new Words("By whom (another person)?", "Av hvem (en annen person)?");
            case "result" -> new Words("Result (ok, failed)?", "Resultat (ok, failed)?");
            case "mode" -> new Words("How (on-site, video, phone)?", "Hvordan (on-site, video, phone)?");
            case "participants" -> new Words("With whom (comma between)?", "Med hvem (komma mellom)?");
            case "friction" ->
                new Words("Numbers of friction points that came up?", "Numre på irritasjonsmomenter som kom opp?");
            case "period_from" -> new Words("From which day?", "Fra og med hvilken dag?");
            case "period_to" -> new Words("Up to which day?", "Til og med hvilken dag?");
            case "classes" ->
                new Words("Of which machines (server, workstation)?", "For hvilke maskiner (server, workstation)?");
            case "findings" ->
                new Words("What was found (none where nothing was)?", "Hva ble funnet (ingen hvis ingenting)?");
            case "object" -> new Words("Which part (PSU2, slot 2)?", "Hvilken del (PSU2, plass 2)?");
            case "old_serial" -> new Words("Serial number of the old part?", "Serienummer på den gamle delen?");
            case "new_serial" -> new Words("Serial number of the new part?", "Serienummer på den nye delen?");
            case "about" -> new Words("When did it happen?", "Når skjedde det?");
            case "duration_min" -> new Words("How many minutes did it take?", "Hvor mange minutter tok det?");
            default -> Words.same(key + "?");
        };
    }

    private String say(String english, String norwegian) {
        return language == Check.Language.en ? english : norwegian;
    }
}

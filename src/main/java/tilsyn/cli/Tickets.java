package tilsyn.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tilsyn.Round;
import tilsyn.delivery.Connector;
import tilsyn.delivery.Connectors;
import tilsyn.delivery.ConnectorsBroken;
import tilsyn.delivery.Deliveries;
import tilsyn.delivery.Desk;
import tilsyn.delivery.NotDelivered;
import tilsyn.output.TicketPages;
import tilsyn.store.Store;
import tilsyn.store.StoreBroken;
import tilsyn.ticket.Dispatch;
import tilsyn.ticket.Followed;

/** The dispatcher's desk. */
@Command(
        name = "tickets",
        mixinStandardHelpOptions = true,
        description =
                "Shows the tickets that tilsyn serve follows up, what hurts most first, and lets a person act on them.")
final class Tickets implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SIMILAR = 5;

    private final Clock clock;

    @Option(names = "--lang", scope = ScopeType.INHERIT, description = "nb or en (default: nb)")
    private Check.Language language = Check.Language.nb;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            description = "what Tilsyn keeps between calls (default: ./.tilsyn)")
    private Path data = Path.of(".tilsyn");

    @Option(
            names = "--connectors",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            description = "who is told of tickets (default: connectors/ of this installation)")
    private @Nullable Path connectors;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    Tickets(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "What of the tickets? There are: list, show TICKET, ack TICKET, close TICKET TEXT, note TICKET TEXT, retry, test");
    }

    @Command(name = "list", description = "the queue, what hurts the customer most first")
    int list(
            @Option(names = "--all", description = "closed ones too") boolean all,
            @Option(names = "--customer", paramLabel = "ID", description = "only this customer's") @Nullable
                    String customer)
            throws IOException {
        var pages = laidOut();
        var messages = pages.stream().flatMap(page -> page.messages().stream()).toList();
        int dead = (int) messages.stream()
                .filter(dispatch -> dispatch.state() == Dispatch.State.DEAD)
                .count();
        print(pages().queue(
                        pages.stream()
                                .map(Desk.Page::ticket)
                                .filter(ticket -> customer == null
                                        || ticket.ticket().customer().equals(customer))
                                .filter(ticket -> all || ticket.state().live())
                                .toList(),
                        messages.size() - dead,
                        dead));
        return ExitCode.FINE;
    }

    @Command(name = "show", description = "one ticket: what to do, what happened, where it is known outside")
    int show(@Parameters(paramLabel = "TICKET", description = "such as FJORDVIK-12") String id) throws IOException {
        var pages = laidOut();
        var page = found(pages, id);
        var similar = pages.stream()
                .map(Desk.Page::ticket)
                .filter(other -> other.told()
                        && other.number() != page.ticket().number()
                        && other.ticket()
                                .customer()
                                .equals(page.ticket().ticket().customer())
                        && other.ticket().item().equals(page.ticket().ticket().item()))
                .sorted(Comparator.comparing(Followed::number).reversed())
                .limit(SIMILAR)
                .toList();
        print(pages().ticket(page.ticket(), page.history(), page.messages(), page.outside(), similar));
        return ExitCode.FINE;
    }

    @Command(name = "ack", description = "someone takes a ticket")
    int ack(
            @Parameters(paramLabel = "TICKET", description = "such as FJORDVIK-12") String id,
            @Option(names = "--who", paramLabel = "NAME", required = true, description = "the person, by name")
                    String who)
            throws IOException {
        return act(Desk.Verb.ACK, id, given(who), "");
    }

    @Command(
            name = "close",
            description = "someone closes a ticket; it opens again if the next assessment still finds the problem")
    int close(
            @Parameters(paramLabel = "TICKET", description = "such as FJORDVIK-12") String id,
            @Parameters(paramLabel = "TEXT", description = "what it was, and what was done", arity = "1") String text,
            @Option(names = "--who", paramLabel = "NAME", required = true, description = "the person, by name")
                    String who)
            throws IOException {
        return act(Desk.Verb.CLOSE, id, given(who), given(text));
    }

    @Command(name = "note", description = "someone says something about a ticket")
    int note(
            @Parameters(paramLabel = "TICKET", description = "such as FJORDVIK-12") String id,
            @Parameters(paramLabel = "TEXT", description = "what is to be remembered", arity = "1") String text,
            @Option(names = "--who", paramLabel = "NAME", required = true, description = "the person, by name")
                    String who)
            throws IOException {
        return act(Desk.Verb.NOTE, id, given(who), given(text));
    }

    @Command(name = "retry", description = "tries again to deliver what was given up")
    int retry() throws IOException {
        var known = connectors();
        try (var store = opened()) {
            int revived = store.tickets().retry(clock.instant());
            var pass = new Deliveries(store.tickets(), known).deliver(clock.instant());
            print(say(
                            "%d messages are tried again; %d delivered, %d failed.%n",
                            "%d meldinger prøves igjen; %d levert, %d feilet.%n")
                    .formatted(revived, pass.delivered(), pass.failed()));
            return pass.failed() == 0 ? ExitCode.FINE : ExitCode.FINDINGS;
        } catch (StoreBroken inUse) {
            return handedOver(new Desk.Order(Desk.Verb.RETRY, "", "", "", clock.instant()), inUse);
        }
    }

    @Command(name = "test", description = "tries each connector without making a ticket")
    int test(@Parameters(paramLabel = "CONNECTOR", arity = "0..1", description = "only this one") @Nullable String only)
            throws IOException {
        boolean well = true;
        for (var connector : chosen(only)) {
            String said;
            try {
                connector.probe();
                said = say("ok", "i orden");
            } catch (NotDelivered failed) {
                said = say("failed: ", "feilet: ") + failed.getMessage();
                well = false;
            }
            print("%s (%s): %s%n".formatted(connector.name(), connector.described(), said));
        }
        return well ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    private List<Connector> chosen(@Nullable String only) throws IOException {
        var known = connectors();
        if (only == null) return known;
        var chosen = known.stream()
                .filter(connector -> connector.name().equals(only))
                .toList();
        if (chosen.isEmpty())
            throw new UsageProblem(say(
                            "There is no connector '%s'. There are: %s.",
                            "Det finnes ingen kobling «%s». Det finnes: %s.")
                    .formatted(
                            only,
                            String.join(
                                    ", ", known.stream().map(Connector::name).toList())));
        return chosen;
    }

    private int act(Desk.Verb verb, String id, String who, String text) throws IOException {
        var order = new Desk.Order(verb, id, who, text, clock.instant());
        var told = names();
        var page = found(laidOut(), id);
        if (verb == Desk.Verb.CLOSE && !page.ticket().state().live())
            throw new UsageProblem(say("%s is not open.", "%s er ikke åpen.").formatted(id));
        try (var store = opened()) {
            store.tickets()
                    .change(id, order::to, told, clock.instant())
                    .ifPresent(after -> print(pages().queue(List.of(after), 0, 0)));
            return ExitCode.FINE;
        } catch (StoreBroken inUse) {
            return handedOver(order, inUse);
        }
    }

    /** While {@code tilsyn serve} has the store, it does what it finds ordered. */
    private int handedOver(Desk.Order order, StoreBroken problem) throws IOException {
        if (problem.reason() != StoreBroken.Reason.LOCKED) throw problem;
        Desk.order(data, order);
        print(say("Handed to the running tilsyn serve.%n", "Overlatt til tilsyn serve, som kjører.%n")
                .formatted());
        return ExitCode.FINE;
    }

    /** From the store, or as the running {@code tilsyn serve} laid it out last. */
    private List<Desk.Page> laidOut() throws IOException {
        try (var store = opened()) {
            return Desk.pages(store.tickets(), names());
        } catch (StoreBroken inUse) {
            if (inUse.reason() != StoreBroken.Reason.LOCKED) throw inUse;
            return Desk.published(data);
        }
    }

    private Desk.Page found(List<Desk.Page> pages, String id) {
        return pages.stream()
                .filter(page -> page.ticket().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UsageProblem(say(
                                "There is no ticket '%s'. See: tilsyn tickets list",
                                "Det finnes ingen sak «%s». Se: tilsyn tickets list")
                        .formatted(id)));
    }

    private Store opened() {
        var file = Store.live(data);
        if (!Files.exists(file.resolveSibling(file.getFileName() + ".mv.db")))
            throw new UsageProblem(say(
                            "Nothing is followed up yet with --data %s. Run first: tilsyn serve",
                            "Ingenting følges opp ennå med --data %s. Kjør først: tilsyn serve")
                    .formatted(data));
        return Store.open(file);
    }

    private List<Connector> connectors() throws IOException {
        var folder = connectors != null
                ? connectors
                : Path.of(System.getProperty("tilsyn.home", ".")).resolve("connectors");
        try {
            return Connectors.load(new Connectors.Place(folder, data, Round.HOME, System.getenv(), PATIENCE));
        } catch (ConnectorsBroken broken) {
            throw new UsageProblem(String.valueOf(broken.getMessage()));
        }
    }

    private List<String> names() throws IOException {
        return connectors().stream().map(Connector::name).toList();
    }

    private TicketPages pages() {
        return new TicketPages(language.name(), Round.HOME, Terminal.ink("auto"), Terminal.width());
    }

    private String given(String text) {
        if (text.isBlank())
            throw new UsageProblem(say("Name and text can't be empty.", "Navn og tekst kan ikke være tomme."));
        return text.strip();
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }

    private String say(String english, String norwegian) {
        return language == Check.Language.en ? english : norwegian;
    }
}

package tilsyn.ticket;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tilsyn.fact.BackupRun;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.MaintenanceWindow;
import tilsyn.output.Sample;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Disposition;
import tilsyn.verdict.Finding;
import tilsyn.verdict.Verdict;

/** A customer's tickets over time, kept in memory. */
public final class Months {
    private final Map<Long, Followed> tickets = new TreeMap<>();
    private final List<Step> steps = new ArrayList<>();
    private Book book = Book.EMPTY;
    private long last;

    public static Instant local(String dateAndTime) {
        return LocalDateTime.parse(dateAndTime).atZone(Sample.OSLO).toInstant();
    }

    public static Assessment assessment(Instant asOf, Instant cutOff, Verdict... verdicts) {
        var sample = Sample.empty();
        for (var verdict : verdicts) sample.add(verdict);
        var made = sample.assessment();
        return new Assessment(
                made.customer(),
                asOf,
                cutOff,
                made.rulebook(),
                made.verdicts(),
                made.score(),
                made.stories(),
                made.retired(),
                made.rejectedRules());
    }

    public List<FollowUp> judge(Instant asOf, Verdict... verdicts) {
        return judge(assessment(asOf, asOf, verdicts));
    }

    public List<FollowUp> judge(String local, Verdict... verdicts) {
        return judge(local(local), verdicts);
    }

    /** Judges every so often, with the same verdicts. */
    public void judge(Instant from, Instant to, Duration every, Verdict... verdicts) {
        for (var at = from; !at.isAfter(to); at = at.plus(every)) judge(at, verdicts);
    }

    public List<FollowUp> judge(Assessment assessment) {
        var changes = LifeCycle.follow(assessment, book);
        changes.forEach(this::take);
        if (!LifeCycle.judgesThePast(assessment, book)) book = book(assessment.asOf(), assessment.cutOff());
        return changes;
    }

    public void byHand(Function<Followed, FollowUp> hand) {
        take(hand.apply(only()));
        book = book(book.asOf(), book.cutOff());
    }

    private void take(FollowUp change) {
        tickets.put(change.ticket().number(), change.ticket());
        steps.addAll(change.steps());
        last = Math.max(last, change.ticket().number());
    }

    private Book book(Instant asOf, Instant cutOff) {
        var newest = new TreeMap<String, Followed>();
        tickets.values().forEach(followed -> newest.put(followed.ticket().key(), followed));
        return new Book(List.copyOf(newest.values()), last, asOf, cutOff);
    }

    public Book book() {
        return book;
    }

    public List<Followed> tickets() {
        return List.copyOf(tickets.values());
    }

    public Followed only() {
        if (tickets.size() != 1) throw new AssertionError("one ticket expected, not " + tickets.values());
        return tickets.values().iterator().next();
    }

    public List<Step.Kind> kinds() {
        return steps.stream().map(Step::kind).toList();
    }

    public Step lastStep() {
        return steps.get(steps.size() - 1);
    }

    /** Whether some key has two live tickets. */
    public boolean doubled() {
        var live = tickets.values().stream()
                .filter(followed -> followed.state().live())
                .map(followed -> followed.ticket().key())
                .toList();
        return live.size() > live.stream().distinct().count();
    }

    /** The same, shown by a reading of that time. */
    public static Verdict at(Verdict verdict, Instant shown) {
        var finding = verdict.deciding().get(0);
        return Sample.deciding(
                verdict,
                List.of(new Finding(
                        finding.item(),
                        finding.clause(),
                        finding.object(),
                        finding.values(),
                        finding.reason(),
                        List.of(event(verdict.subject(), shown)))));
    }

    public static LogEvent event(String host, Instant time) {
        return new LogEvent(
                host,
                LogEvent.SYSLOG,
                "kernel",
                -1,
                Level.ERROR,
                -1,
                time,
                Map.of(),
                "bad",
                "",
                Sample.origin("logs/" + host + ".log", 42, "bad"));
    }

    public static BackupRun run(String host, BackupRun.Result result) {
        return new BackupRun(
                host,
                "nightly",
                "restic",
                1,
                "full",
                Sample.AS_OF,
                Sample.AS_OF,
                result,
                "",
                1,
                1,
                1,
                true,
                List.of("D:"),
                List.of(),
                List.of(),
                List.of(),
                "NAS",
                Sample.origin("logs/restic.log", 7, ""));
    }

    public static Verdict during(Verdict verdict, MaintenanceWindow window) {
        return with(verdict, new Disposition("maintenance", window.reason(), window.approver(), null, List.of(window)));
    }

    public static Verdict with(Verdict verdict, Disposition disposition) {
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
                disposition);
    }
}

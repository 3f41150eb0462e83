package tilsyn.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tilsyn.Audit;
import tilsyn.Bundle;
import tilsyn.Kept;
import tilsyn.Replay;
import tilsyn.output.Rows;
import tilsyn.rule.RulesBroken;
import tilsyn.trace.Log;
import tilsyn.trace.Verification;
import tilsyn.verdict.Outcome;

/** What an auditor asks of the log: is it whole, and what does it hold. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = "Shows and verifies the signed log of all assessments in the data folder.")
final class TraceLog implements Runnable {
    @Option(names = "--lang", scope = CommandLine.ScopeType.INHERIT, description = "nb or en (default: nb)")
    private Check.Language language = Check.Language.nb;

    @Mixin
    private Folders folders = new Folders();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "What of the trace? There are: show [ASSESSMENT], verify, bundle ASSESSMENT, sample, list WHAT, rotate");
    }

    @Command(name = "verify", description = "reads all of the log and names whatever is not as it was written")
    int verify(
            @Option(
                            names = "--checkpoint",
                            paramLabel = "FILE",
                            description =
                                    "a checkpoint that you kept elsewhere, to notice a log that was put back or rewritten")
                    @Nullable
                    Path kept)
            throws IOException {
        begun();
        var checked = Verification.of(folders.data(), kept == null ? "" : Files.readString(Given.input(kept)));
        var out = out();
        for (var tampering : checked.tamperings()) {
            var place = Log.folder(folders.data()) + (tampering.line() > 0 ? "/lines.jsonl:" + tampering.line() : "");
            out.println("%s  %s".formatted(place, tampering.said().in(language.name())));
        }
        out.println(
                checked.whole()
                        ? say(
                                        "Whole: %d lines, %d checkpoints, signed by %s.",
                                        "Uskadd: %d linjer, %d sjekkpunkter, signert av %s.")
                                .formatted(checked.lines(), checked.checkpoints(), checked.key())
                        : say("Not whole: %d problems.", "Ikke uskadd: %d problemer.")
                                .formatted(checked.tamperings().size()));
        out.flush();
        return checked.whole() ? ExitCode.FINE : ExitCode.INTEGRITY;
    }

    @Command(name = "show", description = "lists the assessments, or prints one's lines as they stand in the log")
    int show(
            @Parameters(
                            paramLabel = "ASSESSMENT",
                            arity = "0..1",
                            description = "its number, or 'last'; without one all are listed")
                    @Nullable
                    String wanted)
            throws IOException {
        begun();
        var out = out();
        if (wanted != null)
            Assessments.find(folders.data(), wanted).slice(folders.data()).forEach(out::println);
        else
            for (var kept : Kept.all(folders.data()))
                out.println("%5d  %-12s %s  %s  %s"
                        .formatted(
                                kept.number(),
                                kept.customer(),
                                kept.asOf(),
                                say("made %s", "laget %s").formatted(kept.made()),
                                "sha256 " + kept.trace()));
        out.flush();
        return ExitCode.FINE;
    }

    @Command(
            name = "bundle",
            description =
                    "writes all that an assessment rests on into a zip, with a script that verifies it without Tilsyn")
    int bundle(
            @Parameters(paramLabel = "ASSESSMENT", description = "its number, or 'last'") String wanted,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE",
                            required = true,
                            description = "the zip to write")
                    Path to,
            @Option(
                            names = "--inputs",
                            paramLabel = "FOLDER",
                            description =
                                    "also take the files that were judged from here, as far as they are still the same")
                    @Nullable
                    Path inputs)
            throws IOException, RulesBroken {
        var kept = Assessments.find(folders.data(), wanted);
        if (inputs != null) Given.input(inputs);
        var replay = Replay.of(folders.data(), kept, null, false, folders.cache());
        int taken;
        try (var file = Files.newOutputStream(to)) {
            taken = Bundle.write(folders.data(), replay, inputs, file);
        }
        var out = out();
        out.println(to);
        if (inputs != null)
            out.println(say("%d of %d inputs are in it.", "%d av %d inndatafiler er med.")
                    .formatted(taken, replay.results().accounting().files().size()));
        if (!replay.identical())
            out.println(say(
                    "This program no longer gives the same verdicts, so the report is left out.",
                    "Dette programmet gir ikke lenger de samme vurderingene, så rapporten er utelatt."));
        out.println(say(
                "To verify: unzip it, then python3 verify.py", "For å verifisere: pakk ut, og kjør python3 verify.py"));
        out.flush();
        return ExitCode.FINE;
    }

    @Command(name = "sample", description = "draws verdicts at random, as CSV; who gives the same seed draws the same")
    int sample(
            @Option(names = "--verdict", paramLabel = "VERDICT", description = "PASS (default), WARN, FAIL, ...")
                    @Nullable
                    Outcome outcome,
            @Option(names = "--count", paramLabel = "N", defaultValue = "25", description = "how many (default: 25)")
                    int count,
            @Option(names = "--seed", paramLabel = "N", required = true, description = "any number; write it down")
                    long seed,
            @Mixin Period period)
            throws IOException {
        if (count < 1) throw new UsageProblem("--count %d draws nothing. Right would be 1 or more.".formatted(count));
        begun();
        print(Audit.sample(
                folders.data(),
                period.of(folders.data()),
                (outcome == null ? Outcome.PASS : outcome).name(),
                count,
                seed));
        return ExitCode.FINE;
    }

    @Command(name = "list", description = "lists what people decided, or what could not be read, in a period, as CSV")
    int list(
            @Parameters(paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}") Audit.What what,
            @Mixin Period period)
            throws IOException {
        begun();
        print(Audit.list(folders.data(), period.of(folders.data()), what));
        return ExitCode.FINE;
    }

    private void print(Audit audit) throws IOException {
        var out = out();
        Rows.write(audit.columns(), audit.rows(), out);
        out.flush();
    }

    @Command(name = "rotate", description = "takes a new key into use; the log then bears both keys' signatures once")
    int rotate() throws IOException {
        begun();
        var out = out();
        out.println(say("Signed from now on by ", "Signeres fra nå av med ") + Log.rotate(folders.data()));
        out.flush();
        return ExitCode.FINE;
    }

    private void begun() {
        Assessments.begun(folders.data());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private String say(String english, String norwegian) {
        return language == Check.Language.en ? english : norwegian;
    }
}

package tilsyn.cli;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tilsyn.DataFolder;

/** Care for the data folder. */
@Command(
        name = "db",
        mixinStandardHelpOptions = true,
        description =
                "Checks, saves and restores what Tilsyn keeps: stores, signed log, archive. Not while serve runs.")
final class Db implements Runnable {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            description = "what Tilsyn keeps between calls (default: ./.tilsyn)")
    private Path data = Path.of(".tilsyn");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "What of the data folder? There are: check, backup FILE, restore FILE");
    }

    @Command(
            name = "check",
            description =
                    "reads all of it: indexes agree with tables, counts add up, the signed log is as it was written")
    int check() throws IOException {
        var problems = problems();
        if (!problems.isEmpty()) {
            problems.forEach(this::say);
            say("%s is not whole (problems: %d). Keep a copy of it, then restore the last backup into an empty folder:"
                    .formatted(data, problems.size()));
            say("  tilsyn db restore BACKUP --data NEW-FOLDER");
            return ExitCode.INTEGRITY;
        }
        say(data + " is whole.");
        return ExitCode.FINE;
    }

    @Command(
            name = "backup",
            description = "checks it, and copies it into one zip; that holds the key of the log, so keep it safe")
    int backup(
            @Parameters(paramLabel = "FILE", description = "the zip to write; there must be none of that name")
                    Path zip)
            throws IOException {
        var problems = problems();
        if (!problems.isEmpty()) {
            problems.forEach(this::say);
            say("Nothing was saved: what is damaged would take the place of a good backup.");
            return ExitCode.INTEGRITY;
        }
        try {
            int files = DataFolder.backup(data, zip);
            say("%s holds %d files, %d bytes. It holds the key that signs the log: keep it where only you can read it."
                    .formatted(zip, files, Files.size(zip)));
            return ExitCode.FINE;
        } catch (FileAlreadyExistsException there) {
            throw new UsageProblem("There is a %s already. Give another name.".formatted(zip));
        }
    }

    @Command(name = "restore", description = "unpacks a backup into a data folder that holds nothing, and checks it")
    int restore(@Parameters(paramLabel = "FILE", description = "a zip that backup wrote") Path zip) throws IOException {
        try {
            int files = DataFolder.restore(zip, data);
            say("%d files are back in %s.".formatted(files, data));
        } catch (DirectoryNotEmptyException there) {
            throw new UsageProblem(
                    "%s holds something, which a backup never overwrites. Give an empty folder with --data."
                            .formatted(data));
        } catch (NoSuchFileException | ZipException broken) {
            throw new UsageProblem("%s is no whole backup: %s".formatted(zip, broken.getMessage()));
        }
        return check();
    }

    private List<String> problems() throws IOException {
        try {
            return DataFolder.problems(data);
        } catch (NoSuchFileException nothing) {
            throw new UsageProblem("Nothing is kept in %s. Maybe --data should name another folder.".formatted(data));
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}

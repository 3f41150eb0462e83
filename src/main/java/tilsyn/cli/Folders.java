package tilsyn.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where things are; the same options for every command. */
final class Folders {
    @Option(
            names = "--rules",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            description = "the checklist (default: rules/ of this installation)")
    private @Nullable Path rules;

    @Option(
            names = "--routes",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            description = "where input comes from (default: routes/ of this installation)")
    private @Nullable Path routes;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            description = "what Tilsyn keeps between calls (default: ./.tilsyn)")
    private Path data = Path.of(".tilsyn");

    Path rules() {
        return rules != null ? rules : installed();
    }

    /** The rules of this installation, whatever is asked for. */
    Path installed() {
        return home().resolve("rules");
    }

    Path routes() {
        return routes != null ? routes : home().resolve("routes");
    }

    Path data() {
        return data;
    }

    /** Compiled rules: beside the program, so that checks in any folder share them; in the data folder if that can't be written. */
    Path cache() {
        var shared = home().resolve("target");
        return java.nio.file.Files.isWritable(shared) ? shared.resolve("rules-cache") : data.resolve("rules-cache");
    }

    static Path home() {
        return Path.of(System.getProperty("tilsyn.home", "."));
    }
}

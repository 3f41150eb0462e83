package tilsyn.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tilsyn.Exports;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Decoders;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.verdict.Words;

/** Lists what Tilsyn reads, how to export it, and what for. */
@Command(
        name = "formats",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists all formats: how to export each, and which items of the checklist it feeds.")
final class Formats implements Callable<Integer> {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "SHAPE",
            description = "what is printed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Check.Shape shape = Check.Shape.screen;

    @Option(names = "--lang", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Check.Language language = Check.Language.nb;

    @Option(names = "--color", paramLabel = "WHEN", description = "auto, always or never (default: ${DEFAULT-VALUE})")
    private String colour = "auto";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        if (shape == Check.Shape.json) json(out);
        else for (var family : Family.values()) screen(family, out);
        out.flush();
        return ExitCode.FINE;
    }

    private void screen(Family family, PrintWriter out) {
        var ink = Terminal.ink(colour);
        out.println(ink.bold(heading(family).in(language.name())));
        for (var format : formats()) {
            if (format.family() != family) continue;
            out.println();
            var export = Exports.of(format);
            out.println("  " + ink.bold(format.id()) + "  " + export.title().in(language.name()));
            out.println("    " + export.advice(language.name()));
            if (!format.items().isEmpty())
                out.println("    " + new Words("Feeds: ", "Brukes av: ").in(language.name())
                        + String.join(" ", format.items()));
        }
        out.println();
    }

    private void json(PrintWriter out) throws IOException {
        var mapper = new ObjectMapper();
        var list = mapper.createArrayNode();
        for (var format : formats()) {
            var one = list.addObject();
            one.put("id", format.id());
            one.put("family", format.family().word());
            one.put("title", Exports.of(format).title().in(language.name()));
            one.put("export", Exports.of(format).command().in(language.name()));
            format.items().forEach(one.putArray("items")::add);
        }
        out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(list));
    }

    private static List<Format> formats() {
        return Decoders.all().stream().map(Decoder::format).toList();
    }

    private static Words heading(Family family) {
        return switch (family) {
            case SYSLOG -> new Words("Syslog and journal", "Syslog og journal");
            case WINDOWS -> new Words("Windows events", "Windows-hendelser");
            case BACKUP -> new Words("Backup", "Sikkerhetskopiering");
            case HARDWARE -> new Words("Hardware and disk space", "Maskinvare og diskplass");
            case ANTIVIRUS -> new Words("Antivirus", "Antivirus");
            case UPDATES -> new Words("Updates, restarts and guests", "Oppdateringer, omstarter og virtuelle maskiner");
            case REGISTER -> new Words("Registers that people keep", "Registre som føres av folk");
        };
    }
}

package tilsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The README's tables are the command line's own. */
class ReadmeTest {
    private static final Pattern OPTION = Pattern.compile("`(?:-\\w`, `)?(--[a-z-]+)(?: [A-Z=]+)?`");
    private static final Pattern EXIT = Pattern.compile("(?m)^\\| (\\d+) \\|");

    @Test
    void every_option_of_every_command_is_explained_and_no_other() throws IOException {
        var explained = new TreeSet<String>();
        OPTION.matcher(readme()).results().forEach(found -> explained.add(found.group(1)));

        var known = new TreeSet<String>();
        collect(Main.commandLine(Clock.systemUTC()), known);
        known.remove("--version");

        assertThat(explained).isEqualTo(known);
    }

    private static void collect(CommandLine command, TreeSet<String> into) {
        for (var option : command.getCommandSpec().options()) into.add(option.longestName());
        command.getSubcommands().values().forEach(sub -> collect(sub, into));
    }

    @Test
    void every_exit_code_is_explained_and_no_other() throws IOException {
        var explained = new TreeSet<Integer>();
        EXIT.matcher(readme()).results().forEach(found -> explained.add(Integer.valueOf(found.group(1))));

        var known = new TreeSet<Integer>();
        for (var code : Arrays.stream(ExitCode.class.getDeclaredFields()).toList())
            if (code.getType() == int.class) known.add(value(code));

        assertThat(explained).isEqualTo(known);
    }

    private static int value(java.lang.reflect.Field code) {
        try {
            return code.getInt(null);
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}

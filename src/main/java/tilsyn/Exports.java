package tilsyn;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tilsyn.decoder.Decoders;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.output.Export;
import tilsyn.verdict.Words;

/** How to get what Tilsyn reads. All advice, of every command and report, is of this list. */
public final class Exports {
    private static final Properties NORWEGIAN = norwegian();
    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9_+.-]{1,40}-)HOST\\b");

    private Exports() {}

    /** One for each format that {@link Decoders} has, in its order. */
    public static List<Export> all() {
        return Decoders.all().stream().map(decoder -> of(decoder.format())).toList();
    }

    /** What {@code exports-nb.properties} doesn't say in Norwegian is said in English: most commands are the same. */
    public static Export of(Format format) {
        return new Export(
                new Words(format.title(), NORWEGIAN.getProperty(format.id(), format.title())),
                new Words(format.export(), NORWEGIAN.getProperty(format.id() + ".export", same(format.export()))),
                format.items(),
                format.family() == Family.REGISTER);
    }

    /** What stands before the host in the names of files that are exported as advised, such as {@code mdstat-}; sorted. */
    static SortedSet<String> prefixes() {
        var prefixes = new TreeSet<String>();
        for (var decoder : Decoders.all())
            PREFIX.matcher(decoder.format().export()).results().forEach(found -> prefixes.add(found.group(1)));
        return prefixes;
    }

    /** A command is one in all languages, but for how often to run it. */
    private static String same(String command) {
        return command.replace("   (daily)", "   (daglig)").replace("   (every 15 minutes)", "   (hvert kvarter)");
    }

    private static Properties norwegian() {
        var read = new Properties();
        try (var in = Objects.requireNonNull(Exports.class.getResourceAsStream("exports-nb.properties"));
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            read.load(reader);
            return read;
        } catch (IOException broken) {
            throw new IllegalStateException("part of the program can't be read", broken);
        }
    }
}

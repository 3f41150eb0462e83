package tilsyn.decoder.register;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.fact.Customer;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;

/** Finds out whose servers an input speaks of before anything else is read, as local times depend on it. */
public final class Customers {
    private static final int LIMIT = 64 * 1024;
    private static final List<String> NAMES = List.of("customer.yaml", "customer.yml");

    private Customers() {}

    /**
     * The customer that {@code customer.yaml} names, at the top of a folder or zip or in the one folder a zip holds; null
     * when there is none or it can't be read, which the reading of the input will then report.
     *
     * @param fallback zone for a customer that states none
     */
    public static @Nullable Customer in(Path input, ZoneId fallback) {
        try {
            if (Files.isDirectory(input)) {
                for (var name : NAMES) {
                    var file = input.resolve(name);
                    if (!Files.isRegularFile(file)) continue;
                    try (var bytes = Files.newInputStream(file)) {
                        return read(name, bytes, fallback);
                    }
                }
            } else if (Files.isRegularFile(input) && isZip(input)) {
                return inZip(input, fallback);
            }
            return null;
        } catch (IOException | IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static boolean isZip(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    private static @Nullable Customer inZip(Path zip, ZoneId fallback) throws IOException {
        try (var file = new ZipFile(zip.toFile())) {
            var entry = file.stream()
                    .filter(each -> NAMES.contains(each.getName())
                            || NAMES.stream()
                                    .anyMatch(name ->
                                            each.getName().matches("[^/]+/" + java.util.regex.Pattern.quote(name))))
                    .min(java.util.Comparator.comparing((java.util.zip.ZipEntry each) ->
                                    each.getName().length())
                            .thenComparing(java.util.zip.ZipEntry::getName));
            if (entry.isEmpty()) return null;
            try (var bytes = file.getInputStream(entry.get())) {
                return read(entry.get().getName(), bytes, fallback);
            }
        }
    }

    private static @Nullable Customer read(String name, InputStream bytes, ZoneId fallback) throws IOException {
        var input = Input.of(name, bytes.readNBytes(LIMIT), Instant.EPOCH, fallback);
        var found = new ArrayList<Customer>();
        var sink = new Sink() {
            @Override
            public void fact(Fact fact) {
                if (fact instanceof Customer customer) found.add(customer);
            }

            @Override
            public void ignored(String why) {}

            @Override
            public void rejected(Origin origin, String reason) {}
        };
        for (var decoder : RegisterDecoder.all())
            if (decoder.recognises(input.head())) {
                decoder.decode(input, sink);
                break;
            }
        return found.isEmpty() ? null : found.get(0);
    }
}

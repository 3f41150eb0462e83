package tilsyn.decoder.register;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.fact.Customer;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;

/** Finds out whose servers an input speaks of before anything else is read, as local times depend on it. */
public final class Customers {
    private static final int DEEPEST = 4;
    private static final int MOST_OUTSIDE = 1000;
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

    /**
     * The folders below this one that each hold a customer's files, sorted: those with a {@code customer.yaml} of their own,
     * at most {@value #DEEPEST} levels down. None when this folder is a customer's itself.
     */
    public static List<Path> below(Path folder) throws IOException {
        if (!Files.isDirectory(folder) || isCustomer(folder)) return List.of();
        var found = new ArrayList<Path>();
        collect(folder, DEEPEST, found);
        return found;
    }

    private static void collect(Path folder, int levels, List<Path> into) throws IOException {
        if (levels == 0) return;
        try (var inside = Files.list(folder)) {
            for (var path : inside.sorted().toList()) {
                if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) || !Files.isReadable(path)) continue;
                if (isCustomer(path)) into.add(path);
                else collect(path, levels - 1, into);
            }
        }
    }

    /** Files below the folder that lie in no customer's folder, sorted; at most {@value #MOST_OUTSIDE}. */
    public static List<String> outside(Path folder, List<Path> customers) throws IOException {
        var outside = new TreeSet<String>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes attributes) {
                return customers.contains(inside) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                outside.add(folder.relativize(file).toString().replace('\\', '/'));
                return outside.size() < MOST_OUTSIDE ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                outside.add(folder.relativize(file).toString().replace('\\', '/'));
                return FileVisitResult.CONTINUE;
            }
        });
        return List.copyOf(outside);
    }

    private static boolean isCustomer(Path folder) {
        return NAMES.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
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

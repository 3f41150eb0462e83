package tilsyn.derive;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tilsyn.fact.Host;

/**
 * Which host a name means (R10): compared without case, domain stripped, aliases from the inventory. A name the inventory
 * does not know stays a host of its own, never merged and never dropped.
 */
public final class Identity {
    /** Host of readings that name none and lie in no file or folder that does. */
    public static final String UNNAMED = "UNNAMED-HOST";

    /** A host, perhaps a disk, and the date that our advice puts behind it. */
    private static final Pattern ADVISED = Pattern.compile(
            "([A-Z0-9][A-Z0-9_-]{0,62}?)(?:-(?:SD[A-Z]{1,2}|NVME\\d+(?:N\\d+)?))?-20\\d\\d-?\\d\\d-?\\d\\d(?:T\\d{4,6})?(?:\\..*)?");

    private final boolean inventory;
    private final Map<String, String> names = new TreeMap<>();

    private final List<String> prefixes;

    private Identity(boolean inventory, Collection<String> prefixes) {
        this.inventory = inventory;
        this.prefixes = prefixes.stream()
                .map(prefix -> prefix.toUpperCase(Locale.ROOT))
                .sorted(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /**
     * @param hosts the inventory; empty when there is none
     * @param seen host names as the input states them
     */
    public static Identity of(Collection<Host> hosts, Collection<String> seen) {
        return of(hosts, seen, List.of());
    }

    /** @param prefixes what stands before the host in file names that follow our advice, such as {@code mdstat-} */
    public static Identity of(Collection<Host> hosts, Collection<String> seen, Collection<String> prefixes) {
        var identity = new Identity(!hosts.isEmpty(), prefixes);
        for (var host : hosts) identity.names.put(normal(host.host()), host.host());
        for (var host : hosts) for (var alias : host.aliases()) identity.names.putIfAbsent(normal(alias), host.host());
        if (!identity.inventory)
            for (var name : seen) if (!name.isBlank()) identity.names.put(normal(name), normal(name));
        return identity;
    }

    /** Whether there is an inventory to be known by. */
    public boolean hasInventory() {
        return inventory;
    }

    /**
     * The host that a reading is of.
     *
     * @param name as the input states it; empty when it states none
     * @param file the path it was read from, which may name the host
     */
    public String resolve(String name, String file) {
        if (!name.isBlank()) {
            var normal = normal(name);
            return names.getOrDefault(normal, normal);
        }
        return inPath(file).or(() -> asAdvised(file)).or(this::only).orElse(UNNAMED);
    }

    /** The only host in the input, when nothing is declared and one name is all there is. */
    private Optional<String> only() {
        return inventory || names.size() != 1
                ? Optional.empty()
                : names.values().stream().findFirst();
    }

    /** {@code mdstat-NAS01-20251110T0600.txt} is of NAS01, when nobody has declared which hosts there are. */
    private Optional<String> asAdvised(String file) {
        if (inventory) return Optional.empty();
        var name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('!')) + 1)
                .toUpperCase(Locale.ROOT);
        return prefixes.stream()
                .filter(name::startsWith)
                .findFirst()
                .map(prefix -> ADVISED.matcher(name.substring(prefix.length())))
                .filter(Matcher::matches)
                .map(rest -> rest.group(1))
                .filter(host -> !host.equals("HOST"));
    }

    /** The longest known name in the deepest folder or file name that holds one, set off by other than letters and digits. */
    private Optional<String> inPath(String file) {
        var parts = file.toUpperCase(Locale.ROOT).split("[/!]");
        for (int depth = parts.length - 1; depth >= 0; depth--) {
            var part = parts[depth];
            var found = names.keySet().stream()
                    .filter(name -> holds(part, name))
                    .min(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
            if (found.isPresent()) return found.map(names::get);
        }
        return Optional.empty();
    }

    private static boolean holds(String part, String name) {
        for (int at = part.indexOf(name); at >= 0; at = part.indexOf(name, at + 1))
            if (isEdge(part, at - 1) && isEdge(part, at + name.length())) return true;
        return false;
    }

    private static boolean isEdge(String text, int at) {
        return at < 0 || at >= text.length() || !Character.isLetterOrDigit(text.charAt(at));
    }

    /** Upper case, without domain, {@code DOMAIN\} and the machine account's dollar sign; addresses stay whole. */
    private static String normal(String name) {
        var bare = name.strip().toUpperCase(Locale.ROOT);
        bare = bare.substring(bare.lastIndexOf('\\') + 1);
        if (bare.endsWith("$")) bare = bare.substring(0, bare.length() - 1);
        int dot = bare.indexOf('.');
        return dot > 0 && !isAddress(bare) ? bare.substring(0, dot) : bare;
    }

    private static boolean isAddress(String name) {
        return name.indexOf(':') >= 0 || name.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    }
}

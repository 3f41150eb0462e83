package tilsyn.derive;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.FirmwareState;
import tilsyn.fact.OsSupport;
import tilsyn.fact.OsVersion;
import tilsyn.fact.ProductLifecycle;
import tilsyn.fact.SoftwareBaseline;
import tilsyn.fact.SoftwareInstalled;
import tilsyn.fact.SoftwareLevel;
import tilsyn.fact.SoftwareStock;

/** A host's system, programs and firmware against the tables of lifecycles and of versions they must have. */
final class Software {
    private static final Pattern VERSION = Pattern.compile("[vV]?(\\d{1,18}(?:[.]\\d{1,18}){0,9})");
    /** What may follow a product's name in the name a machine gives it: its version, or its kind in parentheses. */
    private static final Pattern AFTER_NAME = Pattern.compile("|[ ]?\\(.*|[ ]+v?\\d.*|[ ]+-[ ].*|[ ]+x(?:64|86)\\b.*");

    private static final Pattern HAS_DIGIT = Pattern.compile(".*\\d.*");
    private static final int LONGEST = 300;

    private final String host;
    private final List<Fact> facts;
    private final Context context;
    private final List<SoftwareBaseline> baselines;

    private Software(String host, List<Fact> facts, Context context) {
        this.host = host;
        this.facts = facts;
        this.context = context;
        this.baselines = context.customer().stream()
                .filter(SoftwareBaseline.class::isInstance)
                .map(SoftwareBaseline.class::cast)
                .toList();
    }

    static List<Fact> of(String host, List<Fact> facts, Context context) {
        var software = new Software(host, facts, context);
        var all = new ArrayList<Fact>(software.system());
        all.addAll(software.programs());
        all.addAll(software.firmware());
        return all;
    }

    private List<Fact> system() {
        OsVersion newest = null;
        for (var fact : facts)
            if (fact instanceof OsVersion version
                    && (newest == null || !version.time().isBefore(newest.time()))) newest = version;
        var declared = context.hosts().get(host);
        if (declared != null && (declared.assumed() || declared.os().isBlank())) declared = null;
        if (newest != null && (declared == null || !declared.time().isAfter(newest.time())))
            return List.of(support(newest.product(), newest.version(), newest));
        return declared == null ? List.of() : List.of(support(declared.os(), "", declared));
    }

    private Fact support(String product, String version, Fact stated) {
        var row = lifecycle(product, version);
        var eol = row == null ? null : row.eol();
        var basis = new ArrayList<Fact>(List.of(stated));
        if (row != null) basis.add(row);
        var paid = extended();
        if (paid != null) basis.add(paid);
        return new OsSupport(
                host,
                version.isBlank() ? product.substring(0, split(product)).strip() : product,
                version.isBlank() ? product.substring(split(product)).strip() : version,
                "os",
                eol,
                eol == null ? 0 : ChronoUnit.DAYS.between(context.today(), eol),
                paid == null || paid.periodTo() == null ? null : lastDay(paid),
                stated.time(),
                basis,
                stated.origin());
    }

    /** Before its last word, which tells it from the product before it. */
    private static int split(String product) {
        return Math.max(0, product.strip().lastIndexOf(' '));
    }

    /** The attestation of paid support that holds longest, if it still holds. */
    private @Nullable Attestation extended() {
        return context.attestations("esu", host, facts).stream()
                .filter(paid -> paid.periodTo() != null && !lastDay(paid).isBefore(context.today()))
                .max(Comparator.comparing(this::lastDay).thenComparing(Attestation::origin))
                .orElse(null);
    }

    private LocalDate lastDay(Attestation paid) {
        var until = paid.periodTo();
        return until == null ? LocalDate.MIN : context.day(until.minusMillis(1));
    }

    /** The row that names most of it and leaves out nothing that tells versions apart. */
    private @Nullable ProductLifecycle lifecycle(String product, String version) {
        var stated = words(product + " " + version);
        ProductLifecycle best = null;
        int most = 0;
        for (var fact : context.customer()) {
            if (!(fact instanceof ProductLifecycle row)) continue;
            var named = words(row.product() + " " + row.edition() + " " + row.version());
            boolean covers = stated.stream()
                    .filter(word -> HAS_DIGIT.matcher(word).matches())
                    .allMatch(word -> named.stream().anyMatch(name -> isSame(word, name)));
            boolean fits = named.stream().allMatch(name -> stated.stream().anyMatch(word -> isSame(word, name)));
            if (fits && covers && named.size() > most) {
                best = row;
                most = named.size();
            }
        }
        return best;
    }

    /** {@code 22.04.5} is of {@code 22.04}. */
    private static boolean isSame(String stated, String named) {
        return stated.equals(named) || stated.startsWith(named + ".");
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}.]+"))
                .filter(word -> !word.isEmpty() && !word.equals("microsoft"))
                .distinct()
                .toList();
    }

    private List<Fact> programs() {
        SoftwareInstalled newest = null;
        for (var fact : facts)
            if (fact instanceof SoftwareInstalled list
                    && (newest == null || !list.time().isBefore(newest.time()))) newest = list;
        if (newest == null) return List.of();
        var levels = new ArrayList<Fact>();
        var unknown = new ArrayList<String>();
        for (var product : newest.products()) {
            var rows = baselines.stream()
                    .filter(row -> row.component().equals("software") && isNamed(product.name(), row.product()))
                    .toList();
            if (rows.isEmpty()) unknown.add(product.name());
            for (var row : rows) levels.add(level(product.name(), product.version(), row, newest));
        }
        levels.add(new SoftwareStock(
                host,
                newest.products().size(),
                unknown.stream().distinct().sorted().toList(),
                newest.time(),
                List.of(newest),
                newest.origin()));
        return levels;
    }

    /** The newest statement of each component. */
    private List<Fact> firmware() {
        var components = new TreeMap<String, FirmwareState>();
        for (var fact : facts)
            if (fact instanceof FirmwareState state)
                components.merge(
                        state.component(), state, (one, other) -> other.time().isBefore(one.time()) ? one : other);
        var levels = new ArrayList<Fact>();
        for (var state : components.values())
            for (var row : baselines)
                if (!row.component().equals("software") && contains(state.component(), row.product()))
                    levels.add(level(state.component(), state.version(), row, state));
        return levels;
    }

    private SoftwareLevel level(String product, String version, SoftwareBaseline row, Fact stated) {
        var order = compare(version, row.minVersion());
        return new SoftwareLevel(
                host,
                product,
                row.component(),
                version,
                row.minVersion(),
                row.severity(),
                row.released(),
                order == null ? null : order < 0,
                stated.time(),
                List.of(stated, row),
                stated.origin());
    }

    private static boolean isNamed(String installed, String product) {
        var name = installed.strip().toLowerCase(Locale.ROOT);
        var wanted = product.strip().toLowerCase(Locale.ROOT);
        return name.length() < LONGEST
                && name.startsWith(wanted)
                && AFTER_NAME.matcher(name.substring(wanted.length())).matches();
    }

    private static boolean contains(String component, String product) {
        return words(component).containsAll(words(product));
    }

    /** Number by number; null when either isn't numbers with dots between. */
    static @Nullable Integer compare(String version, String other) {
        var one = VERSION.matcher(version.strip());
        var two = VERSION.matcher(other.strip());
        if (!one.matches() || !two.matches()) return null;
        var left = one.group(1).split("\\.");
        var right = two.group(1).split("\\.");
        for (int at = 0; at < Math.max(left.length, right.length); at++) {
            int order = segment(left, at).compareTo(segment(right, at));
            if (order != 0) return order;
        }
        return 0;
    }

    private static BigInteger segment(String[] version, int at) {
        return at < version.length ? new BigInteger(version[at]) : BigInteger.ZERO;
    }
}

package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A host's antivirus with what its statuses and events show. Null means that nothing says.
 *
 * @param silentDays days the host was seen after its newest status, or since it was first seen without one (R6)
 * @param engines the products that report, by name; empty when there never was a status
 * @param offFor how long real-time protection was off in the last 7 days
 * @param exclusions what is left out of protection, by the newest list and the changes since; null when nothing lists them
 * @param exclusionsAt when they were listed, {@code tamperAt} when tamper protection was told of
 * @param version of the definitions at the newest status that dates them, {@code definitionDays} their age then: 24-hour days
 *     for hosts that are always on, else days the host was seen
 * @param revertedFor how long definitions have been older than they were before; zero when they aren't
 * @param time newest status; as-of when there never was one
 */
public record AvHealth(
        String host,
        int silentDays,
        List<Engine> engines,
        Duration offFor,
        @Nullable List<String> exclusions,
        @Nullable Instant exclusionsAt,
        @Nullable Boolean tamperProtected,
        @Nullable Instant tamperAt,
        String version,
        @Nullable Double definitionDays,
        @Nullable Instant definitionsAt,
        Duration revertedFor,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public AvHealth {
        engines = List.copyOf(engines);
        exclusions = exclusions == null ? null : List.copyOf(exclusions);
        basis = List.copyOf(basis);
    }

    /**
     * One product as it was last heard of.
     *
     * @param running its service is not known to be stopped
     * @param passive it leaves protection to another product
     * @param realTime the newest word on real-time protection, from a status or an event; null when nothing says
     * @param since from when on that word has held
     */
    public record Engine(
            String product,
            boolean running,
            boolean passive,
            @Nullable Boolean realTime,
            Instant since) {
        /** Whether it is known to protect the machine now. */
        public boolean protects() {
            return running && !passive && Boolean.TRUE.equals(realTime);
        }
    }

    /** Whether any status was ever received. */
    public boolean reported() {
        return !engines.isEmpty();
    }

    /** The first product in charge that is none of these, {@code ?} when it has no name; empty when all are. */
    public String unapproved(List<String> approved) {
        for (var engine : engines)
            if (engine.running
                    && !engine.passive
                    && approved.stream().noneMatch(name -> name.equalsIgnoreCase(engine.product)))
                return engine.product.isEmpty() ? "?" : engine.product;
        return "";
    }

    /** Whether one of these leaves protection to another product. */
    public boolean passive(List<String> products) {
        return engines.stream()
                .anyMatch(engine -> engine.passive && products.stream().anyMatch(engine.product::equalsIgnoreCase));
    }

    /** Whether no product's service runs. */
    public boolean stopped() {
        return reported() && engines.stream().noneMatch(Engine::running);
    }

    /** Products known to protect the machine now. */
    public List<String> protecting() {
        return engines.stream().filter(Engine::protects).map(Engine::product).toList();
    }

    /** What is wrong with real-time protection: {@code off}, {@code stopped} or {@code passive}; empty when nothing is known. */
    public String unprotected() {
        if (!reported() || engines.stream().anyMatch(Engine::protects)) return "";
        if (stopped()) return "stopped";
        var running = engines.stream().filter(Engine::running).toList();
        if (running.stream().allMatch(Engine::passive)) return "passive";
        return running.stream().anyMatch(engine -> !engine.passive && Boolean.FALSE.equals(engine.realTime))
                ? "off"
                : "";
    }

    /** From when on real-time protection has been as {@link #unprotected} says; the newest status when it is on. */
    public Instant since() {
        return engines.stream()
                .filter(engine -> engine.running && Boolean.FALSE.equals(engine.realTime))
                .map(Engine::since)
                .findFirst()
                .orElse(time);
    }

    /**
     * The exclusions that take out one of these or more; {@code C:\}, {@code c:} and {@code C:\*} are the same. Empty
     * when none does.
     */
    public String excludedOf(List<String> broad) {
        return excluded().stream()
                .filter(exclusion -> broad.stream().anyMatch(each -> holds(exclusion, each)))
                .collect(Collectors.joining(", "));
    }

    /** The exclusions that are none of these; empty when there are none. */
    public String excludedBeside(List<String> approved) {
        return excluded().stream()
                .filter(exclusion ->
                        approved.stream().noneMatch(each -> bare(each).equals(bare(exclusion))))
                .collect(Collectors.joining(", "));
    }

    private List<String> excluded() {
        return exclusions == null ? List.of() : exclusions;
    }

    private static boolean holds(String exclusion, String broad) {
        var one = bare(exclusion);
        var other = bare(broad);
        return one.isEmpty()
                || one.equals(other)
                || other.startsWith(one + "\\")
                || ("*." + one).equals(other)
                || ("*" + one).equals(other);
    }

    private static String bare(String path) {
        var bare = new ArrayList<String>();
        for (var part : path.strip().toLowerCase(Locale.ROOT).replace('/', '\\').split("\\\\"))
            if (!part.equals("*") && !part.equals("**") && !part.equals("*.*")) bare.add(part);
        return String.join("\\", bare);
    }

    @Override
    public String source() {
        return "antivirus";
    }
}

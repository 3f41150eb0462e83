package tilsyn.rule;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a compiled class reaches for, read from its constant pool (Java Virtual Machine Specification, section 4.4): the last
 * word on what a rule may do, whatever its source looked like.
 */
final class Bytecode {
    /** Owners that the engine's own generated code refers to. */
    private static final List<String> ENGINE = List.of(
            "org.drools.model.",
            "org.drools.modelcompiler.",
            "org.drools.core.base.accumulators.",
            "org.drools.util.DateUtils");

    private static final Set<String> GENERATED = Set.of(
            "java.lang.Class",
            "java.lang.System",
            "java.lang.invoke.LambdaMetafactory",
            "java.lang.invoke.MethodHandles",
            "java.lang.invoke.MethodHandles$Lookup",
            "java.lang.invoke.StringConcatFactory",
            "java.time.format.DateTimeFormatter",
            "java.time.format.DateTimeFormatterBuilder");

    /** Calls that give something else on another machine or at another time, or that take without end. */
    private static final Set<String> NEVER = Set.of(
            "dateNow",
            "datesUntil",
            "generate",
            "getClass",
            "getDefault",
            "identityHashCode",
            "indent",
            "intern",
            "iterate",
            "join",
            "matches",
            "nCopies",
            "notify",
            "notifyAll",
            "now",
            "parallel",
            "parallelStream",
            "random",
            "repeat",
            "replace",
            "replaceAll",
            "replaceFirst",
            "sleep",
            "split",
            "systemDefault",
            "toBigInteger",
            "toPlainString",
            "wait");

    /** The same of calls whose names are harmless elsewhere: they read the machine's settings, or order by its chance. */
    private static final Set<String> NEVER_THERE = Set.of(
            "java.lang.Boolean.getBoolean",
            "java.lang.Integer.getInteger",
            "java.lang.Long.getLong",
            "java.lang.Enum.hashCode",
            "java.lang.Object.hashCode",
            "java.util.Map.copyOf",
            "java.util.Map.of",
            "java.util.Map.ofEntries",
            "java.util.Set.copyOf",
            "java.util.Set.of");

    private final String packaged;
    private final @Nullable Object[] pool;
    private final List<String> done;

    private Bytecode(String packaged, @Nullable Object[] pool, List<String> done) {
        this.packaged = packaged;
        this.pool = pool;
        this.done = done;
    }

    /** What it must not reach for, such as {@code Runtime.exec}, sorted; empty when all is well. */
    static List<String> forbidden(Compiled unit) {
        var packaged = unit.model().substring(0, unit.model().lastIndexOf('.') + 1);
        var found = new TreeSet<String>();
        unit.classes().forEach((name, bytes) -> {
            if (!name.startsWith(packaged)) found.add(name);
            found.addAll(of(packaged, bytes).forbidden());
        });
        return List.copyOf(found);
    }

    private record Reference(int tag, int one, int other) {}

    private static Bytecode of(String packaged, byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != 0xCAFEBABE) throw new IllegalArgumentException("no class");
            in.readInt();
            var pool = new @Nullable Object[in.readUnsignedShort()];
            for (int at = 1; at < pool.length; at++) {
                int tag = in.readUnsignedByte();
                pool[at] = constant(tag, in);
                if (tag == 5 || tag == 6) at++;
            }
            return new Bytecode(packaged, pool, Instructions.forbidden(in, pool));
        } catch (IOException | IndexOutOfBoundsException broken) {
            throw new IllegalArgumentException("no class", broken);
        }
    }

    private static Object constant(int tag, DataInputStream in) throws IOException {
        return switch (tag) {
            case 1 -> in.readUTF();
            case 3, 4 -> in.readInt();
            case 5, 6 -> in.readLong();
            case 7, 8, 16, 19, 20 -> new Reference(tag, in.readUnsignedShort(), 0);
            case 9, 10, 11, 12, 17, 18 -> new Reference(tag, in.readUnsignedShort(), in.readUnsignedShort());
            case 15 -> new Reference(tag, in.readUnsignedByte(), in.readUnsignedShort());
            default -> throw new IOException("unknown constant " + tag);
        };
    }

    private List<String> forbidden() {
        var found = new ArrayList<String>(done);
        for (var constant : pool) {
            if (!(constant instanceof Reference reference)) continue;
            if (reference.tag == 7) {
                var name = element(text(reference.one));
                if (!name.isEmpty() && !reachable(name)) found.add(name);
            } else if (reference.tag >= 9 && reference.tag <= 11)
                member(reference).ifPresent(found::add);
        }
        return found;
    }

    private Optional<String> member(Reference reference) {
        var owner = element(text(reference(reference.one).one));
        var named = reference(reference.other);
        var name = text(named.one);
        if (owner.startsWith(packaged) || ENGINE.stream().anyMatch(owner::startsWith)) return Optional.empty();
        // the compiler copies an enum's values so; the class loader refuses it at run time all the same
        boolean generated = owner.equals("java.lang.System") && name.equals("arraycopy")
                || owner.equals("java.lang.invoke.LambdaMetafactory")
                || owner.equals("java.lang.invoke.StringConcatFactory")
                || owner.startsWith("java.time.format.") && !name.startsWith("localized");
        boolean harmless = Sandbox.allowed(owner)
                && !NEVER.contains(name)
                && !NEVER_THERE.contains(owner + "." + name)
                && !dependsOnLanguage(owner, name, text(named.other));
        return generated || harmless ? Optional.empty() : Optional.of(owner + "." + name);
    }

    private static boolean dependsOnLanguage(String owner, String name, String shape) {
        return owner.equals("java.lang.String")
                && (name.equals("formatted")
                        || name.equals("format") && !shape.startsWith("(Ljava/util/Locale;")
                        || name.matches("to(Lower|Upper)Case") && shape.startsWith("()"));
    }

    private boolean reachable(String name) {
        return name.startsWith(packaged)
                || GENERATED.contains(name)
                || ENGINE.stream().anyMatch(name::startsWith)
                || Sandbox.allowed(name);
    }

    /** The class's name; of an array, its elements'; empty for primitive elements. */
    private static String element(String internal) {
        var name = internal.replace('/', '.');
        if (!name.startsWith("[")) return name;
        int object = name.lastIndexOf('[') + 1;
        return name.charAt(object) == 'L' ? name.substring(object + 1, name.length() - 1) : "";
    }

    private Reference reference(int at) {
        if (at > 0 && at < pool.length && pool[at] instanceof Reference reference) return reference;
        throw new IllegalArgumentException("no class");
    }

    private String text(int at) {
        if (at > 0 && at < pool.length && pool[at] instanceof String text) return text;
        throw new IllegalArgumentException("no class");
    }
}

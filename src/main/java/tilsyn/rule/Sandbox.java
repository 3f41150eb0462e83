package tilsyn.rule;

import java.util.Set;

/**
 * The classes that clauses can reach: facts, their own words, and the harmless basics of Java. A DRL file is Java, so without
 * this a rule could run any program.
 */
class Sandbox extends ClassLoader {
    /** The compiler must be able to name {@code Class}; what it makes must not use it. */
    enum Strictness {
        COMPILING,
        RUNNING
    }

    private static final Set<String> OWN = Set.of(
            "tilsyn.rule.AsOf", "tilsyn.rule.Param", "tilsyn.rule.Subject", "tilsyn.rule.Say", "tilsyn.verdict.Reason");

    private static final Set<String> FORBIDDEN = Set.of(
            "java.lang.ClassLoader",
            "java.lang.ClassValue",
            "java.lang.Compiler",
            "java.lang.InheritableThreadLocal",
            "java.lang.Module",
            "java.lang.ModuleLayer",
            "java.lang.Package",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.lang.Runtime",
            "java.lang.RuntimePermission",
            "java.lang.SecurityManager",
            "java.lang.Shutdown",
            "java.lang.StackWalker",
            "java.lang.System",
            "java.lang.Thread",
            "java.lang.ThreadGroup",
            "java.lang.ThreadLocal");

    /** The collections; nothing that reads files, resources, services, the clock or chance. */
    private static final Set<String> UTIL = Set.of(
            "AbstractMap",
            "ArrayList",
            "Arrays",
            "Collection",
            "Collections",
            "Comparator",
            "HashMap",
            "Iterator",
            "LinkedHashMap",
            "LinkedHashSet",
            "List",
            "Locale",
            "Map",
            "NavigableMap",
            "NavigableSet",
            "Objects",
            "Optional",
            "OptionalDouble",
            "OptionalInt",
            "OptionalLong",
            "Set",
            "SequencedCollection",
            "SequencedMap",
            "SequencedSet",
            "SortedMap",
            "SortedSet",
            "TreeMap",
            "TreeSet");

    private static final Set<String> CLOCKS = Set.of("java.time.Clock", "java.time.InstantSource");

    private final Strictness strictness;

    Sandbox(Strictness strictness) {
        super("rules", Sandbox.class.getClassLoader());
        this.strictness = strictness;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!allows(name)) throw new ClassNotFoundException(name + " is out of reach for rules");
        return super.loadClass(name, resolve);
    }

    private boolean allows(String name) {
        if (name.startsWith("org.drools.") || name.startsWith("org.kie.")) return true;
        if (name.startsWith("java.lang.invoke.")) return true; // how Java links lambdas; Bytecode refuses other uses
        return allowed(name) || strictness == Strictness.COMPILING && compilerNeeds(name);
    }

    private static boolean compilerNeeds(String name) {
        return name.startsWith("java.lang.") && !FORBIDDEN.contains(outermost(name))
                || name.startsWith("java.util.")
                || name.startsWith("java.io.");
    }

    /** Whether a rule may use the class itself. */
    static boolean allowed(String name) {
        var outer = outermost(name);
        if (name.startsWith("tilsyn.fact.") || OWN.contains(outer)) return true;
        if (name.startsWith("java.lang."))
            return name.indexOf('.', "java.lang.".length()) < 0
                    && !FORBIDDEN.contains(outer)
                    && !name.equals("java.lang.Class");
        if (name.startsWith("java.util."))
            return UTIL.contains(outer.substring("java.util.".length())) || name.startsWith("java.util.function.");
        return name.startsWith("java.time.") && !CLOCKS.contains(outer)
                || name.startsWith("java.math.") && !name.equals("java.math.BigInteger");
    }

    private static String outermost(String name) {
        int dollar = name.indexOf('$');
        return dollar < 0 ? name : name.substring(0, dollar);
    }
}

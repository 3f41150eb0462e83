package tilsyn.rule;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.Message;

/** Turns clauses into Java classes. Slow, and not needed when they were compiled before. */
final class Compiler {
    private static final String MODEL = "drools-model";

    private Compiler() {}

    /**
     * The classes of each unit, by item. What can't be compiled is missing, with problems noted.
     *
     * <p>All are compiled in one go, which takes half the time of one after the other; only when something is wrong is each
     * compiled alone, so that what the compiler says is about the right file.
     */
    static SortedMap<String, Compiled> compile(Collection<Unit> units, List<Problem> problems) {
        return compile(units, problems, new Sandbox(Sandbox.Strictness.COMPILING));
    }

    /** @param reach the classes that clauses can name */
    static SortedMap<String, Compiled> compile(Collection<Unit> units, List<Problem> problems, ClassLoader reach) {
        var compiled = new TreeMap<String, Compiled>();
        try {
            var together = built(units, reach);
            var errors = together.getResults().getMessages(Message.Level.ERROR);
            if (errors.isEmpty()) {
                var module = module(together);
                for (var unit : units) compiled.put(unit.item(), compiled(unit, module));
                return compiled;
            }
            if (units.size() == 1) for (var unit : units) problems.addAll(CompilerErrors.of(unit, errors));
        } catch (RuntimeException | StackOverflowError gaveUp) {
            if (units.size() == 1) for (var unit : units) problems.add(CompilerErrors.gaveUp(unit, gaveUp));
        }
        if (units.size() > 1) for (var unit : units) compiled.putAll(compile(List.of(unit), problems, reach));
        return compiled;
    }

    private static KieBuilder built(Collection<Unit> units, ClassLoader reach) {
        var services = KieServices.Factory.get();
        var files = services.newKieFileSystem();
        for (var unit : units)
            files.write(
                    "src/main/resources/" + unit.packaged().replace('.', '/') + "/" + unit.item() + ".drl", unit.drl());
        var builder = services.newKieBuilder(files, reach);
        builder.buildAll(ExecutableModelProject.class);
        return builder;
    }

    private static InternalKieModule module(KieBuilder builder) {
        var module = (InternalKieModule) builder.getKieModule();
        KieServices.Factory.get().getRepository().removeKieModule(module.getReleaseId());
        return module;
    }

    private static Compiled compiled(Unit unit, InternalKieModule module) {
        var classes = new TreeMap<String, byte[]>();
        var model = "";
        for (var file : module.getFileNames()) {
            if (file.endsWith(".class")) {
                var name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
                if (name.startsWith(unit.packaged() + ".")) classes.put(name, module.getBytes(file));
            } else if (file.endsWith("/" + MODEL)) model = model(unit, module.getBytes(file));
        }
        return new Compiled(model, classes);
    }

    /** The list of models has one line a unit. */
    private static String model(Unit unit, byte[] list) {
        return new String(list, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(unit.packaged() + "."))
                .findFirst()
                .orElse("");
    }
}

package tilsyn.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.Message;

/** Turns the clauses of an item into Java classes. Slow, and not needed when they were compiled before. */
final class Compiler {
    private static final String MODEL = "drools-model";

    private Compiler() {}

    /** The classes; empty, with problems noted, when the clauses can't be compiled. */
    static Optional<Compiled> compile(Unit unit, List<Problem> problems) {
        var services = KieServices.Factory.get();
        var files = services.newKieFileSystem();
        files.write("src/main/resources/" + unit.packaged().replace('.', '/') + "/" + unit.item() + ".drl", unit.drl());
        var builder = services.newKieBuilder(files, new Sandbox(Sandbox.Strictness.COMPILING));
        builder.buildAll(ExecutableModelProject.class);
        var errors = builder.getResults().getMessages(Message.Level.ERROR);
        if (!errors.isEmpty()) {
            problems.addAll(CompilerErrors.of(unit, new ArrayList<>(errors)));
            return Optional.empty();
        }
        var module = (InternalKieModule) builder.getKieModule();
        services.getRepository().removeKieModule(module.getReleaseId());
        return Optional.of(compiled(unit, module));
    }

    private static Compiled compiled(Unit unit, InternalKieModule module) {
        var classes = new TreeMap<String, byte[]>();
        var model = "";
        for (var file : module.getFileNames()) {
            if (file.endsWith(".class")) {
                var name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
                if (name.startsWith(unit.packaged() + ".")) classes.put(name, module.getBytes(file));
            } else if (file.endsWith("/" + MODEL))
                for (var line : new String(module.getBytes(file), java.nio.charset.StandardCharsets.UTF_8)
                        .lines()
                        .toList()) if (line.startsWith(unit.packaged() + ".")) model = line.strip();
        }
        return new Compiled(model, classes);
    }
}

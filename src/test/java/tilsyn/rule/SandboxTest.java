package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lint would refuse is handed to the compiler directly: the walls behind it must hold by themselves. */
class SandboxTest {
    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Runtime.getRuntime().exec( \"touch /tmp/x\" )",
                "java.lang.Runtime.getRuntime().availableProcessors()",
                "new ProcessBuilder( \"touch\" ).command()",
                "System.getenv( \"HOME\" )",
                "Thread.currentThread()",
                "$volume.getClass().getName()",
                "Object.class.getName()",
                "java.nio.file.Files.exists( java.nio.file.Path.of( \"/etc/passwd\" ) )",
                "new java.io.File( \"/etc/passwd\" ).length()",
                "new java.net.URL( \"http://example.org\" )",
                "tilsyn.decoder.FactJson.types()",
                "tilsyn.rule.Hash.of( List.of() )",
                "org.kie.api.KieServices.Factory.get()",
                "org.drools.util.IoUtils.class",
                "Instant.now()",
                "ZoneId.systemDefault()",
                "Math.random()",
                "java.util.UUID.randomUUID()",
                "new java.util.Random().nextInt()",
                "\"x\".repeat( 2000000000 )",
                "\"X\".toLowerCase()",
                "String.format( \"%d\", 1 )",
                "java.lang.invoke.MethodHandles.lookup()",
                "java.util.ServiceLoader.load( Runnable.class )",
            })
    void a_rule_reaches_nothing_but_facts_and_the_basics_of_Java(String expression) {
        var drl = Folder.DRL.replace("\"free\", $volume.freeGb()", "\"free\", " + expression);

        assertThat(problems(drl)).as(expression).isNotEmpty();
    }

    @Test
    void what_honest_rules_use_is_in_reach() {
        var drl = Folder.DRL.replace(
                "\"free\", $volume.freeGb()",
                "\"free\", Math.max( 1, $volume.free() ) + Duration.ofHours( 3 ).toMinutes() + \"x\".length()"
                        + " + List.of( 1 ).size() + $volume.time().minus( Duration.ofDays( 1 ) ).getEpochSecond()");

        assertThat(problems(drl)).isEmpty();
    }

    @Test
    void the_class_loader_refuses_by_itself() {
        var sandbox = new Sandbox(Sandbox.Strictness.RUNNING);

        assertThatThrownBy(() -> sandbox.loadClass("java.lang.System")).isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> sandbox.loadClass("java.nio.file.Files")).isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> sandbox.loadClass("tilsyn.rule.Rulebook")).isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> sandbox.loadClass("java.lang.reflect.Method"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    private static List<Problem> problems(String drl) {
        var problems = new ArrayList<Problem>();
        var unit = Unit.of("OPS-03", new Source("rules/OPS-03.drl", "OPS-03.drl", drl, ""));
        Compiler.compile(List.of(unit), problems).forEach((item, classes) -> {
            for (var name : Bytecode.forbidden(classes)) problems.add(new Problem("", 1, name, ""));
        });
        return problems;
    }
}

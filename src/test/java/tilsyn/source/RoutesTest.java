package tilsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tilsyn.decoder.Family;

class RoutesTest {
    @TempDir
    Path folder;

    @Test
    void there_is_a_route_for_every_family() throws IOException {
        for (var family : Family.values())
            assertThat(Path.of("routes", family.word() + ".camel.yaml")).exists();
        start(Path.of("routes"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            to: netty:tcp:1                           | :6  a route can't lead to 'netty'. It can lead to: bean, direct, file, log.
            to: dirct:x                               | :6  a route can't lead to 'dirct'. It can lead to: bean, direct, file, log.  Maybe: direct
            toD: "${header.a}:x"                      | :6  a route can't lead to '${header.a}'. It can lead to: bean, direct, file, log.
            to: bean:arrival?method=decode            | :6  there is no bean 'arrival', only arrivals
            to: bean:arrivals?method=recognize        | :6  arrivals can't 'recognize'. It can: decode, recognise, reject.  Maybe: recognise
            bean: {beanType: java.lang.Runtime, method: halt} | :5  there is no bean 'null', only arrivals
            too: direct:x                             | :6  Unknown node id: too
            to: [                                     | :7  while parsing a flow node; expected the node content, but found '<stream end>'
            to: direct:x?blok=true                    | :1  There are 1 parameters that couldn't be set on the endpoint.
            """)
    void a_broken_step_is_said_with_its_line(String step, String sentence) throws IOException {
        write(
                "a.camel.yaml",
                "- route:\n    id: a\n    from:\n      uri: folder:input\n      steps:\n        - " + step + "\n");

        assertThatThrownBy(() -> start(folder))
                .isInstanceOf(RoutesBroken.class)
                .hasMessageStartingWith(folder.resolve("a.camel.yaml") + sentence);
    }

    @Test
    void a_route_that_reads_from_elsewhere_is_refused() throws IOException {
        write(
                "a.camel.yaml",
                "- route:\n    id: a\n    from:\n      uri: file:/tmp\n      steps:\n        - to: log:x\n");

        assertThatThrownBy(() -> start(folder))
                .hasMessage(folder.resolve("a.camel.yaml")
                        + ":4  a route can't read from 'file'. It can read from: direct, folder.\n" + folder
                        + "  no route reads folder:input, the folder that is checked");
    }

    @Test
    void an_id_or_an_input_used_twice_is_said_with_both_places() throws IOException {
        var route = "- route:\n    id: a\n    from:\n      uri: folder:input\n      steps:\n        - to: log:x\n";
        write("a.camel.yaml", route);
        write("b.camel.yaml", "\n" + route);

        assertThatThrownBy(() -> start(folder))
                .hasMessage(
                        "%2$s:2  route id 'a' is used twice; also in %1$s:1\n%2$s:5  folder:input is read twice; also in %1$s:1"
                                .formatted(folder.resolve("a.camel.yaml"), folder.resolve("b.camel.yaml")));
    }

    @Test
    void problems_of_all_files_are_said_at_once() throws IOException {
        write("a.camel.yaml", "nothing");
        write("b.camel.yaml", "- rout:\n    id: a\n");
        write("c.yaml", "- route:\n");

        assertThatThrownBy(() -> start(folder))
                .isInstanceOfSatisfying(
                        RoutesBroken.class,
                        broken -> assertThat(broken.problems()).hasSize(3));
    }

    @Test
    void a_folder_that_is_not_there_is_said() {
        var gone = folder.resolve("gone");

        assertThatThrownBy(() -> start(gone)).hasMessage(gone + "  there is no such folder of routes");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static void start(Path routes) {
        try (var camel = new DefaultCamelContext(false)) {
            camel.disableJMX();
            camel.setSourceLocationEnabled(true);
            camel.addComponent("folder", new FolderComponent());
            camel.getRegistry().bind("arrivals", new Object());
            camel.getComponent("direct", DirectComponent.class).setBlock(false);
            camel.build();
            Routes.start(RouteFiles.read(routes), Routes.Purpose.READING, camel);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

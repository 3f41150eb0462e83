package tilsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogsTest {
    @AfterEach
    void as_it_was() throws Exception {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new ContextInitializer(context).autoConfig();
    }

    @Test
    void each_entry_is_a_JSON_object_in_a_line_with_all_it_says() throws Exception {
        var said = new ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Logs.asJson();
            LoggerFactory.getLogger("tilsyn.some")
                    .error("the disk {} is \"full\"\nindeed", "/", new IOException("no space"));
        } finally {
            System.setErr(before);
        }

        var lines = said.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(1);
        var entry = new ObjectMapper().readTree(lines.get(0));
        assertThat(entry.path("level").asText()).isEqualTo("ERROR");
        assertThat(entry.path("formattedMessage").asText()).isEqualTo("the disk / is \"full\"\nindeed");
        assertThat(entry.path("throwable").toString()).contains("no space");
        assertThat(entry.path("timestamp").asLong()).isPositive();
    }
}

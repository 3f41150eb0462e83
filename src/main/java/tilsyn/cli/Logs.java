package tilsyn.cli;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/** The log of a command, on its standard error. An ERROR means that a person must do something. */
final class Logs {
    private Logs() {}

    /** From now on a JSON object a line, for programs that gather logs. */
    static void asJson() {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (!(root.getAppender("STDERR") instanceof ConsoleAppender<ILoggingEvent> console))
            throw new IllegalStateException("logback.xml has no appender STDERR");
        var json = new JsonEncoder();
        json.setContext(root.getLoggerContext());
        json.setWithFormattedMessage(true);
        json.setWithMessage(false);
        json.setWithArguments(false);
        json.setWithContext(false);
        json.setWithNanoseconds(false);
        json.setWithSequenceNumber(false);
        json.start();
        console.stop();
        console.setEncoder(json);
        console.start();
    }
}

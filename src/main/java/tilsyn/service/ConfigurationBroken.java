package tilsyn.service;

/** The configuration can't be used; the message has a line for each thing wrong, with its place and what would be right. */
public final class ConfigurationBroken extends Exception {
    ConfigurationBroken(String message) {
        super(message);
    }
}

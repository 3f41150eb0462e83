package tilsyn.delivery;

import java.util.List;

/** The connectors can't be used; the message says which files, what is wrong and what would be right. */
public final class ConnectorsBroken extends Exception {
    private static final long serialVersionUID = 1L;

    ConnectorsBroken(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}

package tilsyn.derive;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Signature files that can't be used, with everything found wrong in them, as {@code file:line  what}. */
public final class SignaturesBroken extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    SignaturesBroken(Collection<String> problems) {
        super(String.join("\n", new TreeSet<>(problems)));
        this.problems = List.copyOf(new TreeSet<>(problems));
    }

    public List<String> problems() {
        return problems;
    }
}

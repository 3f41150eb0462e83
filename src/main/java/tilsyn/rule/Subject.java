package tilsyn.rule;

import java.util.List;

/**
 * Whom a session judges: a host by name, or the customer.
 *
 * @param roles as the inventory declares them; empty for the customer and for hosts nobody declares
 */
public record Subject(String name, List<String> roles) {
    public Subject {
        roles = List.copyOf(roles);
    }

    public boolean is(String role) {
        return roles.contains(role);
    }
}

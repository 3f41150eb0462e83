package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * The services a host is there for, as the inventory names them.
 *
 * @param services names of the system, or as shown to people
 * @param time the inventory's as-of
 */
public record CriticalServices(String host, List<String> services, Instant time, Origin origin) implements Fact {
    public CriticalServices {
        services = List.copyOf(services);
    }

    @Override
    public String source() {
        return "register";
    }

    @Override
    public Kind kind() {
        return Kind.REGISTER;
    }
}

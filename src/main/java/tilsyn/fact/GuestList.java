package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * The virtual machines a hypervisor holds.
 */
public record GuestList(String host, Instant time, List<Guest> guests, Origin origin) implements Fact {
    public GuestList {
        guests = List.copyOf(guests);
    }

    /** A guest and its state in the hypervisor's own word. */
    public record Guest(String name, String state) {}

    @Override
    public String source() {
        return "guests";
    }

    @Override
    public Kind kind() {
        return Kind.SNAPSHOT;
    }
}

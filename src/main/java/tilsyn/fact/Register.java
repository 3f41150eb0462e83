package tilsyn.fact;

import java.time.Instant;

/**
 * That a register exists and how old it is: the file as a whole, apart from its entries.
 *
 * @param name {@code inventory}, {@code scopes}, {@code attestations}, {@code friction}, {@code waivers}, {@code maintenance},
 *     {@code absence} or {@code tickets}
 * @param time the register's own as-of
 * @param entries number of entries it holds
 * @param problem what is wrong with the register as a whole, such as a gap in the running numbers; empty when sound
 */
public record Register(String name, Instant time, int entries, String problem, Origin origin) implements Fact {

    @Override
    public String host() {
        return "";
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

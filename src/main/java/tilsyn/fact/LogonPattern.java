package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * What failed log-ons of the look-back form together.
 *
 * @param pattern {@code burst}: most failures from one address in 10 minutes of a day; {@code spray}: most accounts tried
 *     from one address in 60 minutes of a day; {@code break-in}: most failures in the 60 minutes before a success of the same
 *     account and address on a day; {@code beat}: one account failing from one address at regular intervals;
 *     {@code lock-outs} of a day
 * @param account the account, or empty when it is about several
 * @param address address or workstation they came from; empty when it is about several
 * @param count failures, accounts or lock-outs, as the pattern says
 * @param days local dates on which it was seen
 * @param first and {@code time} when it began and ended
 */
public record LogonPattern(
        String host,
        String pattern,
        String account,
        String address,
        int count,
        int days,
        Instant first,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public LogonPattern {
        basis = List.copyOf(basis);
    }

    /** What a ticket is about: {@code svc-scan@192.0.2.31}, or the part that is known. */
    public String object() {
        if (account.isEmpty()) return address.isEmpty() ? pattern : address;
        return address.isEmpty() ? account : account + "@" + address;
    }

    @Override
    public String source() {
        return basis.isEmpty() ? "" : basis.get(0).source();
    }
}

package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.ORIGIN;
import static tilsyn.derive.Given.at;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import tilsyn.fact.CertificateSeen;
import tilsyn.fact.CertificateWatch;
import tilsyn.fact.ExpiringItem;
import tilsyn.fact.Expiry;
import tilsyn.fact.Fact;

class ExpiriesTest {
    @Test
    void the_newest_register_holds_for_a_thing_it_names_again() {
        var ends = ends(item("2025-11-12", "2025-07-01T00:00:00Z"), item("2026-11-12", "2025-10-01T00:00:00Z"));

        assertThat(ends).extracting(Expiry::notAfter).containsExactly(LocalDate.of(2026, 11, 12));
    }

    @Test
    void of_two_entries_of_one_moment_the_one_that_ends_first_holds() {
        var first = item("2025-11-12", "2025-10-01T00:00:00Z");
        var other = item("2026-11-12", "2025-10-01T00:00:00Z");

        assertThat(ends(first, other)).isEqualTo(ends(other, first));
        assertThat(ends(first, other)).extracting(Expiry::notAfter).containsExactly(LocalDate.of(2025, 11, 12));
    }

    @Test
    void a_register_of_later_than_as_of_says_nothing_yet() {
        assertThat(ends(item("2026-11-12", "2025-11-11T00:00:00Z"))).isEmpty();
    }

    @Test
    void a_service_seen_once_is_looked_for_until_it_has_been_gone_for_35_days() {
        assertThat(watches(seen("2025-10-06T06:00:00Z"))).hasSize(1);
        assertThat(watches(seen("2025-10-06T05:59:59Z"))).isEmpty();
    }

    private static ExpiringItem item(String end, String asOf) {
        return new ExpiringItem(
                "a.example", "domain", LocalDate.parse(end), "", List.of(), "", false, null, true, at(asOf), ORIGIN);
    }

    private static CertificateSeen seen(String time) {
        return new CertificateSeen("a.example:443", "a.example", at("2026-03-01T00:00:00Z"), at(time), ORIGIN);
    }

    private static List<Expiry> ends(Fact... facts) {
        return Expiries.of(Given.context(facts)).stream()
                .filter(Expiry.class::isInstance)
                .map(Expiry.class::cast)
                .toList();
    }

    private static List<Fact> watches(Fact... facts) {
        return Expiries.of(Given.context(facts)).stream()
                .filter(CertificateWatch.class::isInstance)
                .toList();
    }
}

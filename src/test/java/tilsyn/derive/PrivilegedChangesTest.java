package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.context;
import static tilsyn.derive.Given.event;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tilsyn.fact.LogEvent;
import tilsyn.fact.PrivilegedChange;

class PrivilegedChangesTest {
    @ParameterizedTest
    @CsvSource({
        "'CN=erp-konsulent,OU=Brukere', erp-konsulent",
        "'cn=erp-konsulent', erp-konsulent",
        "FJORDVIK\\erp, FJORDVIK\\erp",
        "-, S-1-5-21-7",
        "'', S-1-5-21-7"
    })
    void a_member_goes_by_its_name_else_by_its_number(String name, String member) {
        var added = event(
                "H",
                "Security",
                4728,
                "2025-11-09T10:00:00Z",
                "account.privileged",
                Map.of("MemberName", name, "MemberSid", "S-1-5-21-7", "TargetSid", "S-1-5-32-544"));

        assertThat(of(added)).extracting(PrivilegedChange::object).containsExactly(member);
    }

    @Test
    void two_logs_tell_of_one_service_in_one_minute_and_of_two_in_two() {
        assertThat(of(service("2025-11-09T10:00:01Z"), service("2025-11-09T10:00:59Z")))
                .hasSize(1);
        assertThat(of(service("2025-11-09T10:00:59Z"), service("2025-11-09T10:01:00Z")))
                .hasSize(2);
    }

    private static LogEvent service(String time) {
        return event("H", "System", 7045, time, "service.installed", Map.of("ServiceName", "fjern"));
    }

    private static List<PrivilegedChange> of(LogEvent... events) {
        return PrivilegedChanges.of("H", List.of(events), context(events)).stream()
                .map(PrivilegedChange.class::cast)
                .toList();
    }
}

package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.at;
import static tilsyn.derive.Given.contextAt;
import static tilsyn.derive.Given.count;
import static tilsyn.derive.Given.event;
import static tilsyn.derive.Given.host;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.FrictionPoint;
import tilsyn.fact.FrictionThread;
import tilsyn.fact.GuestList;
import tilsyn.fact.SeenDays;
import tilsyn.fact.Sighting;
import tilsyn.fact.TalkRhythm;
import tilsyn.fact.UnknownHost;

class CustomerTest {
    @Test
    void a_guest_is_unknown_since_it_was_created_or_first_listed() {
        var unknown = derived(
                UnknownHost.class,
                host("HV01", "server", "hypervisor"),
                host("DC01", "server"),
                event(
                        "HV01",
                        "Microsoft-Windows-Hyper-V-VMMS-Admin",
                        13002,
                        "2025-10-23T19:50:00Z",
                        "guest.created",
                        Map.of("VmName", "FJ-SCAN01")),
                guests("2025-10-24T04:00:00Z", "DC01", "FJ-SCAN01"),
                guests("2025-11-10T04:00:00Z", "DC01", "FJ-SCAN01"));

        assertThat(unknown)
                .singleElement()
                .matches(stranger -> stranger.name().equals("FJ-SCAN01")
                        && stranger.first().equals(at("2025-10-23T19:50:00Z"))
                        && stranger.how().equals("guest"));
    }

    @Test
    void a_guest_gone_from_the_newest_list_is_unknown_no_more() {
        assertThat(derived(
                        UnknownHost.class,
                        host("HV01", "hypervisor"),
                        guests("2025-10-24T04:00:00Z", "TEST"),
                        guests("2025-11-10T04:00:00Z")))
                .isEmpty();
    }

    @Test
    void a_name_that_sends_evidence_is_unknown_unless_nothing_is_declared_at_all() {
        var stranger = event("NAS", "syslog", "2025-11-09T04:00:00Z", "");

        assertThat(derived(UnknownHost.class, host("DC01", "server"), stranger)).hasSize(1);
        assertThat(derived(UnknownHost.class, stranger)).isEmpty();
    }

    @Test
    void log_ons_to_another_host_show_a_silent_one_in_use() {
        var ok = count(
                "DC01",
                "Security",
                "logon.ok",
                Map.of("workstation", "PC02", "address", "192.0.2.52"),
                "2025-11-07T07:11:00Z",
                1);
        var facts = new Fact[] {host("DC01", "server"), host("PC02", "workstation"), ok};

        var derived = Derive.host("PC02", List.of(), Given.context(facts));

        assertThat(derived)
                .filteredOn(Sighting.class::isInstance)
                .singleElement()
                .matches(fact -> fact instanceof Sighting seen
                        && seen.elsewhere()
                        && seen.by().equals("DC01")
                        && seen.time().equals(at("2025-11-07T07:11:00Z")));
        assertThat(derived)
                .filteredOn(SeenDays.class::isInstance)
                .singleElement()
                .matches(fact -> fact instanceof SeenDays days
                        && days.after(at("2025-11-06T22:59:00Z")) == 1
                        && days.after(at("2025-11-07T00:00:00Z")) == 0);
    }

    @Test
    void names_typed_at_a_log_on_prompt_make_no_hosts() {
        var ok = count("DC01", "Security", "logon.ok", Map.of("workstation", "EVIL"), "2025-11-07T07:11:00Z", 1);

        assertThat(Given.context(host("DC01", "server"), ok).seenElsewhere()).isEmpty();
    }

    @Test
    void july_does_not_count_as_overdue() {
        var talk = talk("2025-06-01T10:00:00Z", List.of("regnskap"));

        var rhythm = rhythm("2025-08-05T10:00:00Z", talk);

        // cadence ends 6 July; July is left out, 1 to 5 August is not (local midnight is 22:00Z)
        assertThat(rhythm.overdue()).isEqualTo(Duration.ofHours(4 * 24 + 12));
    }

    @Test
    void a_talk_with_nobody_named_is_none() {
        assertThat(derivedAt(Given.AS_OF, TalkRhythm.class, talk("2025-11-01T10:00:00Z", List.of())))
                .isEmpty();
    }

    @Test
    void talks_without_friction_are_counted_from_the_newest() {
        var rhythm = rhythm(
                "2025-11-10T06:00:00Z",
                talk("2025-08-01T10:00:00Z", List.of("a")),
                talk("2025-09-01T10:00:00Z", List.of("a"), "F-1"),
                talk("2025-10-01T10:00:00Z", List.of("a")),
                talk("2025-11-01T10:00:00Z", List.of("a")));

        assertThat(rhythm.barren()).isEqualTo(2);
    }

    @Test
    void repeated_points_are_one_thread() {
        var threads = derived(
                FrictionThread.class,
                point("F-12", "2025-10-09", "", "open", null, false),
                point("F-15", "2025-10-23", "F-12", "", null, false),
                point("F-17", "2025-11-06", "F-15", "", null, false));

        assertThat(threads)
                .singleElement()
                .matches(thread -> thread.id().equals("F-12")
                        && thread.mentions() == 3
                        && thread.time().equals(at("2025-10-09T00:00:00Z")));
    }

    @Test
    void what_is_mentioned_again_after_it_was_solved_is_open_again() {
        var threads = derived(
                FrictionThread.class,
                point("F-1", "2025-10-01", "", "resolved", "2025-10-05", true),
                point("F-2", "2025-10-20", "F-1", "", null, false));

        assertThat(threads)
                .singleElement()
                .matches(thread ->
                        thread.open() && thread.mentions() == 1 && thread.time().equals(at("2025-10-20T00:00:00Z")));
    }

    @Test
    void a_circle_of_repeats_is_one_thread() {
        assertThat(derived(
                        FrictionThread.class,
                        point("F-1", "2025-10-01", "F-2", "open", null, false),
                        point("F-2", "2025-10-20", "F-1", "open", null, false)))
                .extracting(FrictionThread::id)
                .containsExactly("F-1");
    }

    private static GuestList guests(String time, String... names) {
        return new GuestList(
                "HV01",
                at(time),
                java.util.Arrays.stream(names)
                        .map(name -> new GuestList.Guest(name, "Running"))
                        .toList(),
                Given.ORIGIN);
    }

    private static Attestation talk(String time, List<String> participants, String... friction) {
        return new Attestation(
                "1",
                "user_talk",
                "Ingrid Tveito",
                "",
                at(time),
                "coffee",
                List.of(),
                null,
                null,
                "on-site",
                participants,
                List.of(friction),
                "",
                "",
                "",
                "",
                "",
                null,
                null,
                Map.of(),
                "",
                Given.ORIGIN);
    }

    private static FrictionPoint point(
            String id,
            String opened,
            String sameAs,
            String status,
            @org.jspecify.annotations.Nullable String resolved,
            boolean confirmed) {
        return new FrictionPoint(
                id,
                at(opened + "T00:00:00Z"),
                "text",
                "",
                "",
                "",
                (LocalDate) null,
                status,
                resolved == null ? null : at(resolved + "T00:00:00Z"),
                confirmed,
                sameAs,
                "",
                Given.ORIGIN);
    }

    private static TalkRhythm rhythm(String asOf, Fact... facts) {
        return derivedAt(at(asOf), TalkRhythm.class, facts).get(0);
    }

    private static <T extends Fact> List<T> derived(Class<T> type, Fact... facts) {
        return derivedAt(Given.AS_OF, type, facts);
    }

    private static <T extends Fact> List<T> derivedAt(Instant asOf, Class<T> type, Fact... facts) {
        return Derive.customer(Given.facts(facts), new TreeMap<>(), contextAt(asOf, facts)).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}

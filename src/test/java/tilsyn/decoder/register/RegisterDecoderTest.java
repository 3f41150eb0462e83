package tilsyn.decoder.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.fact.AbsenceDeclaration;
import tilsyn.fact.Attestation;
import tilsyn.fact.BusinessJob;
import tilsyn.fact.Customer;
import tilsyn.fact.ExpectedSource;
import tilsyn.fact.Fact;
import tilsyn.fact.FrictionPoint;
import tilsyn.fact.Host;
import tilsyn.fact.MaintenanceWindow;
import tilsyn.fact.Origin;
import tilsyn.fact.ProtectedScope;
import tilsyn.fact.Register;
import tilsyn.fact.TicketState;
import tilsyn.fact.Waiver;

class RegisterDecoderTest {
    static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    static final Instant RECEIVED = Instant.parse("2025-11-10T06:00:00Z");

    @Test
    void an_inventory_gives_hosts_with_what_they_should_hold_and_send() {
        var read = read("""
                # who, what, where
                inventory:
                  as_of: 2025-10-01
                  hosts:
                    - id: FJ-HV01
                      aliases: [fj-hv01.fjordvik.example, FJ-HV01-BMC]
                      roles: [server, hypervisor, physical]
                      os: Windows Server 2022
                      criticality: critical
                      owner: Marit Fjordvik
                      patch_window: Sunday 01:00-05:00
                      av_policy: required
                      business_jobs: none
                      hw:
                        fans_expected: 5
                        spare_expected: 1
                        cache_controller: true
                        raid:
                          - { array: c0/v0, level: RAID10, members: 4 }
                      expected_sources:
                        - { source: windows:System, since: 2025-10-06, max_silence_h: 48 }
                        - sensors
                    - { id: FJ-PC01, roles: [workstation] }
                    - id: FJ-APP01
                      roles: [server, linux]
                      business_jobs: [ { job: bank-import, schedule: 05:30 daily } ]
                """);

        assertThat(read.rejected).isEmpty();
        var host = read.only(Host.class, 0);
        assertThat(host.host()).isEqualTo("FJ-HV01");
        assertThat(host.roles()).containsExactly("server", "hypervisor", "physical");
        assertThat(host.alwaysOn()).isTrue();
        assertThat(host.businessJobs()).isEmpty();
        assertThat(host.time()).isEqualTo("2025-09-30T22:00:00Z");
        assertThat(host.hardware())
                .isEqualTo(
                        new Host.Hardware(5, null, null, 1, true, "", List.of(new Host.Array("c0/v0", "RAID10", 4))));
        assertThat(host.origin().line()).isEqualTo(5);
        assertThat(host.origin().raw()).startsWith("    - id: FJ-HV01").endsWith("        - sensors");
        var sources = read.all(ExpectedSource.class);
        assertThat(sources).extracting(ExpectedSource::expects).containsExactly("windows:System", "sensors");
        assertThat(sources.get(0).maxSilence()).isEqualTo(Duration.ofHours(48));
        assertThat(sources.get(0).since()).isEqualTo("2025-10-05T22:00:00Z");
        assertThat(sources.get(1).origin().line()).isEqualTo(22);
        var workstation = read.only(Host.class, 1);
        assertThat(workstation.alwaysOn()).isFalse();
        assertThat(workstation.businessJobs()).isNull();
        assertThat(workstation.hardware()).isNull();
        assertThat(read.only(Register.class, 0))
                .extracting(Register::name, Register::entries, Register::problem)
                .containsExactly("inventory", 3, "");
        assertThat(read.only(Host.class, 2).businessJobs()).containsExactly("bank-import");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { job: a, schedule: 05:30 daily, deadline: 06:00, expect: rows>0 }           |
            { job: a, schedule: 05:30 mon-fri, deadline: 06:00, expect: file }           |
            { job: a, schedule: '05:30 tir, fre', deadline: 06:00, expect: rows>0 }      |
            { job: a, schedule: 05:30 monthly, deadline: 06:00, expect: rows>0 }         | schedule
            { job: a, schedule: 05:30 17:30 daily, deadline: 06:00, expect: rows>0 }     | schedule
            { job: a, schedule: 25:30 daily, deadline: 06:00, expect: rows>0 }           | schedule
            { job: a, schedule: 05:30 daily, expect: rows>0 }                            | deadline
            { job: a, schedule: 05:30 daily, deadline: 06:00 }                           | expect
            { job: a, schedule: 05:30 daily, deadline: 06:00, expect: rows>0, calendar: x } | calendar
            """)
    void a_business_job_says_what_of_it_is_not_understood(String job, @Nullable String lacking) {
        var read = read("""
                inventory:
                  as_of: 2025-10-01
                  hosts:
                    - { id: FJ-APP01, roles: [server], business_jobs: [ %s ] }
                """.formatted(job));

        assertThat(read.only(BusinessJob.class, 0).problem()).isEqualTo(lacking == null ? "" : lacking);
        assertThat(read.only(Register.class, 0).entries()).isEqualTo(1);
    }

    @Test
    void business_jobs_of_which_none_can_be_read_are_not_declared_to_be_none() {
        var read = read("""
                inventory:
                  as_of: 2025-10-01
                  hosts:
                    - { id: FJ-APP01, roles: [server], business_jobs: [ { schedule: 05:30 daily } ] }
                """);

        assertThat(read.only(Host.class, 0).businessJobs()).isNull();
    }

    @Test
    void an_unknown_key_is_rejected_with_its_line_and_a_guess_and_the_rest_is_read() {
        var read = read("""
                inventory:
                  as_of: 2025-10-01
                  hosts:
                    - id: FJ-DC01
                      roles: [server]
                      expected_source: [syslog]
                      owner: Marit
                """);

        assertThat(read.rejected).hasSize(1);
        assertThat(read.rejected.get(0))
                .startsWith("in.yaml:6 unknown key 'expected_source'. It has: id, aliases, roles,")
                .endsWith("Maybe: expected_sources");
        assertThat(read.only(Host.class, 0).owner()).isEqualTo("Marit");
    }

    @Test
    void an_inventory_without_a_date_is_as_old_as_can_be() {
        var read = read("inventory:\n  hosts:\n    - { id: A, roles: [server] }\n");

        assertThat(read.only(Host.class, 0).time()).isEqualTo(Instant.EPOCH);
        assertThat(read.only(Register.class, 0).problem()).isEqualTo("states no as_of");
    }

    @Test
    void a_state_nobody_knows_leaves_the_host_active() {
        var read =
                read("inventory:\n  as_of: 2025-10-01\n  hosts:\n    - { id: A, roles: [server], state: retired }\n");

        assertThat(read.only(Host.class, 0).active()).isTrue();
        assertThat(read.rejected).singleElement().asString().contains("state 'retired' is not known");
    }

    @Test
    void the_same_host_twice_counts_once() {
        var read = read(
                "inventory:\n  as_of: 2025-10-01\n  hosts:\n    - { id: A, roles: [sql] }\n    - { id: a, roles: [linux] }\n");

        assertThat(read.all(Host.class)).extracting(Host::host).containsExactly("A");
        assertThat(read.rejected).containsExactly("in.yaml:5 'A' for the second time; line 4 holds");
    }

    @Test
    void an_inventory_may_be_a_spreadsheet() {
        var read = read("""
                sep=;
                # as_of: 2025-10-01
                id;roles;hw.fans_expected;hw.raid;expected_sources;business_jobs;colour
                FJ-HV01;server|physical;5;c0/v0 RAID10 x4;windows:System|raid;none;red
                FJ-X;server
                """);

        assertThat(read.rejected)
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith("in.yaml:3 unknown column 'colour'"))
                .anySatisfy(line -> assertThat(line).isEqualTo("in.yaml:5 has 2 fields; the head line has 7"));
        var host = read.only(Host.class, 0);
        assertThat(host.roles()).containsExactly("server", "physical");
        assertThat(host.hardware().fans()).isEqualTo(5);
        assertThat(host.hardware().arrays()).containsExactly(new Host.Array("c0/v0", "RAID10", 4));
        assertThat(host.origin().line()).isEqualTo(4);
        assertThat(host.time()).isEqualTo("2025-09-30T22:00:00Z");
        assertThat(read.all(ExpectedSource.class)).hasSize(2);
    }

    @Test
    void the_customer_states_zone_and_moment() {
        var read = read(
                "customer:\n  id: FJORDVIK\n  name: Fjordvik Regnskap AS\n  zone: Europe/Oslo\n  as_of: 2025-11-10T07:00:00+01:00\n");

        var customer = read.only(Customer.class, 0);
        assertThat(customer.zone()).isEqualTo(OSLO);
        assertThat(customer.asOf()).isEqualTo("2025-11-10T06:00:00Z");
    }

    @Test
    void a_scope_of_unknown_importance_is_critical() {
        var read = read("scopes:\n  - { host: FJ-DC01, scope: 'D:\\Klienter', importance: crtical, rpo_h: 24 }\n");

        var scope = read.only(ProtectedScope.class, 0);
        assertThat(scope.importance()).isEqualTo("critical");
        assertThat(scope.rpo()).isEqualTo(Duration.ofHours(24));
        assertThat(scope.objects()).containsExactly("D:\\Klienter");
        assertThat(read.rejected).singleElement().asString().endsWith("Maybe: critical");
    }

    @Test
    void an_absence_lasts_to_the_midnight_after_its_last_day() {
        var read = read("host;from;to;reason;approver\nFJ-PC06;13.10.2025;2025-11-02;permisjon;Marit Fjordvik\n");

        var absence = read.only(AbsenceDeclaration.class, 0);
        assertThat(absence.time()).isEqualTo("2025-10-12T22:00:00Z");
        assertThat(absence.until()).isEqualTo("2025-11-02T23:00:00Z");
    }

    @Test
    void an_absence_nobody_approved_is_none() {
        var read = read("host,from,to,reason,approver\nFJ-PC06,2025-10-13,2025-11-02,permisjon,\n");

        assertThat(read.all(AbsenceDeclaration.class)).isEmpty();
        assertThat(read.rejected).hasSize(1);
    }

    @Test
    void a_window_in_the_hour_that_occurs_twice_is_taken_as_long_as_it_can_be() {
        var read = read("""
                maintenance:
                  - { host: A, start: 2025-10-26 02:10, end: 2025-10-26 02:50, kind: maintenance, reason: x, approver: M }
                """);

        var window = read.only(MaintenanceWindow.class, 0);
        assertThat(window.time()).isEqualTo("2025-10-26T00:10:00Z");
        assertThat(window.until()).isEqualTo("2025-10-26T01:50:00Z");
        assertThat(window.origin().timeNote()).contains("occurs twice");
    }

    @Test
    void a_waiver_ends_on_its_date() {
        var read = read(
                "waivers:\n  - id: W-1\n    item: UPD-05\n    host: FJ-PC05\n    approver: Marit\n    granted: 2025-10-14\n    expires: 2025-10-31\n");

        assertThat(read.only(Waiver.class, 0).expires()).isEqualTo(LocalDate.of(2025, 10, 31));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Ingrid Tveito   | 2025-11-10T06:00:00Z |
                    ''              | 2025-11-04           | names no person
                    -               | 2025-11-04           | names no person
                    svc-backup      | 2025-11-04           | 'svc-backup' is no person's name
                    Backup Operator | 2025-11-04           | 'Backup Operator' is no person's name
                    FJORDVIK\\admin | 2025-11-04           | 'FJORDVIK\\admin' is no person's name
                    admin           | 2025-11-04           | 'admin' is no person's name
                    Driftsteamet    | 2025-11-04           | 'Driftsteamet' is no person's name
                    IT-avdelingen   | 2025-11-04           | 'IT-avdelingen' is no person's name
                    Ingrid Tveito   | ''                   | has no date
                    Ingrid Tveito   | 2025-11-10T06:10:01Z | is dated later than it was received
                    """)
    void an_attestation_needs_a_person_and_a_date_that_has_been(String who, String when, String problem) {
        var read = read("attestations:\n  - { no: 2025-1, type: user_talk, who: '%s', when: '%s', what: prat }\n"
                .formatted(who, when));

        assertThat(read.only(Attestation.class, 0).problem()).isEqualTo(problem == null ? "" : problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'-'", "'…'"})
    void an_attestation_says_what_was_done(String what) {
        var read = read("- no: 2025-1\n  type: user_talk\n  who: Ingrid Tveito\n  when: 2025-11-04\n  what: %s\n"
                .formatted(what));

        assertThat(read.only(Attestation.class, 0).problem()).isEqualTo("does not say what was done");
    }

    @Test
    void an_attestation_keeps_what_the_checklist_asks_for() {
        var read = read("""
                no: 2025-118
                type: restore_test
                who: "Jonas Bakkelund"
                role: tekniker
                when: 2025-11-04T10:15:00+01:00
                what: "Gjenopprettet"
                subject: [FJ-DC01]
                sample: 'D:\\Klienter\\0412'
                verification: "sha256 like"
                verified_by: "Ingrid Tveito"
                result: OK
                duration_min: 22
                entered: 2025-11-04T11:02:00+01:00
                """);

        assertThat(read.rejected).isEmpty();
        var attestation = read.only(Attestation.class, 0);
        assertThat(attestation.valid()).isTrue();
        assertThat(attestation.host()).isEqualTo("FJ-DC01");
        assertThat(attestation.result()).isEqualTo("ok");
        assertThat(attestation.sample()).isEqualTo("D:\\Klienter\\0412");
        assertThat(attestation.time()).isEqualTo("2025-11-04T09:15:00Z");
    }

    @Test
    void an_attestation_of_no_known_type_is_rejected_with_a_guess() {
        var read = read("attestations:\n  - { no: 1, type: restoretest, who: Ingrid, when: 2025-11-04, what: x }\n");

        assertThat(read.all(Attestation.class)).isEmpty();
        assertThat(read.rejected)
                .singleElement()
                .asString()
                .startsWith("in.yaml:2")
                .endsWith("Maybe: restore_test");
    }

    @Test
    void friction_is_dated_by_the_line_above_its_head() {
        var read = read("""
                # as_of: 2025-11-07
                id;opened;text;impact;group;owner;due;status;resolved;confirmed_by_user;same_as;problem_ticket
                F-17;2025-11-06;"Skanning; igjen";high;ledelse;;;løst;;nei;F-12;
                """);

        assertThat(read.only(Register.class, 0).time()).isEqualTo("2025-11-06T23:00:00Z");
        var point = read.only(FrictionPoint.class, 0);
        assertThat(point.text()).isEqualTo("Skanning; igjen");
        assertThat(point.open()).as("a status nobody knows is open").isTrue();
        assertThat(point.sameAs()).isEqualTo("F-12");
    }

    @Test
    void a_ticket_is_closed_by_someone_with_a_conclusion() {
        var read = read("""
                key;id;status;opened;acknowledged_by;acknowledged_at;conclusion;closed_by
                FJ-DC01|LOG-05|svc-scan@192.0.2.31;T-1;Closed;2025-10-10 08:00;Jonas;2025-10-10 08:10;utgått passord;Jonas Bakkelund
                """);

        var ticket = read.only(TicketState.class, 0);
        assertThat(ticket.item()).isEqualTo("LOG-05");
        assertThat(ticket.object()).isEqualTo("svc-scan@192.0.2.31");
        assertThat(ticket.concluded()).isTrue();
    }

    @Test
    void a_register_nobody_knows_is_rejected_with_a_guess() {
        var read = read("inventry:\n  hosts: []\n");

        assertThat(read.rejected)
                .singleElement()
                .asString()
                .startsWith("in.yaml:1 unknown register")
                .endsWith("Maybe: inventory");
    }

    @Test
    void broken_notation_gives_nothing_but_its_line() {
        var read = read("inventory:\n  as_of: 2025-10-01\n  hosts:\n    - id: A\n      roles: [server\n    - id: B\n");

        assertThat(read.facts).isEmpty();
        assertThat(read.rejected).singleElement().asString().startsWith("in.yaml:6 not YAML");
    }

    @Test
    void nobody_can_make_a_file_grow_while_it_is_read() {
        var laughs = new StringBuilder("inventory:\n  a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (char c = 'b'; c < 'k'; c++)
            laughs.append("  %c: &%c [*%c,*%c,*%c]\n".formatted(c, c, c - 1, c - 1, c - 1));

        assertThat(read(laughs.toString()).rejected).singleElement().asString().contains("refers to the anchor 'a'");
        assertThat(read("inventory: " + "[".repeat(5000)).facts).isEmpty();
        assertThat(read("inventory: " + "{a: ".repeat(5000)).facts).isEmpty();
        assertThat(read("inventory:\n" + "# long\n".repeat(400_000)).rejected)
                .singleElement()
                .asString()
                .contains("a register of more than 2000000 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"customer\": 1 }",
                "services:\n  web: {}\n",
                "key: value\n",
                "- route:\n    id: x\n",
                "Nov 10 06:00:00 host app: inventory: none",
                "Level,Date and Time,Source,Event ID,Task Category\n",
                "host,from\nA,B\n"
            })
    void what_is_no_register_is_left_to_others(String text) {
        assertThat(RegisterDecoder.all())
                .noneMatch(decoder -> decoder.recognises(Head.of("x", text.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void every_example_in_the_documentation_is_read_whole() throws IOException {
        var blocks = Files.readString(Path.of("docs/registers.md")).split("```");
        var names = new TreeSet<String>();
        for (int i = 1; i < blocks.length; i += 2) {
            var read = read(blocks[i].substring(blocks[i].indexOf('\n') + 1));
            assertThat(read.rejected).isEmpty();
            assertThat(read.all(Attestation.class)).allMatch(Attestation::valid);
            read.all(Register.class).forEach(register -> names.add(register.name()));
        }
        assertThat(names)
                .containsExactly(
                        "absence",
                        "attestations",
                        "backup-windows",
                        "baseline",
                        "contacts",
                        "expiry",
                        "friction",
                        "improvements",
                        "inventory",
                        "lifecycle",
                        "maintenance",
                        "reports",
                        "repositories",
                        "scopes",
                        "tickets",
                        "tuning",
                        "waivers");
    }

    @Test
    void garbage_never_throws() {
        var good = """
                inventory:
                  as_of: 2025-10-01
                  hosts:
                    - id: A
                      roles: [server]
                      hw: { raid: md0 RAID1 x2 }
                      expected_sources: [{ source: raid, tz: Europe/Oslo }]
                attestations: [{ no: 1, type: user_talk, who: X, when: 2025-01-01 }]
                """;
        var random = new Random(42);
        for (int round = 0; round < 3000; round++) {
            var bytes = good.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 1 + random.nextInt(6); i++)
                bytes[random.nextInt(bytes.length)] = (byte)
                        (random.nextBoolean()
                                ? " \n:-[]{}&*!|>'\"%@`#,?".charAt(random.nextInt(21))
                                : random.nextInt());
            for (var decoder : RegisterDecoder.all()) decode(decoder, bytes);
        }
    }

    @Test
    void the_customer_is_known_before_anything_is_read(@TempDir Path folder) throws IOException {
        var text = "customer:\n  id: K\n  zone: America/New_York\n  as_of: 2025-11-10 07:00\n";

        assertThat(Customers.in(folder, OSLO)).isNull();
        Files.writeString(folder.resolve("customer.yaml"), text);
        var zip = folder.resolve("k.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("export/customer.yaml"));
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(Customers.in(folder, OSLO).zone()).isEqualTo(ZoneId.of("America/New_York"));
        assertThat(Customers.in(folder, OSLO).asOf()).isEqualTo("2025-11-10T12:00:00Z");
        assertThat(Customers.in(zip, OSLO).id()).isEqualTo("K");
        assertThat(Customers.in(folder.resolve("none"), OSLO)).isNull();
    }

    static Read read(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var head = Head.of("in.yaml", bytes);
        var decoder = RegisterDecoder.all().stream()
                .filter(each -> each.recognises(head))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("not recognised: " + text.lines().findFirst()));
        return decode(decoder, bytes);
    }

    static Read decode(Decoder decoder, byte[] bytes) {
        var read = new Read();
        try {
            decoder.decode(Input.of("in.yaml", bytes, RECEIVED, OSLO), read);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return read;
    }

    static final class Read implements Sink {
        final List<Fact> facts = new ArrayList<>();
        final List<String> rejected = new ArrayList<>();

        @Override
        public void fact(Fact fact) {
            facts.add(fact);
        }

        @Override
        public void ignored(String why) {}

        @Override
        public void rejected(Origin origin, String reason) {
            rejected.add(origin.place() + " " + reason);
        }

        <F extends Fact> List<F> all(Class<F> type) {
            return facts.stream().filter(type::isInstance).map(type::cast).toList();
        }

        <F extends Fact> F only(Class<F> type, int index) {
            return all(type).get(index);
        }
    }
}

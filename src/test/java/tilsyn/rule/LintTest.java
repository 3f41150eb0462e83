package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintTest {
    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // names
                "rule \"OPS-03 F1 a | rule \"OPS-03 a | 1 | The rule is named 'OPS-03 a volume has too little free'. Expected 'OPS-03 <clause> <sentence>' |",
                "rule \"OPS-03 F1 a | rule \"OPS-04 F1 a | 1 | The rule is named 'OPS-04 F1 a volume |",
                "rule \"OPS-03 F1 a | rule \"OPS-03 F2 a | 1 | rules/operation/OPS-03-disk.yaml has no clause F2. It has: F1, N1, W1. | F1",
                "rule \"OPS-03 W1 a | rule \"OPS-03 F1 a | 1 | rules/operation/OPS-03-disk.yaml lists the clause W1, but no rule here is named 'OPS-03 W1 …'. |",
                // facts and fields
                "$volume : VolumeUsage( freeGb | $volume : VolumUsage( freeGb | 4 | There is no fact type 'VolumUsage'. There are: | VolumeUsage",
                "freeGb < $limit | fregb < $limit | 4 | VolumeUsage has no field 'fregb'. It has: host, volume, size, free, | freeGb",
                "freeGb < $limit | free < $limt | 4 | Nothing is bound to $limt. Bound here: | $limit",
                "$volume.volume(), \"free\" | $volume.volme(), \"free\" | 6 | VolumeUsage has no method 'volme'. It has: host, volume, | volume",
                "$volume.volume(), \"free\" | $vol.volume(), \"free\" | 6 | Nothing is bound to $vol. |",
                "freeGb < $limit | time < Instnt.EPOCH | 4 | There is no type 'Instnt' for rules. | Instant",
                "$limit : number | $limit : numbr | 3 | Param has no field 'numbr'. It has: id, number, | number",
                "OPS-03.free_fail_gb | OPS-03.fre_fail_gb | 3 | No card has a parameter 'OPS-03.fre_fail_gb'. | OPS-03.free_fail_gb",
                // consequence
                "say.warn( $volume.volume() ); | say.fail( $volume.volume() ); | 14 | Clause W1 is said with say.warn, not say.fail. | warn",
                "say.warn( $volume.volume() ); | say.warn( $volume.volume() ); say.warn( \"\" ); | 14 | A consequence is exactly one call. |",
                "say.warn( $volume.volume() ); | $volume.volume(); | 14 | A consequence is exactly one call. |",
                "say.warn( $volume.volume() ); | if (true) { say.warn( \"\" ); } | 14 | A consequence is exactly one call. |",
                "say.warn( $volume.volume() ); | say.warn( $volume.volume(), \"free\" ); | 14 | Expected the object, and then pairs of \"name\" and value. |",
                "\"free\", $volume.freeGb() | \"Free GB\", $volume.freeGb() | 6 | \"Free GB\" is no name for a value. |",
                "\"free\", $volume.freeGb() | \"gb\", $volume.freeGb() | 6 | The sentence of F1 in rules/operation/OPS-03-disk.yaml needs {free}, which this rule doesn't give. |",
                // what can never decide
                "freeGb < $limit ) | freeGb < $limit, free > 9, free < 5 ) | 1 | F1 can never fire: no free of VolumeUsage meets all that is asked of it. |",
                // what a clause may not do
                "rule \"OPS-03 F1 | import java.io.File; rule \"OPS-03 F1 | 1 | 'import' has no place in clauses: |",
                "rule \"OPS-03 F1 | function int x() { return 1; } rule \"OPS-03 F1 | 1 | 'function' has no place in clauses: |",
                "rule \"OPS-03 F1 | global java.util.List x; rule \"OPS-03 F1 | 1 | 'global' has no place in clauses: |",
                "rule \"OPS-03 F1 | declare A x : int end rule \"OPS-03 F1 | 1 | 'declare' has no place in clauses: |",
                "rule \"OPS-03 F1 | query q A() end rule \"OPS-03 F1 | 1 | 'query' has no place in clauses: |",
                "too little free\" | too little free\" salience 10 | 1 | The attribute 'salience' has no place in clauses: every rule stands alone. |",
                "too little free\" | too little free\" no-loop true | 1 | The attribute 'no-loop' has no place in clauses: every rule stands alone. |",
                "too little free\" | too little free\" dialect \"mvel\" | 1 | 'dialect' has no place in clauses: |",
                "too little free\" | too little free\" extends \"OPS-03 W1 a volume is nearly full\" | 1 | Rules don't extend each other. |",
                "too little free\" | too little free\" @watch(x) | 1 | The annotation '@watch' has no place in clauses. |",
                "freeGb < $limit ) | freeGb < $limit ) eval( true ) | 4 | 'eval' has no place in clauses: |",
                "freeGb < $limit ) | freeGb < $limit, eval( true ) ) | 4 | 'eval' has no place in clauses: |",
                "freeGb < $limit ) | freeGb < $limit ) over window:time( 3h ) | 4 | Clauses know no windows over time. |",
                "freeGb < $limit ) | freeGb < $limit ) from entry-point x | 4 | Facts come from the session, |",
                "freeGb < $limit ) | freeGb < $limit ) from Collections.list( $limit ) | 4 | 'from Collections.list( $limit )' is no plain path. |",
                "freeGb < $limit ) | freeGb < $limit ) Object() | 4 | There is no fact type 'Object'. |",
                "freeGb < $limit ) | freeGb < new Double( 1 ) ) | 4 | A rule makes no objects: 'new' is not allowed. |",
                "freeGb < $limit ) | this.getClass() != null ) | 4 | 'getClass' has no place in clauses: |",
                "freeGb < $limit ) | freeGb < System.nanoTime() ) | 4 | 'System' has no place in clauses: |",
                "freeGb < $limit ) | freeGb < java.lang.Math.random() ) | 4 | 'java' has no place in clauses: |",
                "freeGb < $limit ) | freeGb < $limit ) accumulate( Boot( $b : down ); $s : collectSet( $b ) ) | 4 | 'collectSet' has no place in clauses: |",
                "freeGb < $limit ) | freeGb < $limit ) accumulate( Boot( $b : down ); $s : variance( $b ) ) | 4 | There is no function 'variance' for accumulate. |",
                "freeGb < $limit ) | volume matches \"(a+)+\" ) | 4 | 'matches' has no place in clauses: a pattern may search without end. |",
                "a volume has too little free\" | a \\\" volume\" | 1 | The rule is named 'OPS-03 F1 a \" volume'. Expected 'OPS-03 <clause> <sentence>' |",
                "say.fail( $volume.volume(), | say.fail( \"\\u0022\" + $volume.volume(), | 6 | '\\u' writes a letter in disguise. Write the letter itself. |",
                "say.fail( $volume.volume(), | say.fail( \"\"\"\" + $volume.volume(), | 6 | '\"\"\"' begins a text of several lines. Write a text on one line. |",
                "freeGb < $limit ) | freeGb < ((((((((1)))))))) ) | 4 | More than 8 parentheses are open here. |",
                "say.fail( | insert( $volume ); say.fail( | 6 | 'insert' has no place in clauses: |",
                "say.fail( | drools.halt(); say.fail( | 6 | 'drools' has no place in clauses: |",
                "say.fail( | kcontext.getRule(); say.fail( | 6 | 'kcontext' has no place in clauses: |",
                "freeGb < $limit ) | freeGb < ) | 4 | Can't be read here: |",
            })
    void what_is_wrong_in_a_clause_is_told_with_its_line_and_what_would_be_right(
            String from, String to, int line, String text, String maybe) {
        var folder = Folder.in(temporary).drl(from, to);

        assertThat(CardReaderTest.problems(folder)).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("rules/operation/OPS-03-disk.drl");
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.text()).startsWith(text);
            if (maybe != null) assertThat(problem.maybe()).isEqualTo(maybe);
        });
    }

    @Test
    void a_warning_on_what_fails_already_can_never_decide() {
        var folder = Folder.in(temporary)
                .with(
                        "operation/OPS-03-disk.drl",
                        Folder.DRL
                                .replace("free_warn_pct", "free_fail_gb")
                                .replace("freePercent < $limit )", "freePercent < 5, freeGb < $limit )"));

        assertThat(CardReaderTest.problems(folder))
                .extracting(Problem::toString)
                .contains("rules/operation/OPS-03-disk.drl:9  W1 can never decide: wherever it fires, F1 on line 1"
                        + " has fired and outranks it.");
    }

    @Test
    void what_only_the_compiler_sees_is_told_with_its_line() {
        var folder = Folder.in(temporary).drl("freeGb < $limit )", "freeGb < \"abc\" )");

        assertThat(CardReaderTest.problems(folder)).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.text()).startsWith("The compiler says: ");
            assertThat(problem.line()).isEqualTo(4);
        });
    }

    @Test
    void a_signature_that_there_is_not_is_refused() {
        var folder = Folder.in(temporary)
                .drl("freeGb < $limit )", "freeGb < $limit )\n    LogEvent( signature == \"log.cleard\" )");

        assertThat(CardReaderTest.problems(folder))
                .extracting(Problem::toString)
                .contains("rules/operation/OPS-03-disk.drl:5  There is no signature 'log.cleard'.");
    }

    @Test
    void clauses_without_a_card_are_refused() {
        var folder = Folder.in(temporary).with("operation/OPS-09-lost.drl", Folder.DRL);

        assertThat(CardReaderTest.problems(folder))
                .extracting(Problem::toString)
                .contains(
                        "rules/operation/OPS-09-lost.drl:1  No card stands beside these clauses: rules/operation/OPS-09-lost.yaml.");
    }

    @Test
    void conditions_over_lists_counts_and_alternatives_are_fine() throws Exception {
        var folder = Folder.in(temporary).with("operation/OPS-03-disk.drl", Folder.DRL + """

                                rule "OPS-03 W1 a guest is off"
                                when
                                    AsOf( $now : instant, $zone : zone )
                                    Subject( name == "A", is( "server" ) )
                                    $list : GuestList( $guests : guests, guests.size() > 0 )
                                    $guest : GuestList.Guest( state != "on", name.startsWith( "A" ) ) from $list.guests
                                    not ( Boot( full ) and Host( active == true ) )
                                    ( exists Boot( down > Duration.ofHours( 1 ) ) or LogEvent( level == Level.ERROR ) )
                                    accumulate( VolumeUsage( $free : freeGb ); $least : min( $free ), $n : count() )
                                    $all : List( size > 1 ) from collect( VolumeUsage( time < $now ) )
                                    BackupRun( result in ( BackupRun.Result.FAILED, BackupRun.Result.WARNING ),
                                               objects contains "x" || !unreadable.isEmpty(), end != null )
                                then
                                    // several things at once
                                    say.warn( $guest.name(), "n", $n, "least", $least, "all", $all.size(),
                                              "day", LocalDate.ofInstant( $now, $zone ) );
                                end
                                """);

        assertThat(folder.load().items()).hasSize(2);
    }
}

package tilsyn;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import tilsyn.decoder.Decoder;

/** Holds the drawing in ARCHITECTURE.md: who may know whom, and what the middle may not do. */
@AnalyzeClasses(packages = "tilsyn", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** Raise it as the project grows: a test that looked at nothing holds nothing. */
    static final int AT_LEAST = 50;

    /** Each package and those it may know; "tilsyn" is Round, which may know everything below it. */
    static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            entry("fact", Set.of()),
            entry("decoder", Set.of("fact")),
            entry("derive", Set.of("fact")),
            entry("verdict", Set.of("fact")),
            entry("rule", Set.of("fact", "derive", "verdict")),
            entry("trace", Set.of("fact", "verdict")),
            entry("ticket", Set.of("fact", "verdict")),
            entry("store", Set.of("fact", "decoder", "verdict", "ticket")),
            entry("delivery", Set.of("fact", "verdict", "ticket", "store")),
            entry("source", Set.of("fact", "decoder", "derive", "store")),
            entry("output", Set.of("fact", "verdict", "trace", "ticket")),
            entry(
                    "tilsyn",
                    Set.of(
                            "fact",
                            "decoder",
                            "derive",
                            "verdict",
                            "rule",
                            "trace",
                            "ticket",
                            "store",
                            "source",
                            "delivery",
                            "output")),
            entry(
                    "service",
                    Set.of(
                            "fact",
                            "decoder",
                            "derive",
                            "verdict",
                            "rule",
                            "trace",
                            "ticket",
                            "store",
                            "source",
                            "delivery",
                            "output",
                            "tilsyn")),
            entry(
                    "cli",
                    Set.of(
                            "fact",
                            "decoder",
                            "derive",
                            "verdict",
                            "rule",
                            "trace",
                            "ticket",
                            "store",
                            "source",
                            "delivery",
                            "output",
                            "tilsyn",
                            "service")));

    @ArchTest
    static void the_test_looked_at_the_project(JavaClasses all) {
        assertThat(ours(all)).hasSizeGreaterThanOrEqualTo(AT_LEAST);
    }

    @ArchTest
    static void every_package_has_a_place_in_the_drawing(JavaClasses all) {
        assertThat(ours(all).map(ArchitectureTest::box)).isSubsetOf(MAY_KNOW.keySet());
    }

    @ArchTest
    static void every_package_is_null_marked(JavaClasses all) {
        assertThat(ours(all).map(JavaClass::getPackage).distinct())
                .filteredOn(packaged -> !packaged.isAnnotatedWith(NullMarked.class))
                .extracting(JavaPackage::getName)
                .isEmpty();
    }

    @ArchTest
    static final ArchRule dependencies_follow_the_drawing = classes()
            .that(describe("are ours", ArchitectureTest::isOurs))
            .should(onlyKnowWhatTheDrawingAllows())
            .because("a reader who knows the drawing knows where to look");

    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("tilsyn.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule only_source_knows_Camel = onlyIn("source", "org.apache.camel..");

    @ArchTest
    static final ArchRule only_rule_knows_Drools = onlyIn("rule", "org.drools..", "org.kie..");

    @ArchTest
    static final ArchRule only_store_knows_JDBC =
            onlyIn("store", "java.sql..", "javax.sql..", "org.h2..", "org.flywaydb..", "com.zaxxer..");

    @ArchTest
    static final ArchRule only_cli_knows_picocli = onlyIn("cli", "picocli..");

    @ArchTest
    static final ArchRule fact_and_verdict_need_nothing_but_the_JDK = noClasses()
            .that()
            .resideInAnyPackage("tilsyn.fact..", "tilsyn.verdict..")
            .should()
            .dependOnClassesThat(resideOutsideOfPackages("java..", "tilsyn..", "org.jspecify.."))
            .because("what can be known and decided must outlive every library")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule the_middle_reads_no_clock = noClasses()
            .that()
            .resideInAnyPackage(
                    "tilsyn.fact..",
                    "tilsyn.decoder..",
                    "tilsyn.derive..",
                    "tilsyn.rule..",
                    "tilsyn.verdict..",
                    "tilsyn.ticket..")
            .should()
            .callCodeUnitWhere(describe(
                    "it reads the machine's clock, zone or language", call -> readsTheMachine(call.getTarget())))
            .because("the same facts and instant give the same verdicts on any machine, at any time")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule the_middle_does_no_input_or_output = noClasses()
            .that()
            .resideInAnyPackage("tilsyn.fact..", "tilsyn.derive..", "tilsyn.verdict..", "tilsyn.ticket..")
            .should()
            .dependOnClassesThat(isInputOrOutput().or(resideInAnyPackage("java.nio.file..")))
            .because("it is tested and replayed without files")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule rules_use_files_but_no_network = noClasses()
            .that()
            .resideInAPackage("tilsyn.rule..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.net\\.(http\\..*|.*Socket.*|.*Connection)")
            .because("a rulebook is a folder of files")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule groups_of_decoders_do_not_know_each_other = slices().matching("tilsyn.decoder.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule decoders_do_not_know_each_other = notKnowEachOther(Decoder.class.getName());

    @ArchTest
    static final ArchRule outputs_do_not_know_each_other = notKnowEachOther("tilsyn.output.Output");

    @ArchTest
    static final ArchRule names_say_what_a_class_is = noClasses()
            .should()
            .haveNameMatching(".*(Manager|Helper|Utils?|Impl)")
            .because("such a name hides what the class holds");

    private static ArchRule onlyIn(String box, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackages("tilsyn." + box + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .because("only " + box + " knows it, so it can be replaced there");
    }

    private static ArchRule notKnowEachOther(String door) {
        return classes()
                .that()
                .areAssignableTo(door)
                .and()
                .doNotHaveFullyQualifiedName(door)
                .should(new ArchCondition<>("not know another one") {
                    @Override
                    public void check(JavaClass one, ConditionEvents events) {
                        one.getDirectDependenciesFromSelf().stream()
                                .filter(use -> {
                                    var other = outermost(use.getTargetClass());
                                    return other.isAssignableTo(door)
                                            && !other.getName().equals(door)
                                            && !other.equals(outermost(one));
                                })
                                .forEach(use -> events.add(SimpleConditionEvent.violated(one, use.getDescription())));
                    }
                })
                .because("one format is one class, and can be changed or removed alone")
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> onlyKnowWhatTheDrawingAllows() {
        return new ArchCondition<>("know only what the drawing allows") {
            @Override
            public void check(JavaClass one, ConditionEvents events) {
                var box = box(one);
                var allowed = MAY_KNOW.getOrDefault(box, Set.of());
                one.getDirectDependenciesFromSelf().stream()
                        .filter(use -> isOurs(use.getTargetClass()))
                        .filter(use -> !box(use.getTargetClass()).equals(box))
                        .filter(use -> !allowed.contains(box(use.getTargetClass())))
                        .forEach(use -> events.add(SimpleConditionEvent.violated(
                                one, "%s may know %s: %s".formatted(box, allowed, use.getDescription()))));
            }
        };
    }

    private static boolean readsTheMachine(CodeUnitCallTarget target) {
        var owner = target.getOwner().getName();
        var name = target.getName();
        return (owner.startsWith("java.time.") && (name.equals("now") || name.startsWith("system")))
                || (owner.equals("java.time.Clock") && name.startsWith("tick"))
                || (owner.equals("java.lang.System") && (name.equals("currentTimeMillis") || name.equals("nanoTime")))
                || (owner.equals("java.util.Date")
                        && name.equals("<init>")
                        && target.getRawParameterTypes().isEmpty())
                || (owner.equals("java.util.Calendar") && name.equals("getInstance"))
                || (owner.equals("java.util.TimeZone") && name.equals("getDefault"))
                || (owner.equals("java.util.Locale") && name.equals("getDefault"));
    }

    private static DescribedPredicate<JavaClass> isInputOrOutput() {
        return describe(
                "do input or output",
                used -> used.getName()
                        .matches("java\\.io\\.(File|RandomAccess|Console|PrintStream).*"
                                + "|java\\.nio\\.channels\\..*"
                                + "|java\\.net\\.(?!URI).*"
                                + "|org\\.slf4j\\..*"));
    }

    private static Stream<JavaClass> ours(JavaClasses all) {
        return all.stream().filter(ArchitectureTest::isOurs);
    }

    private static boolean isOurs(JavaClass any) {
        return any.getPackageName().equals("tilsyn") || any.getPackageName().startsWith("tilsyn.");
    }

    /** The box of the drawing that a class of ours belongs to. */
    private static String box(JavaClass ours) {
        var names = ours.getPackageName().split("\\.");
        return names.length == 1 ? names[0] : names[1];
    }

    private static JavaClass outermost(JavaClass any) {
        return any.getEnclosingClass().map(ArchitectureTest::outermost).orElse(any);
    }
}

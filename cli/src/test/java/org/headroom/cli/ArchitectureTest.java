package org.headroom.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** The direction of docs/architecture.md. */
@AnalyzeClasses(packages = "org.headroom", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String OWN = "org.headroom..";

    @ArchTest
    static final ArchRule scenariosKnowNobody = only("scenarios", "scenarios");

    @ArchTest
    static final ArchRule loadgenKnowsScenarios = only("loadgen", "loadgen", "scenarios");

    @ArchTest
    static final ArchRule probesKnowScenarios = only("probes", "probes", "scenarios");

    @ArchTest
    static final ArchRule syncKnowsScenarios = only("sync", "sync", "scenarios");

    @ArchTest
    static final ArchRule labKnowsScenarios = only("lab", "lab", "scenarios");

    @ArchTest
    static final ArchRule tunerReadsResultsAndReadings =
            only("tuner", "tuner", "loadgen.result", "probes.reading", "probes.hosts", "scenarios");

    @ArchTest
    static final ArchRule reportsReadResultsReadingsAndPlans =
            only("reports", "reports", "loadgen.result", "probes.reading", "tuner.plan");

    @ArchTest
    static final ArchRule nobodyKnowsTheWayIn = noClasses()
            .that()
            .resideOutsideOfPackage("org.headroom.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.headroom.cli..");

    @ArchTest
    static final ArchRule aScheduleKnowsNoTransport = noClasses()
            .that()
            .resideInAPackage("org.headroom.loadgen.schedule..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.headroom.loadgen.transport..", "org.headroom.loadgen.page..", "org.headroom.scenarios..");

    @ArchTest
    static final ArchRule aTransportKnowsNoScenario = noClasses()
            .that()
            .resideInAPackage("org.headroom.loadgen.transport..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.headroom.scenarios.model..", "org.headroom.loadgen.page..", "org.headroom.loadgen.record..");

    @ArchTest
    static final ArchRule resultsKnowNothingElseOfLoadgen = noClasses()
            .that()
            .resideInAPackage("org.headroom.loadgen.result..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.headroom.loadgen.page..",
                    "org.headroom.loadgen.record..",
                    "org.headroom.loadgen.run..",
                    "org.headroom.loadgen.transport..",
                    "org.headroom.loadgen.gatling..",
                    "org.headroom.scenarios..");

    @ArchTest
    static final ArchRule gatlingsInternalsStayInOnePackage = noClasses()
            .that()
            .resideOutsideOfPackages("org.headroom.loadgen.gatling..", "org.headroom.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.gatling..");

    @ArchTest
    static final ArchRule noRoomsInACircle =
            slices().matching("org.headroom.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .that()
            .resideInAPackage(OWN)
            .and()
            .haveSimpleName("package-info")
            .should()
            .beAnnotatedWith(NullMarked.class);

    private static ArchRule only(String module, String... rooms) {
        String[] allowed = new String[rooms.length];
        for (int i = 0; i < rooms.length; i++) {
            allowed[i] = "org.headroom." + rooms[i] + "..";
        }
        return noClasses()
                .that()
                .resideInAPackage("org.headroom." + module + "..")
                .should()
                .dependOnClassesThat(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(OWN)
                        .and(com.tngtech.archunit.base.DescribedPredicate.not(
                                com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(allowed))));
    }
}

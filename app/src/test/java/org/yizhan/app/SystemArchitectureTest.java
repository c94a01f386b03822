package org.yizhan.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.springframework.context.Lifecycle;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The rules of ARCHITECTURE.md that bind all parts.
@AnalyzeClasses(
        packages = "org.yizhan",
        importOptions = {DoNotIncludeTests.class, SystemArchitectureTest.DoNotIncludeTestJars.class})
class SystemArchitectureTest {

    /// Test support that one module lends the others comes as a jar of its own, which looks like any other.
    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final Set<String> WAITING =
            Set.of("block", "blockFirst", "blockLast", "blockOptional", "toIterable", "toStream");

    /// `Mono` and `Flux` appear in the signatures of the HTTP interfaces, and nowhere else.
    @ArchTest
    static final ArchRule theContractNeedsNearlyNothing = classes()
            .that()
            .resideInAPackage("org.yizhan.protocol..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify.annotations..",
                    "com.fasterxml.jackson.annotation..",
                    "org.springframework.web.bind.annotation..",
                    "org.springframework.web.service.annotation..",
                    "org.reactivestreams..",
                    "reactor.core.publisher..",
                    "org.yizhan.protocol..");

    @ArchTest
    static final ArchRule platformKnowsNoPart = noClasses()
            .that()
            .resideInAPackage("org.yizhan.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.yizhan.signaling..", "org.yizhan.media..", "org.yizhan.cases..", "org.yizhan.app..");

    @ArchTest
    static final ArchRule partsMeetOnlyInTheContract =
            slices().matching("org.yizhan.(signaling|media|cases)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule nobodyUsesTheLauncher = noClasses()
            .that()
            .resideOutsideOfPackage("org.yizhan.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.yizhan.app..");

    @ArchTest
    static final ArchRule thereAreNoCircles =
            slices().matching("org.yizhan.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingWaitsForAPublisher =
            noClasses().should().callMethodWhere(publisherCall("a publisher is waited for", WAITING));

    @ArchTest
    static final ArchRule backgroundWorkHasAnOwnerThatEndsIt = noClasses()
            .that(new DescribedPredicate<>("neither start and stop with the context nor close") {
                @Override
                public boolean test(JavaClass type) {
                    return !outermost(type).isAssignableTo(Lifecycle.class)
                            && !outermost(type).isAssignableTo(AutoCloseable.class);
                }
            })
            .should()
            .callMethodWhere(publisherCall("a publisher is subscribed to", Set.of("subscribe")));

    @ArchTest
    static final ArchRule controllersAreTheirModulesOwn =
            classes().that().areAnnotatedWith(RestController.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule everyPackageSaysWhatMayBeNull = classes()
            .should(new ArchCondition<>("lie in a @NullMarked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                        events.add(SimpleConditionEvent.violated(
                                type, type.getPackageName() + " has no @NullMarked package-info"));
                    }
                }
            });

    @ArchTest
    static final ArchRule foldersTellTheBusiness = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..manager..", "..helper..");

    private static DescribedPredicate<JavaMethodCall> publisherCall(String what, Set<String> names) {
        return new DescribedPredicate<>(what) {
            @Override
            public boolean test(JavaMethodCall call) {
                var owner = call.getTargetOwner();
                return names.contains(call.getName())
                        && (owner.isAssignableTo(Mono.class) || owner.isAssignableTo(Flux.class));
            }
        };
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(SystemArchitectureTest::outermost).orElse(type);
    }
}

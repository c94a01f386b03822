package org.yizhan.platform.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RestController;

/// The rules that hold in every part. A part's `ArchitectureTest` says `PartRules.verify("org.yizhan.cases")` and adds
/// what is its own.
public final class PartRules {

    private static final Set<String> WAITS =
            Set.of("block", "blockFirst", "blockLast", "blockOptional", "toIterable", "toStream");

    private PartRules() {}

    /// @throws AssertionError naming each class and line that breaks a rule
    public static void verify(String part) {
        var classes = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages(part);
        for (var rule : rules(part)) {
            check(rule, classes);
        }
    }

    /// What crosses the wire depends on the platform of Java and on annotations, and on nothing that runs.
    public static void verifyProtocol() {
        var classes = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("org.yizhan.protocol");
        check(
                classes()
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                "java..",
                                "org.jspecify..",
                                "org.yizhan.protocol..",
                                "com.fasterxml.jackson.annotation..",
                                "org.springframework.web.bind.annotation..",
                                "org.springframework.web.service.annotation..",
                                "reactor.core.publisher.."),
                classes);
    }

    /// One by one, for a part that must leave one out.
    public static List<ArchRule> rules(String part) {
        return List.of(
                nothingWaits(),
                onlyLifecyclesSubscribe(),
                edgesAreTheirModulesOwn(),
                theModelIsPlainJava(),
                settingsAreRecords(),
                theClockIsInjected(),
                dependenciesAreConstructorArguments(),
                namesSayWhatAClassDoes(),
                slices().matching(part + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true));
    }

    private static ArchRule nothingWaits() {
        return noClasses()
                .should()
                .callMethodWhere(publisherCall("waits for a publisher", WAITS))
                .because("an event loop that waits serves nobody");
    }

    private static ArchRule onlyLifecyclesSubscribe() {
        return noClasses()
                .that(new DescribedPredicate<JavaClass>("are no SmartLifecycle") {
                    @Override
                    public boolean test(JavaClass it) {
                        return !outermost(it).isAssignableTo(SmartLifecycle.class)
                                && !outermost(it).isAssignableTo(AutoCloseable.class);
                    }
                })
                .should()
                .callMethodWhere(publisherCall("subscribes", Set.of("subscribe")))
                .because("background work has an owner that ends it");
    }

    private static ArchRule edgesAreTheirModulesOwn() {
        return classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .or()
                .areAnnotatedWith(Configuration.class)
                .or()
                .haveSimpleNameEndingWith("Row")
                .or()
                .haveSimpleNameEndingWith("Listener")
                .should()
                .notBePublic()
                .orShould()
                .haveSimpleNameEndingWith("Application")
                .orShould()
                .haveSimpleName("PlatformConfiguration")
                .allowEmptyShould(true);
    }

    private static ArchRule theModelIsPlainJava() {
        return classes()
                .that()
                .resideInAPackage("..model..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "org.yizhan.protocol..", "..model..")
                .allowEmptyShould(true);
    }

    private static ArchRule settingsAreRecords() {
        return classes()
                .that()
                .areAnnotatedWith(ConfigurationProperties.class)
                .should()
                .beRecords()
                .allowEmptyShould(true);
    }

    private static ArchRule theClockIsInjected() {
        return noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("tests move the clock");
    }

    private static ArchRule dependenciesAreConstructorArguments() {
        return noFields().should().beAnnotatedWith(Autowired.class).allowEmptyShould(true);
    }

    private static ArchRule namesSayWhatAClassDoes() {
        return noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
                .orShould()
                .resideInAnyPackage("..util..", "..common..", "..impl..", "..helper..", "..manager..");
    }

    private static DescribedPredicate<JavaMethodCall> publisherCall(String does, Set<String> names) {
        return new DescribedPredicate<>("%s", does) {
            @Override
            public boolean test(JavaMethodCall call) {
                return names.contains(call.getTarget().getName())
                        && call.getTargetOwner().isAssignableTo(Publisher.class);
            }
        };
    }

    private static JavaClass outermost(JavaClass it) {
        return it.getEnclosingClass().map(PartRules::outermost).orElse(it);
    }

    private static void check(ArchRule rule, JavaClasses classes) {
        rule.check(classes);
    }
}

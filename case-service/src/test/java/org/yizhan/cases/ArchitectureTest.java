package org.yizhan.cases;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@AnalyzeClasses(packagesOf = CaseServiceApplication.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final Set<String> BLOCKING =
            Set.of("block", "blockFirst", "blockLast", "blockOptional", "toIterable", "toStream");

    @ArchTest
    static final ArchRule theModelIsPlainJava = classes()
            .that()
            .resideInAPackage("..approval.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "org.yizhan.protocol.id..",
                    "org.yizhan.cases.process",
                    "..approval.model..");

    @ArchTest
    static final ArchRule theApplicationKnowsNoPages = noClasses()
            .that()
            .resideInAnyPackage("..approval.model..", "..approval.application..", "..approval.store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..approval.web..");

    @ArchTest
    static final ArchRule onlyTheDocketChangesCases = noClasses()
            .that()
            .resideOutsideOfPackages("..docket..", "..audit..")
            .should()
            .callMethodWhere(new DescribedPredicate<>("a link of the trail is made") {
                @Override
                public boolean test(JavaMethodCall call) {
                    return call.getTargetOwner().getSimpleName().equals("AuditEntry")
                            && call.getName().equals("after");
                }
            });

    @ArchTest
    static final ArchRule nothingBlocks = noClasses()
            .should()
            .callMethodWhere(new DescribedPredicate<>("a publisher is waited for") {
                @Override
                public boolean test(JavaMethodCall call) {
                    var target = call.getTarget();
                    return BLOCKING.contains(target.getName())
                            && (target.getOwner().isAssignableTo(Mono.class)
                                    || target.getOwner().isAssignableTo(Flux.class));
                }
            });

    @ArchTest
    static final ArchRule transactionsAreNotTornDownFromOutside = noClasses()
            .should()
            .callMethodWhere(new DescribedPredicate<>("a publisher gets a timeout") {
                @Override
                public boolean test(JavaMethodCall call) {
                    return call.getName().equals("timeout")
                            && call.getTargetOwner().isAssignableTo(Mono.class);
                }
            });

    @ArchTest
    static final ArchRule controllersAreTheirModulesOwn =
            classes().that().areAnnotatedWith(RestController.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule settingsAreRecords = classes()
            .that()
            .areAnnotatedWith(ConfigurationProperties.class)
            .should()
            .beRecords();
}

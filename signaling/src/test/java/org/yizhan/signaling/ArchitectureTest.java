package org.yizhan.signaling;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@AnalyzeClasses(packagesOf = SignalingApplication.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final Set<String> BLOCKING =
            Set.of("block", "blockFirst", "blockLast", "blockOptional", "toIterable", "toStream");

    @ArchTest
    static final ArchRule theModelIsPlainJava = classes()
            .that()
            .resideInAPackage("..consultation.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "org.yizhan.protocol.id..",
                    "org.yizhan.protocol.bridge..",
                    "org.yizhan.protocol.cases..",
                    "..consultation.model..");

    @ArchTest
    static final ArchRule storesAndPagesHangOffTheApplication = noClasses()
            .that()
            .resideInAnyPackage("..consultation.application..", "..consultation.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..consultation.store..", "..consultation.web..", "..socket..");

    @ArchTest
    static final ArchRule nothingBlocks = noClasses()
            .should()
            .callMethodWhere(new DescribedPredicate<>("a publisher is waited for") {
                @Override
                public boolean test(JavaMethodCall call) {
                    AccessTarget.MethodCallTarget target = call.getTarget();
                    return BLOCKING.contains(target.getName())
                            && (target.getOwner().isAssignableTo(Mono.class)
                                    || target.getOwner().isAssignableTo(Flux.class));
                }
            });

    @ArchTest
    static final ArchRule controllersAndConfigurationsAreTheirModulesOwn = classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .or()
            .areAnnotatedWith(Configuration.class)
            .and()
            .doNotHaveSimpleName("SignalingApplication")
            .should()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule settingsAreRecords = classes()
            .that()
            .areAnnotatedWith(ConfigurationProperties.class)
            .should()
            .beRecords();
}

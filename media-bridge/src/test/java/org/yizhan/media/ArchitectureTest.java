package org.yizhan.media;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.web.bind.annotation.RestController;

class ArchitectureTest {

    private static final Set<String> WAITING =
            Set.of("block", "blockFirst", "blockLast", "blockOptional", "toIterable", "toStream");

    private static final JavaClasses MEDIA = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.yizhan.media");

    @Test
    void packetsKnowNothingButPackets() {
        noClasses()
                .that()
                .resideInAPackage("org.yizhan.media.rtp")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("org.yizhan.media.rtp", "java..", "org.jspecify..")
                .check(MEDIA);
    }

    @Test
    void theEngineKnowsNoSpring() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.yizhan.media.rtp",
                        "org.yizhan.media.transport",
                        "org.yizhan.media.sdp",
                        "org.yizhan.media.pipeline",
                        "org.yizhan.media.congestion",
                        "org.yizhan.media.jvb",
                        "org.yizhan.media.room")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "reactor..")
                .check(MEDIA);
    }

    @Test
    void theRoomKnowsNothingOfHowIsRecorded() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.yizhan.media.recording..",
                        "org.yizhan.media.playback..",
                        "org.yizhan.media.verify..",
                        "org.yizhan.media.inspection..",
                        "org.yizhan.media.retention..",
                        "org.yizhan.media.film..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.yizhan.media.recording..", "org.yizhan.media.playback..")
                .check(MEDIA);
    }

    @Test
    void controllersArePackagePrivate() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .bePackagePrivate()
                .check(MEDIA);
    }

    @Test
    void nothingWaitsForAPublisher() {
        noClasses()
                .should()
                .callMethodWhere(new DescribedPredicate<>("a publisher is waited for") {
                    @Override
                    public boolean test(JavaMethodCall call) {
                        var target = call.getTarget();
                        return WAITING.contains(target.getName())
                                && target.getOwner().isAssignableTo(Publisher.class);
                    }
                })
                .check(MEDIA);
    }
}

package org.yizhan.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.yizhan.platform.testing.PartRules;
import reactor.core.publisher.Mono;

class ArchitectureTest {

    @Test
    void thePlatformKeepsTheRules() {
        PartRules.verify("org.yizhan.platform");
    }

    @Test
    void theProtocolIsPure() {
        PartRules.verifyProtocol();
    }

    @Test
    void modulesTouchEachOtherOnlyThroughTheirFaces() {
        ApplicationModules.of("org.yizhan.platform").verify();
    }

    @Test
    void theRulesSeeWhatBreaksThem() {
        var broken = new ClassFileImporter().importClasses(Waiting.class);
        assertThat(PartRules.rules("org.yizhan.platform").stream()
                        .filter(rule -> rule.evaluate(broken).hasViolation()))
                .hasSize(3);
    }

    /// Waits, subscribes and reads the clock, which nobody may.
    static final class Waiting {
        Instant now() {
            Mono.just(1).subscribe();
            Mono.just(2).block();
            return Instant.now();
        }
    }
}

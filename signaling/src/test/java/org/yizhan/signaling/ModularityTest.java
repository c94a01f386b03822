package org.yizhan.signaling;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

    @Test
    void modulesTouchEachOtherOnlyAsDeclared() {
        ApplicationModules.of("org.yizhan.signaling").verify();
    }
}

package org.yizhan.cases;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

    @Test
    void modulesTouchEachOtherOnlyThroughTheirRoots() {
        ApplicationModules.of("org.yizhan.cases").verify();
    }
}

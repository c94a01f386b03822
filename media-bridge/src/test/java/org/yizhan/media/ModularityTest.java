package org.yizhan.media;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

    @Test
    void modulesUseEachOtherOnlyAsDeclared() {
        ApplicationModules.of("org.yizhan.media").verify();
    }
}

package org.yizhan.trial.cases;

import org.springframework.test.context.TestPropertySource;

/// With SM2 over SM3.
@TestPropertySource(properties = "yizhan.cases.officer-signature=sm2")
class Sm2DecisionModuleTest extends DecisionModuleTest {

    @Override
    String digest() {
        return "1.2.156.10197.1.401";
    }
}

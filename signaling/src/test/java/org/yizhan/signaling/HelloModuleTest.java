package org.yizhan.signaling;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.yizhan.platform.testing.RealPostgres;

class HelloModuleTest extends Meetings {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
    }

    @Test
    void whatAPageSendsRightAfterTheHandshakeIsHeard() {
        for (int i = 0; i < 300; i++) {
            at(officer()).close();
        }
    }
}

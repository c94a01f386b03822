package org.yizhan.platform.outbox;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.yizhan.platform.testing.RealPostgres;

class InProcessOutboxTest extends OutboxContract {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
    }
}

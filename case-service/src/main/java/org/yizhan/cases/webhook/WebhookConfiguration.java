package org.yizhan.cases.webhook;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yizhan.platform.rounds.Rounds;

@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    private static final Duration LOOKED_EVERY = Duration.ofMillis(500);
    private static final Duration LISTENERS_EVERY = Duration.ofSeconds(1);
    private static final Duration CLEARED_EVERY = Duration.ofHours(1);

    @Bean
    Rounds webhookRounds(Sending sending) {
        return new Rounds("messages to programs", LOOKED_EVERY, LOOKED_EVERY, sending::round);
    }

    @Bean
    Rounds listenersRounds(Webhooks webhooks) {
        return new Rounds("whether programs listen", Duration.ZERO, LISTENERS_EVERY, webhooks::look);
    }

    @Bean
    Rounds oldWebhookRounds(Sending sending) {
        return new Rounds("old messages to programs", Duration.ZERO, CLEARED_EVERY, sending::forgetOld);
    }
}

package org.yizhan.signaling.socket;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Counts what comes in, by type and outcome.
@Component
class Traffic {

    private final MeterRegistry meters;

    Traffic(MeterRegistry meters) {
        this.meters = meters;
    }

    /// @param type    a word of the protocol, or `unknown`
    /// @param outcome `ok`, or the code of the refusal
    void message(String type, String outcome) {
        meters.counter("yizhan.signaling.messages", "type", type, "outcome", outcome)
                .increment();
    }

    void closed(String reason) {
        meters.counter("yizhan.signaling.closed", "reason", reason).increment();
    }

    void count(Supplier<Number> open) {
        Gauge.builder("yizhan.signaling.sockets", open)
                .description("open sockets")
                .register(meters);
    }
}

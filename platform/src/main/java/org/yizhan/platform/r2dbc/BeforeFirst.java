package org.yizhan.platform.r2dbc;

import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/// What is to be done in a transaction before its first statement is sent. It stands in the Reactor context
/// of who sends that statement; an error keeps the statement from being sent.
@FunctionalInterface
public interface BeforeFirst {

    Mono<Void> on(Connection connection);

    default Context in(Context context) {
        return context.put(BeforeFirst.class, this);
    }
}

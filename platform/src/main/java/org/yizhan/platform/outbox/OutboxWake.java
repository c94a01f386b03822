package org.yizhan.platform.outbox;

import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionContextManager;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Tells this process's relay after a commit that something was announced. It tells the other
/// processes, not one notification a transaction: PostgreSQL lets only one transaction that notifies
/// commit at a time, each with its own write to the disk.
@Component
class OutboxWake {

    private final Sinks.Many<String> schemas = Sinks.many().multicast().directBestEffort();

    /// Names of schemas, as they are woken.
    Flux<String> schemas() {
        return schemas.asFlux();
    }

    /// Wakes the schema's relay when the running transaction has committed.
    ///
    /// @throws IllegalStateException (as an error signal) when no transaction runs
    Mono<Void> afterCommit(String schema) {
        return TransactionContextManager.currentContext()
                .map(TransactionSynchronizationManager::new)
                .filter(TransactionSynchronizationManager::isActualTransactionActive)
                .switchIfEmpty(Mono.error(OutboxWake::noTransaction))
                .onErrorMap(NoTransactionException.class, _ -> noTransaction())
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.<Void>fromRunnable(() -> wake(schema)).onErrorComplete();
                    }
                }))
                .then();
    }

    private void wake(String schema) {
        // Whoever comes a moment too early for the other thread's wake-up tries again; after that the relay looks by
        // itself within a second.
        schemas.emitNext(schema, Sinks.EmitFailureHandler.busyLooping(Duration.ofMillis(5)));
    }

    private static IllegalStateException noTransaction() {
        return new IllegalStateException("an event is announced in a transaction, or not at all");
    }
}

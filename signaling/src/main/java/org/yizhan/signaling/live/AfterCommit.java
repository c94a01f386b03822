package org.yizhan.signaling.live;

import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/// Does something when the running transaction has been committed, and only then.
public final class AfterCommit {

    private AfterCommit() {}

    public static Mono<Void> run(Mono<Void> action) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return action;
                    }
                }))
                .then();
    }
}

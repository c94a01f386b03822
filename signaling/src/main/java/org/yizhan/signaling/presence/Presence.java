package org.yizhan.signaling.presence;

import java.util.UUID;
import org.yizhan.protocol.id.MemberId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Who is here. Live state: after a restart it is rebuilt from the sockets that open again.
public interface Presence {

    /// A page said hello. When it was here less than the grace ago it still takes calls if it did.
    ///
    /// @return as it is now
    Mono<Present> arrive(Present page);

    /// The page's socket still lives; said by its node every few seconds.
    Mono<Void> stay(MemberId member, UUID connection);

    /// The page's socket is lost. Nothing happens when another connection of the member came after it.
    Mono<Void> leave(MemberId member, UUID connection);

    /// The desk takes calls, or no longer does. Empty when it is not here.
    Mono<Present> setAvailable(MemberId member, boolean available);

    /// Empty when it is not here, grace included.
    Mono<Present> find(MemberId member);

    /// Everybody who is here, grace included.
    Flux<Present> all();
}

package org.yizhan.platform.signin;

import reactor.core.publisher.Mono;

/// Knows the identity provider of this installation. At most one bean of this type.
public interface IdentityProviders {

    /// Fails while the provider cannot be reached; asked again at each sign-in until then.
    Mono<IdentityProvider> current();
}

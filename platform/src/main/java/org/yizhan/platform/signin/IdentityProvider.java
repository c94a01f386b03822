package org.yizhan.platform.signin;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;

/// Where people prove who they are.
///
/// @param client           we, as the provider knows us, and its addresses. The address for browsers may be a path of
///                         ours, where the trial provider is reached
/// @param deviceUri        where our server asks for a terminal's approval (RFC 8628); null: not offered
/// @param approvalPath     where an administrator approves a terminal; null: where the provider says
public record IdentityProvider(
        ClientRegistration client,
        @Nullable String deviceUri,
        @Nullable String approvalPath) {

    /// Our address to which the provider sends the browser back.
    public static final String CALLBACK = "/login/oauth2/code/yizhan";

    /// Where a browser signs in.
    static String authorizationUri(ClientRegistration client) {
        return Objects.requireNonNull(client.getProviderDetails().getAuthorizationUri());
    }
}

package org.yizhan.platform.signin;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who says who somebody is.
///
/// @param issuer           OpenID Connect issuer; absent: the trial provider of this machine
/// @param subjectClaim     which claim names the account in `platform.account`; the bureau's provider must never give
///                         one person's value to another
/// @param audience         what a program's bearer token must be made out to
/// @param prompt           `login` has the bureau's provider ask for the password at each sign-in, so that signing out
///                         here means something on a shared desk; empty leaves it to the provider
/// @param signInsPerMinute how many sign-ins may begin from one address in a minute
@ConfigurationProperties("yizhan.identity")
public record IdentitySettings(
        @Nullable String issuer,
        @DefaultValue("yizhan") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("sub") String subjectClaim,
        @DefaultValue("yizhan") String audience,
        @DefaultValue("login") String prompt,
        @DefaultValue("60") int signInsPerMinute) {}

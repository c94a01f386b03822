package org.yizhan.platform.signin;

/// A sign-in on its way through the provider.
///
/// @param page        where the browser goes afterwards
/// @param browser     hash of the cookie that the same browser must bring back
/// @param verifier    PKCE: what only we know until the code is exchanged
/// @param redirectUri as it was said to the provider
record Pending(String page, String browser, String nonce, String verifier, String redirectUri) {}

package org.yizhan.platform.signin;

import java.time.Duration;
import java.time.Instant;

/// A terminal that waits for an administrator.
///
/// @param deviceCode what the provider knows it by; never leaves our server
/// @param pollAfter  before this the provider need not be asked again
record DeviceGrant(String terminal, String userCode, String deviceCode, Instant pollAfter, Duration interval) {}

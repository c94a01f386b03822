package org.yizhan.cases.process;

import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.Role;

/// Who may take a step.
///
/// @param channel only for cases that came in this way; null for all
/// @param meeting only in a live meeting about the case in which they are present
/// @param seats   how many different people of this kind a countersign step asks; 1 everywhere else
public record Taker(Level level, Role role, @Nullable Channel channel, boolean meeting, int seats) {}

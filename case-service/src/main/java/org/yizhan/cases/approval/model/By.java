package org.yizhan.cases.approval.model;

import java.util.Set;
import org.yizhan.cases.process.Level;
import org.yizhan.protocol.id.Role;

/// Who decides.
///
/// @param subject their account
/// @param level   the level at which they act
public record By(String subject, String name, Set<Role> roles, Level level) {}

package org.yizhan.platform.signin;

import java.util.Set;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;

/// Who an identity provider or our own table says somebody is.
record Person(String subject, String name, Set<Role> roles, StationPath station) {}

package org.yizhan.cases.org;

import org.yizhan.protocol.id.StationPath;

/// A place in the organisation tree.
///
/// @param kind `district`, `street`, `community`, `compound` or `building`
public record Station(StationPath path, String kind, String name, String nameEn) {}

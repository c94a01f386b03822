package org.yizhan.cases.figures;

import java.time.LocalDate;
import org.yizhan.protocol.id.StationPath;

/// So many of something, on a day at a station.
record Happened(LocalDate day, StationPath place, Kind kind, String of, String more, long amount) {}
